"""The guide for trainers and assistants: how the five days run in the product."""

from lms.help.rules import Manual, Step
from lms.language import gettext_noop

TRAINER = Manual(
    title=gettext_noop("For trainers and assistants"),
    lead=gettext_noop("How the five days run: before them, in every half day, and afterwards."),
    steps=(
        Step(
            "cards",
            gettext_noop("Before day 1: the list and the cards"),
            gettext_noop(
                "Look at the list of participants. Print the activation cards, eight on a page, "
                "and the sign-in sheets. Hand out the cards at the door: with hers each "
                "participant chooses her own PIN."
            ),
            gettext_noop("With a rehearsal a trainer plays the week with invented people first."),
            (gettext_noop("Participants"), gettext_noop("Activation cards")),
            gettext_noop("The page from which activation cards are printed"),
        ),
        Step(
            "screen",
            gettext_noop("Each half day: show the code"),
            gettext_noop(
                "Open the code on the laptop with the projector. Participants scan it or type the "
                "six digits. The code changes by itself, and the page counts who is there."
            ),
            gettext_noop("It appears before the meeting begins, and says after when one is late."),
            (gettext_noop("Attendance"), gettext_noop("Code")),
            gettext_noop("The page for the projector with a large code and how many are present"),
        ),
        Step(
            "register",
            gettext_noop("Then look at the register"),
            gettext_noop(
                "Who checked in is recorded already. Tap for everybody else: present, late, "
                "excused, sick or absent. One button records all the others as present or absent."
            ),
            gettext_noop(
                "It works and opens without signal. A photo of the signed sheet is kept with it."
            ),
            (gettext_noop("Attendance"),),
            gettext_noop("The register of a half day with a row of buttons for each person"),
        ),
        Step(
            "board",
            gettext_noop("See who is stuck, start for everybody"),
            gettext_noop(
                "The live board shows who is here, where each one is, and who needs you. A trainer "
                "presses Start now, and every phone shows one button that leads to the quiz."
            ),
            gettext_noop(
                "Power cut? Under Quizzes being sat a trainer gives everybody more minutes."
            ),
            (gettext_noop("Workshop"), gettext_noop("Live board")),
            gettext_noop("The live board with the figures of the room"),
        ),
        Step(
            "covered",
            gettext_noop("At the end: what was covered"),
            gettext_noop(
                "Tick each lesson: fully, partly or not. It takes twenty seconds. What is left "
                "stands on the participants' phones as home practice."
            ),
            gettext_noop("The report then says honestly how much of the plan was taught."),
            (gettext_noop("Workshop"), gettext_noop("Material covered")),
            gettext_noop("The lessons of a half day, to be ticked as fully, partly or not covered"),
        ),
        Step(
            "marking",
            gettext_noop("Afterwards: mark, release, extend"),
            gettext_noop(
                "Essays and photos wait in one queue, the answer beside what counts. Participants "
                "see their points when a trainer releases the grades. Then extend the practice "
                "period for who needs it, and read the report."
            ),
            gettext_noop("Two trainers may mark at once: nobody gets the same answer."),
            (gettext_noop("Marking"),),
            gettext_noop("An answer of a participant with the points to be given"),
        ),
    ),
    troubles=(
        (
            gettext_noop("A phone has no camera"),
            gettext_noop("The six digits beside the QR code do the same; or tap in the register."),
        ),
        (
            gettext_noop("Somebody is not on the list"),
            gettext_noop("Record her below the register as somebody at the door."),
        ),
        (
            gettext_noop("A participant forgot her PIN"),
            gettext_noop("Participants, her name, New card: she chooses another PIN."),
        ),
    ),
)
