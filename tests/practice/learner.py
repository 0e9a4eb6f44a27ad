"""A participant at an exercise."""

from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select

from lms.database import db
from lms.practice.models import ExerciseTry
from lms.practice.rules import seed_of
from lms.publishing.queries import course_of
from lms.questions import Variant
from lms.workshops.models import Enrolment


class Learner:
    """A participant's browser at the exercises of her workshop."""

    def __init__(self, browser: FlaskClient, enrolment: Enrolment) -> None:
        self.browser = browser.sign_in(enrolment.person)
        self.enrolment = enrolment
        self.slug = enrolment.workshop.slug

    def path(self, exercise: str = "h1-p1", number: int | None = None) -> str:
        return f"/w/{self.slug}/exercises/{exercise}" + (f"/{number}" if number else "")

    def get(self, exercise: str = "h1-p1", number: int | None = None) -> Any:
        return self.browser.get(self.path(exercise, number))

    def answer(self, answer: Any, exercise: str = "h1-p1", number: Any = 1) -> Any:
        data = {"answer": answer, "number": number}
        return self.browser.post(self.path(exercise), data=data)

    def answer_again(self, answer: Any, exercise: str = "h1-p1", number: int = 1) -> Any:
        return self.browser.post(self.path(exercise, number), data={"answer": answer})

    def ask_for_solution(self, exercise: str = "h1-p1", number: int = 1) -> Any:
        return self.browser.post(self.path(exercise, number), data={"solution": 1})

    def open_hint(self, place: int, exercise: str = "h1-p1", number: int = 1, **typed: Any) -> Any:
        """Press the button for a hint before the first answer."""
        data = {"hint": place, "number": number, **typed}
        return self.browser.post(self.path(exercise), data=data)

    def variant(self, exercise: str = "h1-p1", number: int = 1) -> Variant[Any]:
        """What this participant is asked in a try."""
        question = course_of(self.enrolment.workshop.revision).exercise(exercise).question
        return question.variant(seed_of(self.enrolment.id, question.drawn_as, number))

    def key(self, number: int = 1) -> str:
        """The right answer to a try of h1-p1, as one types it."""
        return str(self.variant(number=number).key)


def tries_made() -> list[ExerciseTry]:
    """All tries that were kept, in order."""
    return list(db.session.scalars(select(ExerciseTry).order_by(ExerciseTry.number)))
