"""Aspect 4: how well each competency and skill is held, before and after, in tests and in practice.

Answers to tests and quizzes, practice since the last day, and what trainers saw stand side by side
and are never merged. Gain, slope and *before and after* are of the same people: those who have both
tests (`ReportLine.outcome.pair`); who has no pair is listed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from lms.content.values import Course, Skill
from lms.language import gettext_noop as _
from lms.reports.account.evidence import (
    AskedItem,
    ItemEvidence,
    Marks,
    TopicMarks,
    percent_of,
)
from lms.reports.account.figures import Definition, Figure, Unit, of_people
from lms.reports.account.goals import items_over
from lms.statistics.items import Difficulty, difficulty_band
from lms.statistics.mastery import SignoffVerdict
from lms.statistics.means import mean
from lms.statistics.rates import Rate

SignoffCounts = Mapping[SignoffVerdict | None, int]
"""How many were told what last; None: nobody has looked yet."""


NOTHING = Rate(0, 0)
_PRACTISED = _(
    "Persons who answered an exercise of it after the last day, of those who hold a seat."
)


@dataclass(frozen=True)
class PracticeSince:
    """Practice after the last day: answers, by whom, and of her last ones how many were right."""

    tries: int = 0
    people: frozenset[int] = frozenset()
    last_right: Rate = NOTHING

    def __add__(self, other: "PracticeSince") -> "PracticeSince":
        last = Rate(
            self.last_right.part + other.last_right.part,
            self.last_right.whole + other.last_right.whole,
        )
        return PracticeSince(self.tries + other.tries, self.people | other.people, last)


@dataclass(frozen=True)
class HeldTopic:
    """One competency or skill.

    `percents`: of each person who was asked, out of 100. `before` and `after`: those of the
    pre-test and the first post-test, of people with both tests. `signoffs`: empty where there is
    nothing for a trainer to see.
    """

    code: str
    name: str
    threshold: Fraction
    figure: Figure
    percents: Mapping[int, Fraction]
    before: Mapping[int, Fraction]
    after: Mapping[int, Fraction]
    items: tuple[AskedItem, ...]
    practice: PracticeSince
    signoffs: SignoffCounts

    def practised_by(self, holders: frozenset[int]) -> Figure:
        """Who of those with a seat practised it since."""
        definition = Definition(f"practice-{self.figure.key}", Unit.PERSONS, self.name, _PRACTISED)
        return of_people(definition, self.practice.people, holders | self.practice.people)

    @property
    def mean(self) -> Fraction | None:
        """Mean of the people, out of 100."""
        return mean(self.percents.values())

    @property
    def before_and_after(self) -> tuple[Fraction, Fraction] | None:
        """Means of those who were asked in both tests."""
        both = self.before.keys() & self.after.keys()
        before, after = (mean(of[person] for person in both) for of in (self.before, self.after))
        return None if before is None or after is None else (before, after)

    @property
    def hard(self) -> tuple[AskedItem, ...]:
        """Its items with p of 0.30 at most, the hardest first."""
        found = [
            (item.difficulty, item)
            for item in self.items
            if item.difficulty is not None and difficulty_band(item.difficulty) is Difficulty.HARD
        ]
        return tuple(item for _p, item in sorted(found, key=lambda each: each[0]))


@dataclass(frozen=True)
class MasteryFigures:
    """Aspect 4."""

    competencies: tuple[HeldTopic, ...]
    skills: tuple[HeldTopic, ...]

    @property
    def all(self) -> tuple[Figure, ...]:
        """Every figure, in order."""
        return tuple(each.figure for each in (*self.competencies, *self.skills))


NO_MASTERY = MasteryFigures((), ())


@dataclass(frozen=True)
class BesideTests:
    """What mastery follows from beside the answers: practice and sign-offs by skill.

    `practice` by topic (`competency`, `skill`) and id; `signoffs` by the id of a practical skill;
    `paired` are the persons with both tests.
    """

    practice: Mapping[str, Mapping[str, PracticeSince]]
    signoffs: Mapping[str, SignoffCounts]
    paired: frozenset[int]


def mastery_in(course: Course, evidence: ItemEvidence, standing: BesideTests) -> MasteryFigures:
    """Aspect 4 of a workshop."""
    threshold = course.passing.posttest
    marks = {topic: evidence.marks(topic) for topic in ("competency", "skill")}

    def level(topic: str, code: str, name: str, practical: Iterable[Skill]) -> HeldTopic:
        found = marks[topic]
        return _level(topic, code, name, threshold, evidence, found, standing, practical)

    return MasteryFigures(
        tuple(
            level(
                "competency",
                each.code,
                each.name,
                [skill for skill in course.practical_skills if skill.competency == each.code],
            )
            for each in course.competencies
        ),
        tuple(
            level("skill", each.id, each.title, [each] if each.practical else [])
            for each in course.skills
        ),
    )


def _level(
    topic: str,
    code: str,
    name: str,
    threshold: Fraction,
    evidence: ItemEvidence,
    marks: TopicMarks,
    standing: BesideTests,
    practical: Iterable[Skill],
) -> HeldTopic:
    percents = _percents(marks.after.get(code, {}))
    return HeldTopic(
        code=code,
        name=name,
        threshold=threshold,
        figure=of_people(
            definition_of(topic, code, name),
            {person for person, percent in percents.items() if _reaches(percent, threshold)},
            percents.keys(),
        ),
        percents=percents,
        before=_percents(marks.before.get(code, {}), standing.paired),
        after=_percents(marks.posttest.get(code, {}), standing.paired),
        items=evidence.about(topic, code),
        practice=standing.practice.get(topic, {}).get(code, PracticeSince()),
        signoffs=_added(standing.signoffs.get(skill.id, {}) for skill in practical),
    )


def _reaches(percent: Fraction, threshold: Fraction) -> bool:
    """Whether one fraction is as large as another, in whole numbers: asked very often."""
    return percent.numerator * threshold.denominator >= threshold.numerator * percent.denominator


def _percents(
    marks: Mapping[int, Marks], among: frozenset[int] | None = None
) -> dict[int, Fraction]:
    return {
        person: percent
        for person, each in marks.items()
        if (among is None or person in among) and (percent := percent_of(each)) is not None
    }


def definition_of(topic: str, code: str, name: str) -> Definition:
    """What the share over the threshold of a competency or skill counts."""
    return Definition(
        f"{topic}-{code}",
        Unit.PERSONS,
        name,
        _(
            "Persons at the pass threshold or above on the items of it (first attempts in the"
            " workshop days), of those whose answers to them are graded."
        ),
    )


def _added(counts: Iterable[SignoffCounts]) -> SignoffCounts:
    found: dict[SignoffVerdict | None, int] = {}
    for each in counts:
        for verdict, count in each.items():
            found[verdict] = found.get(verdict, 0) + count
    return found


def mastery_over(workshops: Sequence[MasteryFigures]) -> MasteryFigures:
    """Aspect 4 of a program: of each person the first workshop that asked her."""
    return MasteryFigures(
        _levels_over([each.competencies for each in workshops]),
        _levels_over([each.skills for each in workshops]),
    )


def _levels_over(workshops: Sequence[tuple[HeldTopic, ...]]) -> tuple[HeldTopic, ...]:
    by_code: dict[str, list[HeldTopic]] = {}
    for levels in workshops:
        for each in levels:
            by_code.setdefault(each.code, []).append(each)
    return tuple(_level_over(levels) for levels in by_code.values())


def _level_over(levels: Sequence[HeldTopic]) -> HeldTopic:
    latest = levels[-1]
    percents: dict[int, Fraction] = {}
    before: dict[int, Fraction] = {}
    after: dict[int, Fraction] = {}
    for each in levels:
        for person, percent in each.percents.items():
            percents.setdefault(person, percent)
        # Both of one workshop, or a gain would be told that nobody had.
        if each.before.keys() & each.after.keys():
            new = (each.before.keys() & each.after.keys()) - before.keys()
            before.update({person: each.before[person] for person in new})
            after.update({person: each.after[person] for person in new})
    practice = PracticeSince()
    for each in levels:
        practice = practice + each.practice
    return HeldTopic(
        code=latest.code,
        name=latest.name,
        threshold=latest.threshold,
        figure=of_people(
            latest.figure.definition,
            {each for each, percent in percents.items() if _reaches(percent, latest.threshold)},
            percents.keys(),
        ),
        percents=percents,
        before=before,
        after=after,
        items=items_over(each.items for each in levels),
        practice=practice,
        signoffs=_added(each.signoffs for each in levels),
    )
