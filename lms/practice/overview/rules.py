"""Who is to be reminded, and what a workshop can do by now."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from lms.content.values import Competency
from lms.practice.history import PractisedSkill, SkillHistory
from lms.practice.order import is_stuck
from lms.statistics.evidence import Try, in_order
from lms.statistics.mastery import Mastery, mastery_of
from lms.statistics.rates import Rate

REMINDED_AFTER = (4, 10)
"""Days of silence after which somebody is reminded, and reminded again; then no more."""

TEXTS = 4
"""So many texts take turns."""


@dataclass(frozen=True)
class Silence:
    """How long somebody has not practised, in whole days, and the reminders sent since."""

    days: int
    reminders: int

    @property
    def is_due(self) -> bool:
        """Whether a reminder is due: after 4 days the first, after 10 the second and last."""
        return self.reminders < len(REMINDED_AFTER) and self.days >= REMINDED_AFTER[self.reminders]


def silence(
    last: datetime | None, since: datetime, reminders: Iterable[datetime], now: datetime
) -> Silence:
    """Return how long somebody is silent; `since`: when practising by oneself began."""
    begun = max(since, last) if last else since
    sent = sum(at >= begun for at in reminders)
    return Silence(max(0, (now - begun).days), sent)


def text_in_turn(reminders: int) -> int:
    """Return which of the texts is next, from 0."""
    return reminders % TEXTS


@dataclass(frozen=True)
class SkillStanding:
    """How somebody stands with one skill."""

    skill: PractisedSkill
    level: Mastery
    is_stuck: bool


@dataclass(frozen=True)
class PersonPractice:
    """What one participant practises; `standings` in the order of the course."""

    enrolment_id: int
    standings: tuple[SkillStanding, ...]
    tries: int

    @property
    def held(self) -> int:
        """How many skills she can do alone, or for good."""
        return _held(Counter(each.level for each in self.standings))

    @property
    def stuck(self) -> tuple[PractisedSkill, ...]:
        """What she is stuck at."""
        return tuple(each.skill for each in self.standings if each.is_stuck)


@dataclass(frozen=True)
class SkillPractice:
    """How many people stand at which level of a skill, and how many are stuck at it."""

    skill: PractisedSkill
    levels: Mapping[Mastery, int]
    stuck: int

    @property
    def held(self) -> int:
        return _held(self.levels)


def _held(levels: Mapping[Mastery, int]) -> int:
    return levels.get(Mastery.ALONE, 0) + levels.get(Mastery.LASTING, 0)


def person_practice(
    enrolment_id: int, skills: Sequence[PractisedSkill], tries: Mapping[str, Sequence[Try]]
) -> PersonPractice:
    """Return what a person practises from her tries by skill id."""
    histories = [_history(skill, tries) for skill in skills]
    return PersonPractice(
        enrolment_id,
        tuple(
            SkillStanding(each.skill, mastery_of(each.tries), is_stuck(each)) for each in histories
        ),
        sum(not a_try.from_quiz for listed in tries.values() for a_try in listed),
    )


def skill_practice(
    skills: Sequence[PractisedSkill], people: Iterable[PersonPractice]
) -> tuple[SkillPractice, ...]:
    """Return how each skill is held by all people, in the order of the course."""
    listed = list(people)
    found = []
    for place, skill in enumerate(skills):
        standings = [each.standings[place] for each in listed]
        levels = Counter(each.level for each in standings)
        found.append(SkillPractice(skill, levels, sum(each.is_stuck for each in standings)))
    return tuple(found)


@dataclass(frozen=True)
class CompetencyPractice:
    """Of all skills of a competency and all people, how many are held alone or for good."""

    code: str
    name: str
    held: Rate


def competency_practice(
    competencies: Iterable[Competency], skills: Iterable[SkillPractice], people: int
) -> tuple[CompetencyPractice, ...]:
    """Return how each competency is held; one without skills practised so far is left out."""
    listed = list(skills)
    found = []
    for each in competencies:
        own = [one for one in listed if one.skill.competency == each.code]
        if own:
            held = Rate(sum(one.held for one in own), len(own) * people)
            found.append(CompetencyPractice(each.code, each.name, held))
    return tuple(found)


@dataclass(frozen=True)
class CooperativePractice:
    """The people of a cooperative: how many have practised, how many of all skills they hold."""

    name: str
    people: int
    practising: int
    held: Rate


def cooperative_practice(
    people: Iterable[tuple[str, PersonPractice]],
) -> tuple[CooperativePractice, ...]:
    """Return the cooperatives by name; "" for those of none, who come last."""
    members: dict[str, list[PersonPractice]] = {}
    for name, practice in people:
        members.setdefault(name, []).append(practice)
    return tuple(
        CooperativePractice(
            name,
            len(own),
            sum(each.tries > 0 for each in own),
            Rate(sum(each.held for each in own), sum(len(each.standings) for each in own)),
        )
        for name, own in sorted(members.items(), key=lambda item: (not item[0], item[0]))
    )


def _history(skill: PractisedSkill, tries: Mapping[str, Sequence[Try]]) -> SkillHistory:
    """A history without what is in memory, which nobody asks for here."""
    return SkillHistory(skill, tries=tuple(in_order(tries.get(skill.id, ()))))
