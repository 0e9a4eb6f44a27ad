"""Signing off practical skills."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from lms.audit.actions import AuditAction
from lms.audit.service import note
from lms.database import db
from lms.errors import Conflict, NotFound
from lms.language import gettext_noop as _
from lms.people.models import Person
from lms.publishing.queries import course_of
from lms.signoffs import queries, rules
from lms.signoffs.actions import SIGNOFF_TAKEN_BACK, SKILL_SIGNED_OFF
from lms.signoffs.models import SkillSignoff
from lms.signoffs.rules import Key, SignoffChoice, SignoffRecord, Trainee
from lms.statistics.mastery import SignoffVerdict
from lms.workshops.models import Workshop
from lms.workshops.rules import IS_CLOSED


@dataclass(frozen=True)
class SignoffResult:
    """What came of taps: `saved` rows were added; `left_out` people have withdrawn meanwhile."""

    saved: int
    left_out: int


def record_signoffs(
    workshop: Workshop, choices: Sequence[SignoffChoice], recorder: Person, now: datetime
) -> SignoffResult:
    """Add what was seen, in the order of the taps; a tap that came before is left out.

    Raises Conflict in a workshop that was closed, NotFound for a task or a person it does not have.
    """
    book = _Book.open(workshop, recorder, now)
    known = queries.known_keys(c.idempotency_key for c in choices if c.idempotency_key)
    left_out = 0
    for choice in choices:
        skill = queries.practical_skill(course_of(workshop.revision), choice.skill_id)
        if not book.trainee(choice.enrolment_id).is_there_on(skill.day):
            left_out += 1
        elif choice.idempotency_key is None or choice.idempotency_key not in known:
            if choice.idempotency_key is not None:
                known.add(choice.idempotency_key)
            book.take(choice)
    return SignoffResult(book.written, left_out)


def undo_last_signoffs(workshop: Workshop, skill_id: str, recorder: Person, now: datetime) -> int:
    """Take back what this person signed off last of a task, all of one form; return how many.

    What was signed off of the same people since, by anybody, stays. Raises Conflict in a workshop
    that was closed.
    """
    book = _Book.open(workshop, recorder, now)
    mine = [
        rows[-1]
        for (_enrolment_id, task), rows in book.stand.items()
        if task == skill_id and rows[-1].given_by_id == recorder.id
    ]
    last = max((each.received_at for each in mine), default=None)
    for record in mine:
        if record.received_at == last:
            book.take_back(record, None)
    return book.written


class _Book:
    """The sign-offs of a workshop while they are written and nobody else may write them."""

    def __init__(
        self,
        workshop: Workshop,
        people: Iterable[Trainee],
        stand: dict[Key, tuple[SignoffRecord, ...]],
        recorder: Person,
        now: datetime,
    ) -> None:
        self.workshop, self.recorder, self.now = workshop, recorder, now
        self.people = {each.enrolment_id: each for each in people}
        self.stand = stand
        self.written = 0

    @classmethod
    def open(cls, workshop: Workshop, recorder: Person, now: datetime) -> "_Book":
        """Let one recorder a workshop through at a time, unless it is closed."""
        _refuse_if_closed(workshop)
        people = queries.trainees_in(workshop)
        stand = rules.standing(queries.records_in(workshop))
        return cls(workshop, people, stand, recorder, now)

    def trainee(self, enrolment_id: int) -> Trainee:
        if enrolment_id not in self.people:
            raise NotFound(_("There is no such participant in this workshop."))
        return self.people[enrolment_id]

    def take(self, choice: SignoffChoice) -> None:
        """Add a verdict, or take back her own last one; nothing if it says nothing new."""
        stand = self.stand.get((choice.enrolment_id, choice.skill_id), ())
        if choice.verdict is not None:
            if rules.adds_something(choice, stand):
                self._give(choice, choice.verdict, stand)
        elif stand and stand[-1].given_by_id == self.recorder.id:
            self.take_back(stand[-1], choice.idempotency_key)

    def _give(
        self, choice: SignoffChoice, verdict: SignoffVerdict, stand: tuple[SignoffRecord, ...]
    ) -> None:
        given_at = rules.moment_after(choice.made_at, stand)
        row = self._add(
            (choice.enrolment_id, choice.skill_id), verdict, given_at, choice.idempotency_key
        )
        record = SignoffRecord(
            row.id,
            row.enrolment_id,
            row.skill_id,
            verdict,
            given_at,
            self.now,
            self.recorder.id,
            self.recorder.name,
        )
        # A phone may send late what was tapped early.
        after = rules.standing([*stand, record])[choice.enrolment_id, choice.skill_id]
        self.stand[choice.enrolment_id, choice.skill_id] = after
        before = stand[-1].verdict if stand else None
        self._note(SKILL_SIGNED_OFF, record, before, verdict)

    def take_back(self, record: SignoffRecord, idempotency_key: str | None) -> None:
        """Say that a sign-off that stands was a mistake; the one before it holds again."""
        key = record.enrolment_id, record.skill_id
        self._add(key, record.verdict, self.now, idempotency_key, record.id)
        self.stand[key] = left = tuple(one for one in self.stand[key] if one.id != record.id)
        if not left:
            del self.stand[key]
        self._note(SIGNOFF_TAKEN_BACK, record, record.verdict, left[-1].verdict if left else None)

    def _add(
        self,
        key: Key,
        verdict: SignoffVerdict,
        given_at: datetime,
        idempotency_key: str | None,
        takes_back_id: int | None = None,
    ) -> SkillSignoff:
        row = SkillSignoff(
            enrolment_id=key[0],
            skill_id=key[1],
            verdict=verdict,
            given_at=given_at,
            received_at=self.now,
            given_by_id=self.recorder.id,
            takes_back_id=takes_back_id,
            idempotency_key=idempotency_key,
        )
        db.session.add(row)
        db.session.flush()
        self.written += 1
        return row

    def _note(
        self,
        action: AuditAction,
        record: SignoffRecord,
        before: SignoffVerdict | None,
        after: SignoffVerdict | None,
    ) -> None:
        note(
            action,
            f"signoff:{record.enrolment_id}:{record.skill_id}",
            self.now,
            actor_id=self.recorder.id,
            workshop_id=self.workshop.id,
            before=_facts(before),
            after=_facts(after),
        )


def _refuse_if_closed(workshop: Workshop) -> None:
    """Raise Conflict if somebody has closed the workshop; else let no other recorder in."""
    closed_at = select(Workshop.closed_at).where(Workshop.id == workshop.id).with_for_update()
    if db.session.scalar(closed_at) is not None:
        raise Conflict(IS_CLOSED)


def _facts(verdict: SignoffVerdict | None) -> dict[str, str] | None:
    return None if verdict is None else {"verdict": verdict.value}
