"""Keeping what people say on day 30 and 90, and that they were asked."""

from datetime import datetime
from typing import Any

from lms.audit.service import note
from lms.database import db, insert_or_update
from lms.errors import Conflict
from lms.language import gettext_noop as _
from lms.people.models import Person
from lms.plans.actions import FOLLOW_UP_ASKED
from lms.plans.models import FollowUp
from lms.plans.queries import plan_of
from lms.plans.queries_follow import follow_ups_of
from lms.plans.rules import FollowUpAnswers
from lms.practice.sitting.service import begin_check
from lms.workshops.models import Enrolment

_KEY = ("enrolment_id", "day")
_EMPTY = {"done_words": "", "missing": "", "indicator_now": ""}


def keep_follow_up(enrolment: Enrolment, day: int, answers: FollowUpAnswers, now: datetime) -> None:
    """Keep what she says; the newest answers hold. The steps of her plan are ticked as she says."""
    plan = plan_of(enrolment)
    words = answers.done_words
    if plan is not None and plan.steps:
        done = [step for step in plan.steps if step.place in answers.done_places]
        for step in plan.steps:
            step.done_at = (step.done_at or now) if step in done else None
        words = "\n".join(step.what or f"{step.place}" for step in done)
    said = {
        "answered_at": now,
        "uses_it": answers.uses_it,
        "done_words": words,
        "missing": answers.missing,
        "indicator_now": answers.indicator_now,
    }
    _put(enrolment, day, said)


def note_asked(enrolment: Enrolment, day: int, sender: Person, now: datetime) -> None:
    """Keep that somebody was written to; she stays on the list until she answers."""
    _put(enrolment, day, {"asked_at": now, "asked_by_id": sender.id})
    note(
        FOLLOW_UP_ASKED,
        f"enrolment:{enrolment.id}",
        now,
        actor_id=sender.id,
        workshop_id=enrolment.workshop_id,
    )


def begin_follow_up_check(enrolment: Enrolment, day: int, now: datetime) -> None:
    """Begin the six questions of a follow-up; a second time the newer ones count.

    Raises Conflict before she has answered, NothingToPractise.
    """
    follow_up = follow_ups_of(enrolment).get(day)
    if follow_up is None or follow_up.answered_at is None:
        raise Conflict(_("Answer the three questions first."))
    follow_up.sitting_id = begin_check(enrolment, now).id


def _put(enrolment: Enrolment, day: int, values: dict[str, Any]) -> None:
    db.session.flush()  # for what follows goes past the session
    row = {**_EMPTY, "enrolment_id": enrolment.id, "day": day, **values}
    db.session.execute(insert_or_update(FollowUp, _KEY, tuple(values)).values(row))
