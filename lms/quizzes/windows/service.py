"""Deciding when and how often a quiz may be sat, and showing its key. All with a reason or a name.

Each decision stands in the audit trail.
"""

from datetime import datetime

from lms.audit.service import note
from lms.content.values import Quiz
from lms.database import db, insert_unless_there
from lms.language import gettext_noop as _
from lms.quizzes.actions import EXPLANATIONS_SHOWN, QUIZ_TIMES_CHANGED
from lms.quizzes.windows.models import KeyShown, QuizOverride
from lms.quizzes.windows.queries import keys_shown_in, overrides_for
from lms.quizzes.windows.rules import AS_THE_COURSE_SAYS, Override, window
from lms.workshops.models import Enrolment, Workshop
from lms.workshops.queries import schedule_of
from lms.workshops.service import InvalidField


def override(
    workshop: Workshop,
    quiz: Quiz,
    wanted: Override,
    *,
    reason: str,
    now: datetime,
    actor_id: int | None = None,
    enrolment: Enrolment | None = None,
) -> QuizOverride:
    """Let the workshop, or one person of it, sit a quiz at other times or more often.

    It stands in the place of what was decided before for the same; with nothing in it the course
    (or what holds for the workshop) holds again. Raises InvalidField for a quiz that would close
    before it opens.
    """
    db.session.refresh(workshop, with_for_update=True)
    schedule = schedule_of(workshop, enrolment)
    before = overrides_for(workshop, enrolment).get(quiz.id, AS_THE_COURSE_SAYS)
    around = _around(workshop, quiz, enrolment)
    hers = window(quiz, schedule, workshop.zone, _over(around, wanted))
    if hers.opens_at and hers.closes_at and hers.closes_at <= hers.opens_at:
        field = "closes" if wanted.closes_at else "opens"
        raise InvalidField(field, _("It would close before it opens. Change one of the times."))
    row = QuizOverride(
        workshop_id=workshop.id,
        enrolment_id=enrolment.id if enrolment else None,
        quiz_id=quiz.id,
        opens_at=wanted.opens_at,
        closes_at=wanted.closes_at,
        attempts=wanted.attempts,
        reason=reason,
        granted_by_id=actor_id,
        granted_at=now,
    )
    db.session.add(row)
    note(
        QUIZ_TIMES_CHANGED,
        f"enrolment:{enrolment.id}" if enrolment else f"workshop:{workshop.id}",
        now,
        actor_id=actor_id,
        workshop_id=workshop.id,
        before=_said(quiz, before),
        after=_said(quiz, wanted),
        reason=reason,
    )
    return row


def _around(workshop: Workshop, quiz: Quiz, enrolment: Enrolment | None) -> Override:
    """What holds for somebody of whom nothing was decided."""
    if enrolment is None:
        return AS_THE_COURSE_SAYS
    return overrides_for(workshop).get(quiz.id, AS_THE_COURSE_SAYS)


def _over(around: Override, wanted: Override) -> Override:
    return Override(
        wanted.opens_at or around.opens_at,
        wanted.closes_at or around.closes_at,
        wanted.attempts or around.attempts,
    )


def _said(quiz: Quiz, said: Override) -> dict[str, object]:
    return {
        "quiz": quiz.id,
        "opens_at": said.opens_at.isoformat() if said.opens_at else None,
        "closes_at": said.closes_at.isoformat() if said.closes_at else None,
        "attempts": said.attempts,
    }


def release_key(workshop: Workshop, quiz: Quiz, now: datetime, actor_id: int | None = None) -> None:
    """Let a workshop see the key of a quiz whose numbers it shares; a second time does nothing.

    Whoever begins after that has numbers of her own.
    """
    if quiz.id in keys_shown_in(workshop):
        return
    values = {
        "workshop_id": workshop.id,
        "quiz_id": quiz.id,
        "shown_by_id": actor_id,
        "shown_at": now,
    }
    insertion = insert_unless_there(KeyShown, ("workshop_id", "quiz_id"))
    db.session.execute(insertion.values(values))
    note(
        EXPLANATIONS_SHOWN,
        f"workshop:{workshop.id}",
        now,
        actor_id=actor_id,
        workshop_id=workshop.id,
        after={"quiz": quiz.id},
    )
