"""The figures of a workshop and of a program from raw rows, written as the definitions read."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from fractions import Fraction

from lms.attendance.rules import COUNTS_AS_PRESENT
from lms.coverage.rules import Coverage, LessonCoverage
from lms.reports.reconcile.raw import Found, RawMeeting, RawPerson, RawWorkshop
from lms.reports.reconcile.reference_intervals import class_gain_within, mean_gain_within
from lms.reports.reconcile.reference_topics import topics_in
from lms.results.outcomes import SeatOutcome
from lms.statistics.gain import Pair
from lms.statistics.rates import Rate


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
        "answered": _answered(raw, now),
    }
    return {
        **found,
        **_presences(raw, seats, held),
        **_material(raw.coverage, now),
        **topics_in([raw]),
        **_gain(raw.pairs, holders if held else set()),
    }


def found_in_all(workshops: Sequence[RawWorkshop], founds: Sequence[Found]) -> Found:
    """Every figure of a program: persons once each, all else added up.

    `founds` are the figures of its `workshops`, in their order.
    """
    persons = ("invited", "registered", "holders", "came", "in_begun", "passed", "practised")
    pairs = ("items", "attendance", "followed", "delivered", "plan", "answered")
    found: Found = {}
    for name in persons:
        found[name] = frozenset().union(*(each[name] for each in founds))
    for name in pairs:
        found[name] = _added_up(each[name] for each in founds)
    begun = found["delivered"][1] or found["plan"][0]
    found["delivered_of_all"] = found["plan"] if begun else (0, 0)
    found["practice"] = _added_up(each["practice"] for each in founds)
    found["presences"] = dict(sum((Counter(each["presences"]) for each in founds), Counter()))
    found["asked_when_over"] = frozenset().union(*(each["asked_when_over"] for each in founds))
    first: dict[int, Pair] = {}
    for raw in workshops:
        first = {**raw.pairs, **first}
    with_a_seat = frozenset().union(*(each["paired"][1] for each in founds))
    return {**found, **topics_in(workshops), **_gain(first, with_a_seat)}


def _added_up(pairs: Iterable[tuple[int, int]]) -> tuple[int, int]:
    listed = list(pairs)
    return sum(part for part, _whole in listed), sum(whole for _part, whole in listed)


def _gain(both: Mapping[int, Pair], holders: AbstractSet[int]) -> Found:
    """Who of those with a seat has both tests, with which scores, and the gain of the class."""
    found: Found = {
        "pairs": sorted(both.values()),
        "paired": (frozenset(both.keys() & holders), frozenset(holders)),
        "class_gain": None,
        "mean_gain": None,
        "class_gain, interval": class_gain_within(list(both.values())),
        "mean_gain, interval": mean_gain_within(list(both.values())),
    }
    if both:
        before = Fraction(sum(pre for pre, _post in both.values())) / len(both)
        after = Fraction(sum(post for _pre, post in both.values())) / len(both)
        if before < 100:
            found["class_gain"] = (after - before) / (100 - before)
        gains = [Fraction(post - pre) / (100 - pre) for pre, post in both.values() if pre < 100]
        found["mean_gain"] = sum(gains) / len(gains) if gains else None
    return found


def _outcome(raw: RawWorkshop, person: RawPerson, held: Sequence[RawMeeting]) -> SeatOutcome:
    there = [
        each
        for each in held
        if each.presence_of([person.enrolment_id], raw.id, raw.records) in COUNTS_AS_PRESENT
    ]
    before = [each for each in held if _is_spared(raw, person, each)]
    attendance = Rate(len(there), len(held) - len(before))
    return person.outcome(raw.course, attendance, raw.periods[person.enrolment_id])


def _is_spared(raw: RawWorkshop, person: RawPerson, meeting: RawMeeting) -> bool:
    """Whether somebody walked in only after a meeting, and nothing of her was recorded there."""
    return (
        person.replaces_id is None
        and person.comes_after(meeting.day, meeting.part)
        and meeting.presence_of([person.enrolment_id], raw.id, raw.records) is None
    )


def _attended(raw: RawWorkshop, person: RawPerson, held: Sequence[RawMeeting]) -> bool:
    return any(
        person.has(each.day, each.part)
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
            if _is_spared(raw, seat, meeting):
                continue
            had_it = [each.enrolment_id for each in chain if each.has(meeting.day, meeting.part)]
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
    taught, planned = _minutes(coverage.lines)
    return {
        "delivered": _minutes(due),
        "plan": (taught, planned),
        "delivered_of_all": (taught, planned) if due or taught else (0, 0),
    }


def _minutes(lines: Iterable[LessonCoverage]) -> tuple[int, int]:
    """Taught of planned; more than planned makes up for no other lesson."""
    listed = list(lines)
    taught = [min(line.planned, sum(each.minutes for each in line.records)) for line in listed]
    return sum(taught), sum(line.planned for line in listed)
