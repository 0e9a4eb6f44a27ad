"""The guide for participants."""

from lms.help.rules import Manual, Step
from lms.language import mark

PARTICIPANT = Manual(
    title=mark("For participants"),
    lead=mark("Your phone is enough. Do one thing after the other; nothing can break."),
    steps=(
        Step(
            "card",
            mark("Sign in with your code and PIN"),
            mark(
                "You got a card with a QR code. Scan it once with the camera of your phone and "
                "choose a PIN of six digits. From then on you sign in with the code on your card "
                "and this PIN."
            ),
            mark("Keep the card: the code stands on it."),
            (mark("Activate your card"),),
            mark("The page on which a card is activated, with room for two codes"),
        ),
        Step(
            "today",
            mark("The green box says what to do now"),
            mark(
                "Open the page Today and press the button in the green box. When you have "
                "finished, the next step stands there. You need not look for anything."
            ),
            mark("If you stop halfway, you go on later where you were."),
            (mark("Today"),),
            mark("The page Today with the green box and one button in it"),
        ),
        Step(
            "attendance",
            mark("Record your attendance twice a day"),
            mark(
                "A code is shown on the screen in the room. Scan it with your camera, or type its "
                "six digits. Do so in the morning and again in the afternoon."
            ),
            mark("Ill or hindered? Press Ask to be excused; your trainer decides."),
            (mark("Today"), mark("Record my attendance")),
            mark("The page that says that your attendance is recorded"),
        ),
        Step(
            "practice",
            mark("Practise as often as you like"),
            mark(
                "After each answer you see at once whether it is right, and how it is worked out "
                "with your own numbers. Then try a similar exercise: it has new numbers. A wrong "
                "answer costs nothing."
            ),
            mark("Write 1.250.000 or 1250000: both are understood."),
            (mark("Lessons"),),
            mark("An answered exercise with its explanation, step by step"),
        ),
        Step(
            "quiz",
            mark("Quiz: every answer is saved by itself"),
            mark(
                "Below each question stands when your answer was saved. No signal? Go on: your "
                "answers stay on the phone and are sent later. At the end, look at the list and "
                "press Hand in."
            ),
            mark("You may leave a question open and come back to it."),
            (mark("Today"), mark("Start")),
            mark("A question of a quiz with the time left"),
        ),
        Step(
            "scores",
            mark("See your scores, and go on at home"),
            mark(
                "Under Scores you see what you have reached and what is still missing. After day 5 "
                "the practice period begins: you go on practising at home, until the date shown."
            ),
            mark("What time was too short for in class is listed as home practice."),
            (mark("Scores"),),
            mark("The page with the scores before and after the workshop"),
        ),
    ),
    troubles=(
        (
            mark("You forgot your PIN"),
            mark("Tell an assistant. You get a new card and choose a new PIN at once."),
        ),
        (
            mark("The connection is gone"),
            mark("Leave the page open and go on. It sends your answers when there is signal."),
        ),
        (
            mark("Something is unclear"),
            mark("Ask under Discussion, without your name if you like."),
        ),
    ),
)
