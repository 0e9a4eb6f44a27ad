"""Sign-offs of practical skills: which stand, for whom a task is, and in which order one walks."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from lms.content.values import Skill
from lms.errors import NotFound
from lms.language import gettext_noop as _
from lms.statistics.mastery import Signoff, SignoffVerdict
from lms.statistics.rates import Rate

VERDICT_WORDS: dict[SignoffVerdict, str] = {
    SignoffVerdict.ABLE: _("Able"),
    SignoffVerdict.NEEDS_HELP: _("Needs help"),
    SignoffVerdict.NOT_YET: _("Not yet able"),
}
"""In the words of trainers."""
OWN_WORDS: dict[SignoffVerdict | None, str] = {
    SignoffVerdict.ABLE: _("I can do it on my own"),
    SignoffVerdict.NEEDS_HELP: _("I can do it with help"),
    SignoffVerdict.NOT_YET: _("I am still practising"),
    None: _("Not seen by a trainer yet"),
}
"""In the words of the participant; None: nobody has looked."""


@dataclass(frozen=True)
class Trainee:
    """A participant as tasks list her; from day to day as her seat is hers."""

    enrolment_id: int
    name: str
    cooperative: str | None
    from_day: int
    until_day: int | None
    withdrawn_at: datetime | None

    def is_there_on(self, day: int) -> bool:
        """Whether a task of this day is hers.

        `lms.workshops.seating.queries.expected_at` says the same of meetings to the database; a
        test holds them together.
        """
        if self.withdrawn_at is not None and (self.until_day is None or self.until_day < day):
            return False
        return self.from_day <= day


@dataclass(frozen=True)
class SignoffRecord:
    """One row of the history; with `takes_back_id` it says that another one was a mistake."""

    id: int
    enrolment_id: int
    skill_id: str
    verdict: SignoffVerdict
    given_at: datetime
    received_at: datetime
    given_by_id: int | None
    given_by: str | None
    takes_back_id: int | None = None

    @property
    def signoff(self) -> Signoff:
        """What mastery follows from."""
        return Signoff(self.given_at, self.verdict)


@dataclass(frozen=True)
class SignoffChoice:
    """One tap: what is chosen for a person and a task; None takes the last one back.

    `only_if_open`: it is one of "all able", which is for those nobody has looked at.
    `is_repeat`: also the same verdict as the last one is one more observation.
    """

    enrolment_id: int
    skill_id: str
    verdict: SignoffVerdict | None
    made_at: datetime
    idempotency_key: str | None = None
    only_if_open: bool = False
    is_repeat: bool = False


Key = tuple[int, str]
"""A person (by her enrolment) and a task (by the id of its skill)."""


def standing(records: Iterable[SignoffRecord]) -> dict[Key, tuple[SignoffRecord, ...]]:
    """By person and task the sign-offs that nobody took back, in the order they were given."""
    listed = list(records)
    taken_back = {each.takes_back_id for each in listed if each.takes_back_id is not None}
    found: dict[Key, tuple[SignoffRecord, ...]] = {}
    for each in sorted(listed, key=lambda record: (record.given_at, record.id)):
        if each.takes_back_id is None and each.id not in taken_back:
            key = each.enrolment_id, each.skill_id
            found[key] = (*found.get(key, ()), each)
    return found


def adds_something(choice: SignoffChoice, stand: Sequence[SignoffRecord]) -> bool:
    """Whether a verdict is to be added to those that stand for its person and task."""
    if not stand:
        return True
    if choice.only_if_open:
        return False
    return choice.is_repeat or choice.verdict is not stand[-1].verdict


def moment_after(made_at: datetime, stand: Sequence[SignoffRecord]) -> datetime:
    """When a verdict counts as given: two taps of one instant keep their order."""
    if stand and stand[-1].given_at == made_at:
        return made_at + timedelta(microseconds=1)
    return made_at


@dataclass(frozen=True)
class TaskTally:
    """How many of the people of a task have which verdict; `people` are all of them."""

    skill: Skill
    by_verdict: Mapping[SignoffVerdict, int]
    people: int

    @property
    def seen(self) -> int:
        return sum(self.by_verdict.values())

    @property
    def able(self) -> int:
        return self.by_verdict.get(SignoffVerdict.ABLE, 0)

    @property
    def open(self) -> int:
        """At how many nobody has looked yet."""
        return self.people - self.seen


def tally(
    skill: Skill, people: Iterable[Trainee], stand: Mapping[Key, Sequence[SignoffRecord]]
) -> TaskTally:
    """Count the last verdicts of those for whom a task is."""
    hers = [stand.get((each.enrolment_id, skill.id)) for each in people_of(skill, people)]
    return TaskTally(skill, Counter(each[-1].verdict for each in hers if each), len(hers))


def people_of(skill: Skill, people: Iterable[Trainee]) -> list[Trainee]:
    """Those for whom a task is."""
    return [each for each in people if each.is_there_on(skill.day)]


def walking_order(skills: Iterable[Skill], today: int | None) -> tuple[Skill, ...]:
    """The tasks of `today` first, then the others by day."""
    return tuple(sorted(skills, key=lambda skill: (skill.day != today, skill.day)))


def tasks_of(person: Trainee, skills: Iterable[Skill]) -> list[Skill]:
    """The tasks that are hers, in the order given."""
    return [skill for skill in skills if person.is_there_on(skill.day)]


def trainee_of(people: Iterable[Trainee], enrolment_id: int) -> Trainee:
    """Find one person. Raises NotFound, also for who has withdrawn without a day of her own."""
    for each in people:
        if each.enrolment_id == enrolment_id and (each.withdrawn_at is None or each.until_day):
            return each
    raise NotFound(_("There is no such participant in this workshop."))


def shares(
    skills: Sequence[Skill],
    people: Iterable[Trainee],
    stand: Mapping[Key, Sequence[SignoffRecord]],
) -> list[tuple[Trainee, Rate]]:
    """How many of her tasks each person can do; who has no task is not there."""
    found = []
    for person in people:
        hers = [stand.get((person.enrolment_id, s.id), ()) for s in tasks_of(person, skills)]
        able = sum(bool(rows) and rows[-1].verdict is SignoffVerdict.ABLE for rows in hers)
        if hers:
            found.append((person, Rate(able, len(hers))))
    return found


@dataclass(frozen=True)
class HistoryLine:
    """A row of the history; `is_taken_back`: a later one says it was a mistake."""

    record: SignoffRecord
    is_taken_back: bool


@dataclass(frozen=True)
class TaskOfPerson:
    """A task of one person: her last verdict that stands, and all that happened, newest first."""

    skill: Skill
    last: SignoffRecord | None
    history: tuple[HistoryLine, ...]


def person_lines(
    skills: Iterable[Skill], enrolment_id: int, records: Sequence[SignoffRecord]
) -> list[TaskOfPerson]:
    """The tasks of a person with what was seen of them, in the order given."""
    stand = standing(records)
    taken_back = {each.takes_back_id for each in records if each.takes_back_id is not None}
    lines = []
    for skill in skills:
        rows = stand.get((enrolment_id, skill.id), ())
        history = tuple(
            HistoryLine(each, each.id in taken_back)
            for each in reversed(records)
            if each.skill_id == skill.id
        )
        lines.append(TaskOfPerson(skill, rows[-1] if rows else None, history))
    return lines
