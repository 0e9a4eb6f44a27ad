"""The figures of a workshop and of a program from raw rows, written as the definitions read."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from lms.attendance.rules import COUNTS_AS_PRESENT
from lms.content.values import Course, Quiz, QuizKind
from lms.coverage.rules import Coverage
from lms.reports.account.goals import Target
from lms.reports.reconcile.raw import RawAttempt, RawMeeting, RawPerson, RawRecord
from lms.results.outcomes import SeatOutcome
from lms.results.periods import Period
from lms.statistics.rates import Rate

Found = dict[str, object]
"""Figures by name: sets of persons, pairs of part and whole, counts."""


@dataclass(frozen=True)
class RawWorkshop:
    """Everything of one workshop, row by row; `periods` by enrolment, `waiting` persons."""

    id: int
    course: Course
    coverage: Coverage
    meetings: Sequence[RawMeeting]
    records: Sequence[RawRecord]
    people: Sequence[RawPerson]
    periods: Mapping[int, Period]
    waiting: frozenset[int]
    targets: Mapping[str, Target]
    is_over: bool


def found_in(raw: RawWorkshop, now: datetime) -> Found:
    """Every figure of a workshop."""
    held = [each for each in raw.meetings if each.is_held(raw.records, now)]
    seats = [each for each in raw.people if not each.withdrawn]
    outcomes = {each.enrolment_id: _outcome(raw, each, held) for each in seats}
    came = {each.person_id for each in raw.people if _attended(raw, each, held)}
    holders = {each.person_id for each in seats}
    found: Found = {
        "invited": frozenset({each.person_id for each in raw.people} | raw.waiting),
        "registered": frozenset(holders | (came if held else set())),
        "holders": frozenset(holders),
        "came": frozenset(came if held else ()),
        "in_begun": frozenset((holders | came) if held else ()),
        "passed": _who(raw, seats, lambda each: outcomes[each.enrolment_id].passed),
        "practised": _who(
            raw,
            seats,
            lambda each: bool(
                outcomes[each.enrolment_id].practice.items
                or outcomes[each.enrolment_id].practice.tries
            ),
        ),
        "asked_when_over": frozenset(holders if raw.is_over else ()),
        "items": _items(outcomes.values()) if held else (0, 0),
        "practice": (
            sum(each.practice.items for each in outcomes.values()),
            sum(each.practice.tries for each in outcomes.values()),
        ),
        "pairs": sorted(each.pair for each in outcomes.values() if each.pair is not None),
        "answered": _answered(raw, now),
    }
    return {**found, **_presences(raw, seats, held), **_material(raw.coverage, now), **_topics(raw)}


def _outcome(raw: RawWorkshop, person: RawPerson, held: Sequence[RawMeeting]) -> SeatOutcome:
    there = [
        each
        for each in held
        if each.presence_of([person.enrolment_id], raw.id, raw.records) in COUNTS_AS_PRESENT
    ]
    attendance = Rate(len(there), len(held))
    return person.outcome(raw.course, attendance, raw.periods[person.enrolment_id])


def _attended(raw: RawWorkshop, person: RawPerson, held: Sequence[RawMeeting]) -> bool:
    return any(
        person.has(each.day)
        and each.presence_of([person.enrolment_id], raw.id, raw.records) in COUNTS_AS_PRESENT
        for each in held
    )


def _who(
    raw: RawWorkshop, seats: Iterable[RawPerson], holds: Callable[[RawPerson], bool]
) -> frozenset[int]:
    """Persons of whom it is true; nobody before the days are over."""
    return frozenset(each.person_id for each in seats if raw.is_over and holds(each))


def _items(outcomes: Iterable[SeatOutcome]) -> tuple[int, int]:
    listed = list(outcomes)
    return sum(each.items.part for each in listed), sum(each.items.whole for each in listed)


def _answered(raw: RawWorkshop, now: datetime) -> tuple[int, int]:
    """Who answered the questionnaire, of who was asked on the last day."""
    last = max((each.day for each in raw.meetings), default=0)
    begun = any(each.day == last and each.starts_at <= now for each in raw.meetings)
    if not raw.course.questionnaire or not begun:
        return 0, 0
    answered = [each for each in raw.people if each.has_answered]
    silent = [each for each in raw.people if not each.has_answered and not each.withdrawn]
    return len(answered), len(answered) + len(silent)


def _presences(raw: RawWorkshop, seats: Sequence[RawPerson], held: Sequence[RawMeeting]) -> Found:
    """Seat by seat and meeting by meeting: of a seat that changed hands who had it then."""
    by_id = {each.enrolment_id: each for each in raw.people}
    counts: Counter[object] = Counter()
    followed = planned = 0
    for seat in seats:
        chain = [seat]
        while (before := chain[-1].replaces_id) is not None:
            chain.append(by_id[before])
        for meeting in held:
            had_it = [each.enrolment_id for each in chain if each.has(meeting.day)]
            presence = meeting.presence_of(had_it, raw.id, raw.records)
            minutes = sum(line.planned for line in raw.coverage.planned_at(meeting.id))
            counts[presence] += 1
            planned += minutes
            followed += minutes * (presence in COUNTS_AS_PRESENT)
    there = sum(counts[each] for each in COUNTS_AS_PRESENT)
    return {
        "presences": {key: count for key, count in counts.items() if count},
        "attendance": (there, counts.total()),
        "followed": (followed, planned),
    }


def _material(coverage: Coverage, now: datetime) -> Found:
    due = [line for line in coverage.lines if line.slot and line.slot.ends_at <= now]
    return {
        "delivered": (
            sum(min(line.planned, sum(each.minutes for each in line.records)) for line in due),
            sum(line.planned for line in due),
        ),
        "delivered_of_all": (
            sum(
                min(line.planned, sum(each.minutes for each in line.records))
                for line in coverage.lines
            ),
            sum(line.planned for line in coverage.lines),
        ),
    }


def _topics(raw: RawWorkshop) -> Found:
    """Goals, competencies and skills: person by person, question by question."""
    found: Found = {}
    goals = [goal.id for module in raw.course.modules for goal in module.goals]
    for goal_id in goals:
        percents = _percents(raw, "goal", goal_id)
        needed = raw.targets.get(goal_id, Target()).score
        found[f"goal-{goal_id}"] = _at_least(percents, needed)
    threshold = raw.course.passing.posttest
    for competency in raw.course.competencies:
        percents = _percents(raw, "competency", competency.code)
        found[f"competency-{competency.code}"] = _at_least(percents, threshold)
    for skill in raw.course.skills:
        percents = _percents(raw, "skill", skill.id)
        found[f"skill-{skill.id}"] = _at_least(percents, threshold)
    return found


def _at_least(
    percents: Mapping[int, Fraction], needed: Fraction | int
) -> tuple[frozenset[int], frozenset[int]]:
    reached = frozenset(person for person, percent in percents.items() if percent >= needed)
    return reached, frozenset(percents)


def _percents(raw: RawWorkshop, tag: str, id_: str) -> dict[int, Fraction]:
    """Of each seat the percentage on such questions of first attempts but the pre-test.

    `tag`: the field of a question that has to be `id_`.
    """
    found = {}
    for person in raw.people:
        if person.withdrawn:
            continue
        earned = possible = Fraction(0)
        for attempt in person.attempts:
            quiz = next((each for each in raw.course.quizzes if each.id == attempt.quiz_id), None)
            if quiz is None or not _counts(quiz, attempt, raw.periods[person.enrolment_id]):
                continue
            questions = {each.id: each for form in quiz.forms.values() for each in form}
            for answer in attempt.answers:
                question = questions.get(answer.question_id)
                if question is None or getattr(question, tag) != id_ or answer.credit is None:
                    continue
                earned += answer.credit * answer.points
                possible += answer.points
        if possible:
            found[person.person_id] = 100 * earned / possible
    return found


def _counts(quiz: Quiz, attempt: RawAttempt, period: Period) -> bool:
    return (
        quiz.kind is not QuizKind.PRETEST
        and attempt.number == 1
        and attempt.handed_in_at is not None
        and (period.days_end is None or attempt.started_at < period.days_end)
    )
