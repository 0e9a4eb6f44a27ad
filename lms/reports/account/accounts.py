"""The account of a workshop and of a program: four aspects, each figure defined once.

Pages, files and commands read these values and reckon nothing themselves. A figure is found by its
key (`passed`, `goal-T1.1`, `competency-K3`), which also names the page of the people behind it.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from lms.content.values import Course
from lms.errors import NotFound
from lms.feedback.rules import FeedbackResult, pooled_results
from lms.language import gettext_noop as _
from lms.reports.account.evidence import ItemEvidence
from lms.reports.account.figures import ANSWERED, PAIRED, Figure, of_people
from lms.reports.account.goals import Goals, Target, goals_of, goals_over
from lms.reports.account.mastery import (
    NO_MASTERY,
    BesideTests,
    MasteryFigures,
    mastery_in,
    mastery_over,
)
from lms.reports.account.material import MaterialFigures, material_of
from lms.reports.account.reached import Reached, WorkshopPeople, reached_by
from lms.reports.rules import Growth, WorkshopReport
from lms.results.outcomes import SeatOutcome
from lms.results.periods import Practice


@dataclass(frozen=True)
class WorkshopAccount:
    """One workshop. `report` has its seats, line by line; `course` is the revision it follows.

    `evidence`: what the answers say, by topic and person, and item by item.
    """

    report: WorkshopReport
    course: Course
    people: WorkshopPeople
    evidence: ItemEvidence
    reached: Reached
    goals: Goals
    material: MaterialFigures
    mastery: MasteryFigures
    feedback: FeedbackResult

    @property
    def growth(self) -> Growth:
        """Before and after of those with both tests."""
        return self.report.growth

    @cached_property
    def paired(self) -> Figure:
        """Of whom the gain is; who is not among them has no pair of tests."""
        lines = self.report.lines if self.people.has_begun else ()
        both = {line.seat.person_id for line in lines if line.outcome.pair is not None}
        return of_people(PAIRED, both, {line.seat.person_id for line in lines})

    @property
    def answered(self) -> Figure:
        """How many answered the questionnaire; whose answers they are nothing tells."""
        return Figure(ANSWERED, self.feedback.response)

    @cached_property
    def figures(self) -> dict[str, Figure]:
        """Every figure by its key."""
        return figures_of(self)

    def figure(self, key: str) -> Figure:
        """The figure of this key. Raises NotFound."""
        return find_figure(self.figures, key)


@dataclass(frozen=True)
class ProgramAccount:
    """A program over its workshops, in the order of their numbers; its figures count persons.

    `hour`: how many minutes one JP has.
    """

    slug: str
    title: str
    partners: str
    target: int
    hour: int
    generated_at: datetime
    workshops: tuple[WorkshopAccount, ...]

    @cached_property
    def reached(self) -> Reached:
        """Aspect 1, over distinct persons."""
        return reached_by([each.people for each in self.workshops], self.target)

    @cached_property
    def goals(self) -> Goals:
        """Aspect 2."""
        return goals_over([each.goals for each in self.workshops])

    @cached_property
    def material(self) -> MaterialFigures:
        """Aspect 3."""
        return material_of([each.report.coverage for each in self.workshops], self.hour)

    @cached_property
    def mastery(self) -> MasteryFigures:
        """Aspect 4."""
        return mastery_over([each.mastery for each in self.workshops])

    @cached_property
    def growth(self) -> Growth:
        """Before and after, of each person the first workshop with both tests."""
        outcomes: dict[int, SeatOutcome] = {}
        for workshop in self.workshops:
            for line in workshop.report.lines:
                if line.outcome.pair is not None:
                    outcomes.setdefault(line.seat.person_id, line.outcome)
        return Growth(tuple(each.pair for each in outcomes.values() if each.pair is not None))

    @cached_property
    def paired(self) -> Figure:
        """Of whom the gain is; who is not among them has no pair of tests."""
        people = frozenset().union(*(each.paired.people for each in self.workshops))
        among = frozenset().union(*(each.paired.among for each in self.workshops))
        return of_people(PAIRED, people, among)

    @cached_property
    def feedback(self) -> FeedbackResult:
        """The questionnaires of all workshops together."""
        return pooled_results(each.feedback for each in self.workshops)

    @property
    def answered(self) -> Figure:
        """How many answered a questionnaire."""
        return Figure(ANSWERED, self.feedback.response)

    @cached_property
    def practice(self) -> Practice:
        """What all did together after the last days."""
        did = [each.report.practice for each in self.workshops]
        return Practice(sum(each.items for each in did), sum(each.tries for each in did))

    @cached_property
    def figures(self) -> dict[str, Figure]:
        """Every figure by its key."""
        return figures_of(self)

    def figure(self, key: str) -> Figure:
        """The figure of this key. Raises NotFound."""
        return find_figure(self.figures, key)


def account_of(
    people: WorkshopPeople,
    course: Course,
    evidence: ItemEvidence,
    targets: dict[str, Target],
    beside: BesideTests | None,
    feedback: FeedbackResult,
) -> WorkshopAccount:
    """The account of a workshop from what was read of it; without `beside` without aspect 4."""
    return WorkshopAccount(
        report=people.report,
        course=course,
        people=people,
        evidence=evidence,
        reached=reached_by([people]),
        goals=goals_of(course, evidence, targets),
        material=material_of([people.report.coverage], people.report.coverage.hour),
        mastery=NO_MASTERY if beside is None else mastery_in(course, evidence, beside),
        feedback=feedback,
    )


def figures_of(account: WorkshopAccount | ProgramAccount) -> dict[str, Figure]:
    """The figures of an account by their keys."""
    mastery, holders = account.mastery, account.reached.holders
    practised = [each.practised_by(holders) for each in (*mastery.competencies, *mastery.skills)]
    aspects = (account.reached.all, account.goals.all, account.material.all, mastery.all, practised)
    return {figure.key: figure for aspect in aspects for figure in (account.paired, *aspect)}


def find_figure(figures: dict[str, Figure], key: str) -> Figure:
    """The figure of a key. Raises NotFound."""
    if key not in figures:
        raise NotFound(_("There is no such figure in this report."))
    return figures[key]
