"""A participant in today's practice."""

from typing import Any

from sqlalchemy import select

from lms import clock
from lms.database import db
from lms.practice.models import ExerciseTry, PracticeSitting
from lms.practice.sitting.queries import progress_in, sitting_of_today
from lms.practice.sitting.rules import AskedQuestion
from lms.practice.sitting.service import next_number
from tests.practice.learner import Learner


class Practiser(Learner):
    """Her browser at the sitting of today."""

    @property
    def home(self) -> str:
        return f"/w/{self.slug}/practice"

    def begin(self) -> Any:
        return self.browser.post(self.home)

    def look(self) -> Any:
        return self.browser.get(self.home)

    def sitting(self) -> PracticeSitting:
        found = sitting_of_today(self.enrolment, clock.now())
        assert found is not None
        return found

    def question(self) -> AskedQuestion:
        """The question that is to be answered now."""
        found = progress_in(self.sitting()).current
        assert found is not None
        return found

    def right(self, exercise: str, number: int = 1) -> str:
        """The right answer, as a form sends it."""
        variant = self.variant(exercise, number)
        if variant.kind == "numeric":
            return str(variant.key)
        return next(each.key for each in variant.options if "simpan pinjam" in each.text)

    def give(self, answer: str | None = None) -> Any:
        """Answer the question at hand; rightly unless an answer is given."""
        question = self.question()
        exercise = question.choice.exercise_id
        given = answer or self.right(exercise, next_number(self.enrolment, exercise))
        return self.browser.post(
            f"{self.home}/{self.sitting().number}/{question.place}", data={"answer": given}
        )

    def finish(self) -> None:
        """Answer what is left of the sitting."""
        while progress_in(self.sitting()).current is not None:
            self.give()

    def in_sittings(self) -> list[ExerciseTry]:
        """Her tries that belong to a sitting, in order."""
        query = select(ExerciseTry).where(ExerciseTry.sitting_id.is_not(None))
        return list(db.session.scalars(query.order_by(ExerciseTry.id)))
