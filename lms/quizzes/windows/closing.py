"""When quizzes close for somebody, told by columns of the statement that finds her."""

from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from lms.content.values import Quiz
from lms.quizzes.windows.models import QuizOverride
from lms.quizzes.windows.rules import Override, Window, combined, window
from lms.workshops.models import Enrolment, Extension, Workshop
from lms.workshops.rules import Schedule, Slot, practice_end

_EXTENDED_UNTIL = (
    select(func.max(Extension.until))
    .where(
        Extension.workshop_id == Enrolment.workshop_id,
        or_(Extension.enrolment_id.is_(None), Extension.enrolment_id == Enrolment.id),
    )
    .correlate(Enrolment)
    .scalar_subquery()
)


def closing_columns(
    quiz_id: ColumnElement[str] | InstrumentedAttribute[str],
) -> tuple[ScalarSelect[Any], ...]:
    """What `closing_of` needs to know, for a statement on Enrolment."""

    def newest(whose: ColumnElement[bool]) -> ScalarSelect[Any]:
        return (
            select(QuizOverride.closes_at)
            .where(
                QuizOverride.workshop_id == Enrolment.workshop_id,
                QuizOverride.quiz_id == quiz_id,
                whose,
            )
            .order_by(QuizOverride.id.desc())
            .limit(1)
            .correlate_except(QuizOverride)
            .scalar_subquery()
        )

    return (
        _EXTENDED_UNTIL,
        newest(QuizOverride.enrolment_id.is_(None)),
        newest(QuizOverride.enrolment_id == Enrolment.id),
    )


def closing_of(quiz: Quiz, workshop: Workshop, slots: tuple[Slot, ...], *closing: Any) -> Window:
    """When a quiz closes for somebody (its opening is as the course says).

    `slots` are the meetings of the workshop; `closing` is what `closing_columns` found.
    """
    extended, for_all, for_her = closing
    extensions = [] if extended is None else [extended]
    end = practice_end(slots, workshop.practice_days, extensions, workshop.zone)
    override = combined([Override(closes_at=for_all), Override(closes_at=for_her)])
    return window(quiz, Schedule(slots, end, workshop.closed_at), workshop.zone, override)
