"""Reading attempts, their saves and their answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cache, reduce
from typing import Any
from typing import cast as seen_as

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Integer,
    ScalarSelect,
    Select,
    SQLColumnExpression,
    String,
    and_,
    bindparam,
    case,
    cast,
    exists,
    func,
    or_,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute, joinedload

from lms.content.values import Quiz
from lms.database import db
from lms.errors import NotFound
from lms.language import mark as _
from lms.publishing.models import CourseRevision
from lms.publishing.queries import course_of_id, course_with
from lms.questions import Answer as Given
from lms.questions import Question, Variant
from lms.quizzes import rules
from lms.quizzes.closing import closing_columns, closing_of, instant_in
from lms.quizzes.models import Answer, AnswerSave, Attempt, CheckedAnswer, ExtraTime, TimeGrant
from lms.quizzes.saves import Save, in_force
from lms.quizzes.sittings import AttemptFacts, Sitting
from lms.workshops.models import Enrolment, Workshop
from lms.workshops.reach import (
    SIGNED_IN_AT_WORKSHOP,
    Asked,
    EnrolmentFacts,
    WorkshopFacts,
    asked_in,
)

_GIVEN = (
    select(func.coalesce(func.sum(TimeGrant.minutes), 0))
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
        select(func.coalesce(func.max(column), 0))
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


def asked_at_attempt(arguments: Mapping[str, Any]) -> Asked | None:
    """Return who is signed in and her sitting, by facts alone. One statement.

    For what is asked at every page and save of an attempt, see `lms.access.lightly`; a sitting of
    somebody else's is not found.
    """
    row = db.session.connection().execute(_SIGNED_IN_AT_ATTEMPT, arguments).first()
    if row is None:
        return None
    asked, (fingerprint, *rest) = asked_in(row)
    enrolment = asked.reach.enrolment if asked.reach else None
    if fingerprint is None or enrolment is None:
        return asked
    facts = seen_as(Attempt, AttemptFacts(*rest[:_FACTS]))
    quiz = course_with(fingerprint).quiz(facts.quiz_id)
    sitting = _sitting_of(facts, quiz, enrolment.workshop, *rest[_FACTS:])
    return Asked(asked.web_session, asked.reach, sitting)


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
_SIGNED_IN_AT_ATTEMPT = (
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


def _sitting(attempt: Attempt, *ending: Any) -> Sitting:
    quiz = course_of_id(attempt.revision_id).quiz(attempt.quiz_id)
    return _sitting_of(attempt, quiz, attempt.enrolment.workshop, *ending)


def _sitting_of(
    attempt: Attempt,
    quiz: Quiz,
    workshop: Workshop | WorkshopFacts,
    given: int,
    minutes: int,
    percent: int,
    last_page_at: datetime | None,
    *closing: Any,
) -> Sitting:
    window = closing_of(quiz, workshop, *closing)
    more = rules.MoreTime(minutes, percent, given)
    ends_at = rules.deadline(attempt.started_at, quiz.minutes, window.closes_at, more)
    return Sitting(attempt, quiz, ends_at, last_page_at, given, window)


@dataclass(frozen=True)
class Sheet:
    """What was answered so far: the saves that hold and the last number, both by position."""

    holding: dict[int, Save]
    last_number: dict[int, int]

    def is_answered(self, position: int) -> bool:
        """Return whether there is an answer at `position`."""
        return position in self.holding and self.holding[position].is_answered

    def is_checked(self, position: int) -> bool:
        """Return whether the answer was checked and cannot be changed any more."""
        return position in self.holding and self.holding[position].is_checked

    def saved_at(self, position: int) -> datetime | None:
        """Return when the answer was saved, None if there is none."""
        return self.holding[position].saved_at if position in self.holding else None


def sheet_of(attempt: Attempt) -> Sheet:
    """Return what holds, without the answers themselves. One statement."""
    saves = saves_of(attempt)
    last_number: dict[int, int] = {}
    for save in saves:
        last_number[save.position] = max(save.number, last_number.get(save.position, 0))
    return Sheet(in_force(saves), last_number)


def answers_on(sheet: Sheet, *positions: int) -> dict[int, Given | None]:
    """Return the answers that hold at these positions, at all without any. One statement."""
    ids = [sheet.holding[each].id for each in positions or sheet.holding if each in sheet.holding]
    if not ids:
        return {}
    given = {f"id_{place}": each for place, each in enumerate(ids)}
    rows = db.session.connection().execute(_select_texts(len(ids)), given)
    return {row.position: row.answer for row in rows}


@cache
def _select_texts(count: int) -> Select[tuple[int, Any]]:
    """Select so many answers; built once for each number, for every page of an attempt asks."""
    ids = [bindparam(f"id_{place}", type_=Integer) for place in range(count)]
    return select(AnswerSave.position, AnswerSave.answer).where(AnswerSave.id.in_(ids))


def saves_of(attempt: Attempt) -> list[Save]:
    """Return every save of an attempt in order of arrival, without the answers. One statement.

    They come as one text: row by row, each would have its own way through the driver, and every
    page of an attempt asks for all.
    """
    text = db.session.connection().execute(_SAVES, {"attempt_id": attempt.id}).scalar()
    return sorted(_save_in(each) for each in text.split(";")) if text else []


def _save_in(text: str) -> Save:
    save_id, position, client, number, saved, opened, checked, answered = text.split(",")
    return Save(
        int(save_id),
        int(position),
        client,
        int(number),
        instant_in(saved),
        instant_in(opened) if opened else None,
        checked == "1",
        answered == "1",
    )


def saves_at(attempt: Attempt, position: int) -> dict[Save, Given | None]:
    """Return every save at a position in order of arrival, with its answer. One statement."""
    query = select(*SAVE, AnswerSave.answer).where(
        AnswerSave.attempt_id == attempt.id, AnswerSave.position == position
    )
    rows = db.session.execute(query.order_by(AnswerSave.id))
    return {Save(*row[:-1]): row.answer for row in rows}


def checked_answer(attempt: Attempt, position: int) -> Given | None:
    """Return the answer that was checked at a position, None if none was. One statement."""
    query = select(AnswerSave.answer).join(CheckedAnswer, CheckedAnswer.save_id == AnswerSave.id)
    return db.session.scalar(
        query.where(CheckedAnswer.attempt_id == attempt.id, CheckedAnswer.position == position)
    )


SAVE = (
    AnswerSave.id,
    AnswerSave.position,
    AnswerSave.client,
    AnswerSave.number,
    AnswerSave.saved_at,
    AnswerSave.opened_at,
    exists().where(CheckedAnswer.save_id == AnswerSave.id).correlate(AnswerSave),
    cast(AnswerSave.answer, String) != "null",  # JSON's
)
"""The columns a Save is read from, in its order."""


def _as_text(column: SQLColumnExpression[Any]) -> ColumnElement[str]:
    """Return a column of SAVE as text, nothing for NULL."""
    if isinstance(column.type, Boolean):
        return case((column, "1"), else_="0")
    return func.coalesce(cast(column, String), "")


_SAVES = select(
    func.aggregate_strings(reduce(lambda a, b: a + "," + b, map(_as_text, SAVE)), ";")
).where(AnswerSave.attempt_id == bindparam("attempt_id"))


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
