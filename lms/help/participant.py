"""The guide for participants."""

from lms.help.rules import Manual, Step
from lms.language import gettext_noop

PARTICIPANT = Manual(
    title=gettext_noop("For participants"),
    lead=gettext_noop("Your phone is enough. Do one thing after the other; nothing can break."),
    steps=(
        Step(
            "card",
            gettext_noop("Sign in with your code and PIN"),
            gettext_noop(
                "You got a card with a QR code. Scan it once with the camera of your phone and "
                "choose a PIN of six digits. From then on you sign in with the code on your card "
                "and this PIN."
            ),
            gettext_noop("Keep the card: the code stands on it."),
            (gettext_noop("Activate your card"),),
            gettext_noop("The page on which a card is activated, with room for two codes"),
        ),
        Step(
            "today",
            gettext_noop("The green box says what to do now"),
            gettext_noop(
                "Open the page Today and press the button in the green box. When you have "
                "finished, the next step stands there. You need not look for anything."
            ),
            gettext_noop("If you stop halfway, you go on later where you were."),
            (gettext_noop("Today"),),
            gettext_noop("The page Today with the green box and one button in it"),
        ),
        Step(
            "attendance",
            gettext_noop("Record your attendance twice a day"),
            gettext_noop(
                "A code is shown on the screen in the room. Scan it with your camera, or type its "
                "six digits. Do so in the morning and again in the afternoon."
            ),
            gettext_noop("Ill or hindered? Press Ask to be excused; your trainer decides."),
            (gettext_noop("Today"), gettext_noop("Record my attendance")),
            gettext_noop("The page that says that your attendance is recorded"),
        ),
        Step(
            "practice",
            gettext_noop("Practise as often as you like"),
            gettext_noop(
                "After each answer you see at once whether it is right, and how it is worked out "
                "with your own numbers. Then try a similar exercise: it has new numbers. A wrong "
                "answer costs nothing."
            ),
            gettext_noop("Write 1.250.000 or 1250000: both are understood."),
            (gettext_noop("Lessons"),),
            gettext_noop("An answered exercise with its explanation, step by step"),
        ),
        Step(
            "quiz",
            gettext_noop("Quiz: every answer is saved by itself"),
            gettext_noop(
                "Below each question stands when your answer was saved. No signal? Go on: your "
                "answers stay on the phone and are sent later. At the end, look at the list and "
                "press Hand in."
            ),
            gettext_noop("You may leave a question open and come back to it."),
            (gettext_noop("Today"), gettext_noop("Start")),
            gettext_noop("A question of a quiz with the time left"),
        ),
        Step(
            "scores",
            gettext_noop("See your scores, and go on at home"),
            gettext_noop(
                "Under Scores you see what you have reached and what is still missing. After day 5 "
                "the practice period begins: you go on practising at home, until the date shown."
            ),
            gettext_noop("What time was too short for in class is listed as home practice."),
            (gettext_noop("Scores"),),
            gettext_noop("The page with the scores before and after the workshop"),
        ),
    ),
    troubles=(
        (
            gettext_noop("You forgot your PIN"),
            gettext_noop("Tell an assistant. You get a new card and choose a new PIN at once."),
        ),
        (
            gettext_noop("The connection is gone"),
            gettext_noop(
                "Leave the page open and go on. It sends your answers when there is signal."
            ),
        ),
        (
            gettext_noop("Something is unclear"),
            gettext_noop("Ask under Discussion, without your name if you like."),
        ),
    ),
)
