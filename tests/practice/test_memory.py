"""What somebody remembers, and how fast she forgets."""

from datetime import UTC, date, datetime, timedelta

from fsrs import Card, Rating, Scheduler
from hypothesis import given
from hypothesis import strategies as st

from lms.practice.memory import Memory, Retrieval, memory_of, pace_of, recall, remember
from lms.statistics.evidence import Outcome

MONDAY = date(2026, 11, 2)
NEXT_WEEK = MONDAY + timedelta(days=7)
GOOD = remember(None, Outcome.UNAIDED, MONDAY)

outcomes = st.sampled_from(Outcome)
gaps = st.integers(0, 60)
paces = st.floats(0.125, 8)
retrievals = st.builds(Retrieval, st.integers(1, 60), st.floats(0.1, 100), st.booleans())


def noon(day):
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def test_it_is_what_the_package_says():
    scheduler = Scheduler(enable_fuzzing=False)
    card, _ = scheduler.review_card(Card(card_id=1), Rating.Good, noon(MONDAY))
    card, _ = scheduler.review_card(card, Rating.Hard, noon(NEXT_WEEK))
    memory = memory_of([(Outcome.UNAIDED, MONDAY), (Outcome.AIDED, NEXT_WEEK)])
    later = NEXT_WEEK + timedelta(days=30)

    assert (memory.stability, memory.difficulty) == (card.stability, card.difficulty)
    assert abs(recall(memory, later) - scheduler.get_card_retrievability(card, noon(later))) < 1e-12


def test_recall_is_nine_tenths_after_as_many_days_as_the_stability():
    assert round(recall(Memory(10, 5, MONDAY), MONDAY + timedelta(days=10)), 9) == 0.9


def test_what_was_never_met_is_not_remembered():
    assert memory_of([]) is None
    assert recall(None, MONDAY) == 0


def test_more_stays_of_an_unaided_answer_than_with_help_and_than_of_a_failure():
    failed, aided, unaided = (
        recall(remember(GOOD, outcome, NEXT_WEEK), NEXT_WEEK + timedelta(days=30))
        for outcome in (Outcome.FAILED, Outcome.AIDED, Outcome.UNAIDED)
    )

    assert failed < aided < unaided


@given(st.lists(st.tuples(outcomes, gaps), min_size=1, max_size=8), gaps, paces)
def test_recall_is_a_chance_that_sinks_with_the_days_and_the_pace(steps, gap, pace):
    day, tries = MONDAY, []
    for outcome, days in steps:
        day += timedelta(days=days)
        tries.append((outcome, day))
    memory = memory_of(tries)
    then = day + timedelta(days=gap)

    assert 0 < recall(memory, then, pace) <= 1
    assert recall(memory, then + timedelta(days=1), pace) < recall(memory, then, pace)
    assert recall(memory, then, pace * 2) <= recall(memory, then, pace)
    assert memory == memory_of(tries)


def test_without_answers_her_pace_is_the_usual():
    assert round(pace_of([]), 9) == 1


def test_a_few_answers_move_her_pace_a_little_and_many_much():
    forgot = Retrieval(7, 5.0, right=False)

    assert 1 < pace_of([forgot]) < 2 < pace_of([forgot] * 20)


def test_only_her_first_answers_teach_her_pace():
    first = [Retrieval(7, 5.0, right=True)] * 60

    assert pace_of([*first, Retrieval(7, 5.0, right=False)]) == pace_of(first)


@given(st.lists(retrievals, max_size=20), st.integers(1, 60), st.floats(0.1, 100))
def test_who_forgets_more_has_the_faster_pace(answers, days, stability):
    right, wrong = (Retrieval(days, stability, is_right) for is_right in (True, False))

    assert pace_of([*answers, right]) < pace_of([*answers, wrong])
