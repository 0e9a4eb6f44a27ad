"""The guide for trainers and assistants: how the five days run in the product."""

from lms.help.rules import Manual, Step
from lms.language import mark

TRAINER = Manual(
    title=mark("For trainers and assistants"),
    lead=mark("How the five days run: before them, in every half day, and afterwards."),
    steps=(
        Step(
            "cards",
            mark("Before day 1: the list and the cards"),
            mark(
                "Look at the list of participants. Print the activation cards, eight on a page, "
                "and the sign-in sheets. Hand out the cards at the door: with hers each "
                "participant chooses her own PIN."
            ),
            mark("With a rehearsal a trainer plays the week with invented people first."),
            (mark("Participants"), mark("Activation cards")),
            mark("The page from which activation cards are printed"),
        ),
        Step(
            "screen",
            mark("Each half day: show the code"),
            mark(
                "Open the code on the laptop with the projector. Participants scan it or type the "
                "six digits. The code changes by itself, and the page counts who is there."
            ),
            mark("It appears before the meeting begins, and says after when one is late."),
            (mark("Attendance"), mark("Code")),
            mark("The page for the projector with a large code and how many are present"),
        ),
        Step(
            "register",
            mark("Then look at the register"),
            mark(
                "Who checked in is recorded already. Tap for everybody else: present, late, "
                "excused, sick or absent. One button records all the others as present or absent."
            ),
            mark("It works and opens without signal. A photo of the signed sheet is kept with it."),
            (mark("Attendance"),),
            mark("The register of a half day with a row of buttons for each person"),
        ),
        Step(
            "board",
            mark("See who is stuck, start for everybody"),
            mark(
                "The live board shows who is here, where each one is, and who needs you. A trainer "
                "presses Start now, and every phone shows one button that leads to the quiz."
            ),
            mark("Power cut? Under Quizzes being sat a trainer gives everybody more minutes."),
            (mark("Workshop"), mark("Live board")),
            mark("The live board with the figures of the room"),
        ),
        Step(
            "covered",
            mark("At the end: what was covered"),
            mark(
                "Tick each lesson: fully, partly or not. It takes twenty seconds. What is left "
                "stands on the participants' phones as home practice."
            ),
            mark("The report then says honestly how much of the plan was taught."),
            (mark("Workshop"), mark("Material covered")),
            mark("The lessons of a half day, to be ticked as fully, partly or not covered"),
        ),
        Step(
            "marking",
            mark("Afterwards: mark, release, extend"),
            mark(
                "Essays and photos wait in one queue, the answer beside what counts. Participants "
                "see their points when a trainer releases the grades. Then extend the practice "
                "period for who needs it, and read the report."
            ),
            mark("Two trainers may mark at once: nobody gets the same answer."),
            (mark("Marking"),),
            mark("An answer of a participant with the points to be given"),
        ),
    ),
    troubles=(
        (
            mark("A phone has no camera"),
            mark("The six digits beside the QR code do the same; or tap in the register."),
        ),
        (
            mark("Somebody is not on the list"),
            mark("Record her below the register as somebody at the door."),
        ),
        (
            mark("A participant forgot her PIN"),
            mark("Participants, her name, New card: she chooses another PIN."),
        ),
    ),
)
