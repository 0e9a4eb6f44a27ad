"""The guide for organisers."""

from lms.help.rules import Manual, Step
from lms.language import gettext_noop

ORGANISER = Manual(
    title=gettext_noop("For organisers"),
    lead=gettext_noop("From the first date to the report that you hand on."),
    steps=(
        Step(
            "workshop",
            gettext_noop("Make a workshop"),
            gettext_noop(
                "Open your program and press New workshop. Choose the first day; the other days "
                "are laid out for you. For the next round press Copy with new dates."
            ),
            gettext_noop("Days need not follow each other: move those that fall on a holiday."),
            (gettext_noop("Programs"), gettext_noop("New workshop")),
            gettext_noop("The form of a new workshop with its place and dates"),
        ),
        Step(
            "people",
            gettext_noop("Enrol people from your own list"),
            gettext_noop(
                "Upload the spreadsheet you have (XLSX or CSV). You see every doubt in its row and "
                "decide. Nothing is written before you press Import."
            ),
            gettext_noop("Who has no seat any more stands on the waiting list and moves up."),
            (gettext_noop("Participants"), gettext_noop("Enrol from a list")),
            gettext_noop("The preview of a list with its doubts marked in their rows"),
        ),
        Step(
            "cards",
            gettext_noop("Print the cards, invite the people"),
            gettext_noop(
                "Print the activation cards, eight on a page, and hand them out. Under Messages "
                "the invitation is written already; send it by WhatsApp or email."
            ),
            gettext_noop("A new card makes the old one worthless."),
            (gettext_noop("Participants"), gettext_noop("Activation cards")),
            gettext_noop("The page from which activation cards are printed"),
        ),
        Step(
            "staff",
            gettext_noop("Name trainers and assistants"),
            gettext_noop(
                "Trainers teach, mark and release grades. Assistants help with attendance and "
                "cards. Each sees only her own workshops."
            ),
            gettext_noop("Every change that matters is kept with name and time."),
            (gettext_noop("Workshop"), gettext_noop("Trainers and assistants")),
            gettext_noop("The list of the trainers and assistants of a workshop"),
        ),
        Step(
            "follow",
            gettext_noop("See all workshops side by side"),
            gettext_noop(
                "Today shows the target of the program, every workshop and its phase. Open one to "
                "see who was there and how far each participant is."
            ),
            gettext_noop(
                "Somebody cannot come? Name a substitute or transfer her; her record is kept."
            ),
            (gettext_noop("Today"),),
            gettext_noop("The page Today with the target of the program and its workshops"),
        ),
        Step(
            "report",
            gettext_noop("Hand on an honest report"),
            gettext_noop(
                "The report says how many attended, what was reached before and after, and what "
                "was taught of the plan. Each figure says what it was counted from. Download the "
                "tables as CSV."
            ),
            gettext_noop("At the very end close the workshop; it stays readable."),
            (gettext_noop("Programs"), gettext_noop("Program report")),
            gettext_noop("The report of the program with its figures"),
        ),
    ),
    troubles=(
        (
            gettext_noop("The list has mistakes"),
            gettext_noop(
                "Correct it in your spreadsheet and upload it again: nobody is enrolled twice."
            ),
        ),
        (
            gettext_noop("The workshop is full"),
            gettext_noop(
                "Put people on the waiting list. A seat that gets free goes to the first of it."
            ),
        ),
        (
            gettext_noop("A meeting cannot take place"),
            gettext_noop(
                "A trainer cancels it in its register, with a reason. It then counts for nobody."
            ),
        ),
    ),
)
