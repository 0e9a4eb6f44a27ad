"""Reading attempts, their saves and their answers."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any, cast

from sqlalchemy import (
    Integer,
    ScalarSelect,
    Select,
    and_,
    bindparam,
    func,
    literal_column,
    or_,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute, joinedload

from lms.content.values import Quiz
from lms.database import db
from lms.errors import NotFound
from lms.language import mark as _
from lms.prepared import Prepared
from lms.publishing.models import CourseRevision
from lms.publishing.queries import course_of_id, course_with
from lms.questions import Question, Variant
from lms.quizzes import rules
from lms.quizzes.closing import closing_columns, closing_of
from lms.quizzes.models import Answer, AnswerSave, Attempt, ExtraTime, TimeGrant
from lms.quizzes.queries_saves import sheet_in, sheet_told
from lms.quizzes.saves import Sheet
from lms.quizzes.sittings import AttemptFacts, Sitting
from lms.workshops.models import Enrolment, Workshop
from lms.workshops.reach import (
    SIGNED_IN_AT_WORKSHOP,
    Asked,
    EnrolmentFacts,
    WorkshopFacts,
    asked_in,
)

_ZERO = literal_column("0", Integer)
_GIVEN = (
    select(func.coalesce(func.sum(TimeGrant.minutes), _ZERO))
    .where(TimeGrant.attempt_id == Attempt.id)
    .correlate(Attempt)
    .scalar_subquery()
)
_LAST_PAGE = (
    select(func.max(AnswerSave.opened_at))
    .where(AnswerSave.attempt_id == Attempt.id)
    .correlate(Attempt)
    .scalar_subquery()
)


def _standing(column: InstrumentedAttribute[int]) -> ScalarSelect[int]:
    """Return the greatest standing extra time of the person that holds for the attempt's quiz."""
    return (
        select(func.coalesce(func.max(column), _ZERO))
        .where(
            ExtraTime.enrolment_id == Attempt.enrolment_id,
            or_(ExtraTime.quiz_id.is_(None), ExtraTime.quiz_id == Attempt.quiz_id),
        )
        .correlate(Attempt)
        .scalar_subquery()
    )


_ENDING = (
    _GIVEN,
    _standing(ExtraTime.minutes),
    _standing(ExtraTime.percent),
    _LAST_PAGE,
    *closing_columns(Attempt.quiz_id),
)
"""What decides when an attempt ends; the columns `_sitting_of` reads, in its order."""
_Rows = Select[*tuple[Any, ...]]
NOT_HERS = _("There is no such attempt of yours.")


def sitting_in(
    enrolment: Enrolment | EnrolmentFacts, attempt_id: int, *, lock: bool = False
) -> Sitting:
    """Return the attempt with this id of this person in this workshop. One statement.

    `lock`: until the transaction ends nobody else saves into it or hands it in.
    Raises NotFound for anybody else's.
    """
    given = {"attempt_id": attempt_id, "enrolment_id": enrolment.id}
    row = db.session.execute(_OWN_ATTEMPT_LOCKED if lock else _OWN_ATTEMPT, given).first()
    if row is None:
        raise NotFound(NOT_HERS)
    return _sitting(*row)


def asked_to_save(arguments: Mapping[str, Any]) -> Asked | None:
    """Return who is signed in and her sitting, by facts alone. One statement.

    For what is asked all the time, see `lms.access.lightly`; a sitting of somebody else's is not
    found.
    """
    return _asked(_AT_ATTEMPT, arguments)


def asked_for_page(arguments: Mapping[str, Any]) -> Asked | None:
    """Return the same, the sitting with its sheet, and on that the answer at a `position`."""
    return _asked(_AT_PAGE, {"position": None, **arguments})


def _asked(statement: Prepared, arguments: Mapping[str, Any]) -> Asked | None:
    row = statement.first(arguments)
    if row is None:
        return None
    web_session, reach, (fingerprint, *rest) = asked_in(row)
    enrolment = reach.enrolment if reach else None
    if fingerprint is None or enrolment is None:
        return Asked(web_session, reach)
    facts = cast(Attempt, AttemptFacts(*rest[:_FACTS]))
    ending, told = rest[_FACTS:_TOLD], rest[_TOLD:]
    quiz = course_with(fingerprint).quiz(facts.quiz_id)
    sheet = sheet_in(told[0]) if told else None
    return Asked(web_session, reach, _sitting_of(facts, quiz, enrolment.workshop, ending, sheet))


def sitting_to_change(
    enrolment: Enrolment | EnrolmentFacts, attempt_id: int, now: datetime
) -> Sitting:
    """Return the attempt of this person, locked. One statement; two if its time seems to be over.

    Raises NotFound. Whoever waited for the lock has read what was there before it: time that was
    given meanwhile shows only when it is read once more, now that nobody else can change it.
    """
    sitting = sitting_in(enrolment, attempt_id, lock=True)
    return sitting_in(enrolment, attempt_id, lock=True) if sitting.is_over(now) else sitting


def sittings_of(enrolment: Enrolment, quiz_id: str, *, lock: bool = False) -> list[Sitting]:
    """Return a person's attempts at a quiz, the first one first. One statement."""
    query = select_attempts().where(
        Attempt.enrolment_id == enrolment.id, Attempt.quiz_id == quiz_id
    )
    return sittings(query.order_by(Attempt.number), lock=lock)


def standing_of(enrolment: Enrolment, quiz_id: str) -> rules.MoreTime:
    """Return a person's standing extra time for a quiz, before she begins, too. One statement."""
    found = db.session.execute(
        select(func.max(ExtraTime.minutes), func.max(ExtraTime.percent)).where(
            ExtraTime.enrolment_id == enrolment.id,
            or_(ExtraTime.quiz_id.is_(None), ExtraTime.quiz_id == quiz_id),
        )
    ).one()
    return rules.MoreTime(found[0] or 0, found[1] or 0)


def overdue_sittings(
    now: datetime, workshop: Workshop | None = None, *, lock: bool = False
) -> list[Sitting]:
    """Return the attempts nobody handed in although their time and the grace are over.

    Of one workshop or of all. One statement, and one for each revision not read before; with
    `lock` one more, for what was changed while it waited.
    """
    query = (
        select_attempts()
        .options(
            joinedload(Attempt.enrolment, innerjoin=True)
            .joinedload(Enrolment.workshop, innerjoin=True)
            .joinedload(Workshop.revision, innerjoin=True)
        )
        .where(Attempt.handed_in_at.is_(None))
        .order_by(Attempt.id)
    )
    if workshop is not None:
        query = query.where(Enrolment.workshop_id == workshop.id)
    found = [s for s in sittings(query, lock=lock) if rules.is_too_late(s.ends_at, now)]
    if not lock or not found:
        return found
    again = query.where(Attempt.id.in_([sitting.attempt.id for sitting in found]))
    return [s for s in sittings(again, lock=True) if rules.is_too_late(s.ends_at, now)]


def select_attempts() -> _Rows:
    """Select attempts with all that decides when they end; for `sittings`."""
    return select(Attempt, *_ENDING).join_from(Attempt, Attempt.enrolment)


def sittings(query: _Rows, *, lock: bool = False) -> list[Sitting]:
    """Return the sittings that a query begun by `select_attempts` finds."""
    return [_sitting(*row) for row in db.session.execute(_locked(query) if lock else query)]


def _locked(query: _Rows) -> _Rows:
    return query.with_for_update(of=Attempt).execution_options(populate_existing=True)


# Built once, for every page of an attempt and every answer asks for it.
_HERS = (
    Attempt.id == bindparam("attempt_id"),
    Attempt.enrolment_id == bindparam("enrolment_id"),
)
_OWN_ATTEMPT = select_attempts().where(*_HERS)
_OWN_ATTEMPT_LOCKED = _locked(_OWN_ATTEMPT)
_FACTS = len(fields(AttemptFacts))
_TOLD = _FACTS + len(_ENDING)
_asked_at_attempt = (
    SIGNED_IN_AT_WORKSHOP.add_columns(
        CourseRevision.fingerprint,
        *(Attempt.__table__.c[each.name] for each in fields(AttemptFacts)),
        *_ENDING,
    )
    .outerjoin(
        Attempt,
        and_(Attempt.id == bindparam("attempt_id"), Attempt.enrolment_id == Enrolment.id),
    )
    .outerjoin(CourseRevision, CourseRevision.id == Attempt.revision_id)
)
_AT_ATTEMPT = Prepared(_asked_at_attempt)
_AT_PAGE = Prepared(
    _asked_at_attempt.add_columns(sheet_told(Attempt.id, bindparam("position", type_=Integer)))
)


def _sitting(attempt: Attempt, *ending: Any) -> Sitting:
    quiz = course_of_id(attempt.revision_id).quiz(attempt.quiz_id)
    return _sitting_of(attempt, quiz, attempt.enrolment.workshop, ending)


def _sitting_of(
    attempt: Attempt,
    quiz: Quiz,
    workshop: Workshop | WorkshopFacts,
    ending: Sequence[Any],
    sheet: Sheet | None = None,
) -> Sitting:
    given, minutes, percent, last_page_at, *closing = ending
    window = closing_of(quiz, workshop, *closing)
    more = rules.MoreTime(minutes, percent, given)
    ends_at = rules.deadline(attempt.started_at, quiz.minutes, window.closes_at, more)
    return Sitting(attempt, quiz, ends_at, last_page_at, given, window, sheet)


def answers_of(attempts: Sequence[Attempt]) -> dict[int, list[Answer]]:
    """Return the answers handed in by attempt id, in order of position. One statement."""
    found: dict[int, list[Answer]] = {attempt.id: [] for attempt in attempts}
    query = (
        select(Answer)
        .where(Answer.attempt_id.in_(found))
        .order_by(Answer.attempt_id, Answer.position)
    )
    for answer in db.session.scalars(query):
        found[answer.attempt_id].append(answer)
    return found


def asked(answer: Answer) -> Variant[Question]:
    """Return what was asked where this answer was given."""
    quiz = course_of_id(answer.attempt.revision_id).quiz(answer.attempt.quiz_id)
    return Sitting(answer.attempt, quiz, None).variant(answer.position)


def score_of(answers: Sequence[Answer]) -> rules.Score:
    """Return the score of an attempt from its answers."""
    return rules.score(rules.Mark(answer.credit, answer.points) for answer in answers)
