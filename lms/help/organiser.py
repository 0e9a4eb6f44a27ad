"""The guide for organisers."""

from lms.help.rules import Manual, Step
from lms.language import mark

ORGANISER = Manual(
    title=mark("For organisers"),
    lead=mark("From the first date to the report that you hand on."),
    steps=(
        Step(
            "workshop",
            mark("Make a workshop"),
            mark(
                "Open your program and press New workshop. Choose the first day; the other days "
                "are laid out for you. For the next round press Copy with new dates."
            ),
            mark("Days need not follow each other: move those that fall on a holiday."),
            (mark("Programs"), mark("New workshop")),
            mark("The form of a new workshop with its place and dates"),
        ),
        Step(
            "people",
            mark("Enrol people from your own list"),
            mark(
                "Upload the spreadsheet you have (XLSX or CSV). You see every doubt in its row and "
                "decide. Nothing is written before you press Import."
            ),
            mark("Who has no seat any more stands on the waiting list and moves up."),
            (mark("Participants"), mark("Enrol from a list")),
            mark("The preview of a list with its doubts marked in their rows"),
        ),
        Step(
            "cards",
            mark("Print the cards, invite the people"),
            mark(
                "Print the activation cards, eight on a page, and hand them out. Under Messages "
                "the invitation is written already; send it by WhatsApp or email."
            ),
            mark("A new card makes the old one worthless."),
            (mark("Participants"), mark("Activation cards")),
            mark("The page from which activation cards are printed"),
        ),
        Step(
            "staff",
            mark("Name trainers and assistants"),
            mark(
                "Trainers teach, mark and release grades. Assistants help with attendance and "
                "cards. Each sees only her own workshops."
            ),
            mark("Every change that matters is kept with name and time."),
            (mark("Workshop"), mark("Trainers and assistants")),
            mark("The list of the trainers and assistants of a workshop"),
        ),
        Step(
            "follow",
            mark("See all workshops side by side"),
            mark(
                "Today shows the target of the program, every workshop and its phase. Open one to "
                "see who was there and how far each participant is."
            ),
            mark("Somebody cannot come? Name a substitute or transfer her; her record is kept."),
            (mark("Today"),),
            mark("The page Today with the target of the program and its workshops"),
        ),
        Step(
            "report",
            mark("Hand on an honest report"),
            mark(
                "The report says how many attended, what was reached before and after, and what "
                "was taught of the plan. Each figure says what it was counted from. Download the "
                "tables as CSV."
            ),
            mark("At the very end close the workshop; it stays readable."),
            (mark("Programs"), mark("Program report")),
            mark("The report of the program with its figures"),
        ),
    ),
    troubles=(
        (
            mark("The list has mistakes"),
            mark("Correct it in your spreadsheet and upload it again: nobody is enrolled twice."),
        ),
        (
            mark("The workshop is full"),
            mark("Put people on the waiting list. A seat that gets free goes to the first of it."),
        ),
        (
            mark("A meeting cannot take place"),
            mark("A trainer cancels it in its register, with a reason. It then counts for nobody."),
        ),
    ),
)
