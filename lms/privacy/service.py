"""Erasing a person's data: her rows stay countable under a pseudonym, what tells of her goes."""

from dataclasses import asdict
from datetime import datetime

import sqlalchemy as sa

from lms.attendance.models import SheetPhoto
from lms.audit.service import note
from lms.cards.queries import who_runs_a_workshop
from lms.certificates.models import Certificate
from lms.certificates.printed import Holder
from lms.certificates.rules import Ending
from lms.database import db
from lms.errors import Conflict
from lms.handover.models import ReportPhoto
from lms.language import gettext_noop as _
from lms.people.models import Person, Standing
from lms.privacy.actions import ERASURE_ASKED, ERASURE_DECLINED, PERSON_ERASED
from lms.privacy.fates import HERS, TOLD_IN_CHANGES
from lms.privacy.models import ErasureRequest
from lms.privacy.queries import changes_about, rows_of, waiting_request_of
from lms.publishing.models import CourseRevision
from lms.publishing.queries import course_of
from lms.quizzes.attempts.models import Answer, AnswerSave, Attempt
from lms.uploads.models import Upload
from lms.workshops.models import Enrolment


def ask_for_erasure(person: Person, words: str, now: datetime) -> None:
    """Keep that a person asks for it; asked twice, the newer words hold."""
    request = waiting_request_of(person.id)
    if request is not None:
        request.words = words
        return
    db.session.add(ErasureRequest(person_id=person.id, words=words, asked_at=now))
    note(ERASURE_ASKED, f"person:{person.id}", now, actor_id=person.id)


def decline(request: ErasureRequest, answer: str, now: datetime, actor_id: int) -> None:
    """Answer with no, and say why."""
    request.answered_at, request.answered_by_id, request.answer = now, actor_id, answer
    note(ERASURE_DECLINED, f"person:{request.person_id}", now, actor_id=actor_id, reason=answer)


def erase_person(person: Person, now: datetime, actor_id: int | None) -> None:
    """Take out of every table what tells of a person, and close her account for good.

    Attendance, marks and sign-offs stay under the pseudonym. The bytes of her files go with the
    next `uploads tidy`. Raises Conflict for who runs something: she is taken out of it first.
    """
    if person.standing is not Standing.MEMBER or who_runs_a_workshop([person.id]):
        raise Conflict(
            _(
                "This person runs a workshop or program. Take the person out of the staff and give "
                "the role of a participant first, then erase."
            )
        )
    person_id = person.id
    db.session.flush()
    _empty_written_answers(person_id)
    for name in reversed(list(HERS)):  # what refers to others first
        _settle_rows(name, person_id)
    db.session.expire_all()
    person.name, person.disabled_at = f"{PSEUDONYM} {person_id}", now
    _end_certificates(person, now, actor_id)
    person.may_be_written_to, person.card_news_at = False, None
    for entry in changes_about(person_id):
        entry.before, entry.after = _without_her(entry.before), _without_her(entry.after)
        entry.reason = ""
    request = waiting_request_of(person_id)
    if request is not None:
        request.answered_at, request.answered_by_id = now, actor_id
    note(PERSON_ERASED, f"person:{person_id}", now, actor_id=actor_id)
    db.session.flush()


PSEUDONYM = "Peserta"
"""With the number of the person it stands where her name was: a value, as names are."""


def _settle_rows(name: str, person_id: int) -> None:
    fate, table = HERS[name], db.metadata.tables[name]
    hers = rows_of(name, person_id)
    if name == "upload":
        # Photos of a signed list and of a report show everybody who was there, and stay.
        for kept in (SheetPhoto.upload_id, ReportPhoto.upload_id):
            hers = sa.and_(hers, Upload.id.not_in(sa.select(kept)))
    if fate.deleted:
        db.session.execute(sa.delete(table).where(hers))
    elif fate.emptied:
        db.session.execute(sa.update(table).where(hers).values(dict(fate.emptied)))


def _empty_written_answers(person_id: int) -> None:
    """Take out what she answered to questions that a trainer marks."""
    hers = sa.select(Attempt.id).join(Attempt.enrolment).where(Enrolment.person_id == person_id)
    revisions = db.session.scalars(
        sa.select(CourseRevision)
        .where(CourseRevision.id.in_(sa.select(Attempt.revision_id).where(Attempt.id.in_(hers))))
        .distinct()
    )
    written = {
        question.id
        for revision in revisions
        for quiz in course_of(revision).quizzes
        for form in quiz.forms
        for question in quiz.questions(form)
        if question.needs_trainer
    }
    answers = sa.select(Answer.attempt_id, Answer.position).where(
        Answer.attempt_id.in_(hers), Answer.question_id.in_(written)
    )
    places = db.session.execute(answers).all()
    for attempt_id, position in places:
        for table in (Answer, AnswerSave):
            db.session.execute(
                sa.update(table)
                .where(table.attempt_id == attempt_id, table.position == position)
                .values(answer="")
            )


def _end_certificates(person: Person, now: datetime, actor_id: int | None) -> None:
    """Revoke her certificates, whose name nobody may be told any more."""
    hers = sa.select(Certificate).join(Certificate.enrolment)
    for each in db.session.scalars(hers.where(Enrolment.person_id == person.id)):
        each.data = {**each.data, "holder": asdict(Holder(person.name, "", ""))}
        if each.is_valid:
            each.ended_at, each.ended_by_id, each.ending = now, actor_id, Ending.REVOKED


def _without_her(values: dict[str, object] | None) -> dict[str, object] | None:
    if not values:
        return values
    return {key: value for key, value in values.items() if key not in TOLD_IN_CHANGES}
