"""When a quiz may be sat, how often, and which attempt counts."""

from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction
from functools import cache
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.content.folder import read_folder
from lms.content.moments import parse_moment
from lms.content.revision import canonical, course_from
from lms.content.settings import CountedAttempt, Pick, Remedial
from lms.quizzes.attempts import rules
from lms.quizzes.attempts.rules import Score
from lms.quizzes.attempts.rules_standing import (
    AttemptSummary,
    Stage,
    counted,
    earliest_start,
    quiz_standing,
    recorded,
    waits,
)
from lms.quizzes.windows.rules import ANY_TIME, Override, Window, combined, open_now, window
from lms.workshops.rules import Schedule, Slot
from tests.constants import COURSE, HOUR, MINUTE, SECOND

WITA = ZoneInfo("Asia/Makassar")
NINE = datetime(2026, 11, 25, 1, tzinfo=UTC)
DAY = 24 * HOUR
OPEN = Window(NINE, NINE + 5 * HOUR)


@cache
def a_course():
    return course_from(canonical(read_folder(COURSE).document))


def a_quiz(**changes):
    return replace(a_course().quiz("kuis-1"), **changes)


def slot(day, hour=0):
    starts = NINE + (day - 1) * DAY + hour * HOUR
    return Slot(day, day, "morning", starts, starts + HOUR)


def schedule(*slots, practice=40, closed_at=None):
    return Schedule(slots or (slot(1), slot(2), slot(2, 4)), NINE + practice * DAY, closed_at)


def summaries(minutes=0, score=None, *, remedial=False):
    """An attempt handed in so long after nine."""
    earned = None if score is None else Score(Fraction(score), Fraction(100))
    at = NINE + minutes * MINUTE
    return AttemptSummary(at, at, remedial, earned)


def test_without_settings_a_quiz_is_open_from_its_day_to_the_end_of_practice():
    assert window(a_quiz(), schedule(), WITA) == Window(NINE, NINE + 40 * DAY)


def test_moments_of_the_course_hold_in_the_zone_of_the_workshop():
    quiz = a_quiz(opens=parse_moment("day 2 14:30"), closes=parse_moment("end of day 2 + 7 days"))
    found = window(quiz, schedule(), WITA)

    assert found.opens_at == datetime(2026, 11, 26, 14, 30, tzinfo=WITA)
    assert found.closes_at == datetime(2026, 12, 3, 23, 59, 59, tzinfo=WITA)


def test_nothing_is_open_beyond_practice_or_a_workshop_closed_early():
    quiz = a_quiz(closes=parse_moment("end of day 2 + 90 days"))

    assert window(quiz, schedule(), WITA).closes_at == NINE + 40 * DAY
    early = schedule(closed_at=NINE + 9 * DAY)
    assert (
        window(quiz, early, WITA, Override(closes_at=NINE + 50 * DAY)).closes_at == NINE + 9 * DAY
    )


def test_without_meetings_nobody_knows_when_a_quiz_may_be_sat():
    assert window(a_quiz(), Schedule((), None), WITA) == ANY_TIME


def test_a_day_without_a_meeting_never_opens():
    found = window(a_quiz(opens=parse_moment("start of day 4")), schedule(), WITA)

    assert quiz_standing(a_quiz(), found, [], NINE).stage is Stage.SOON


def test_a_trainer_may_open_earlier_and_close_later_than_the_course():
    decided = Override(NINE - DAY, NINE + 60 * DAY)

    assert window(a_quiz(), schedule(), WITA, decided) == Window(NINE - DAY, NINE + 60 * DAY)


def test_what_was_decided_for_her_goes_before_what_was_decided_for_all():
    for_all, for_her = Override(NINE, NINE + DAY, 2), Override(closes_at=NINE + 2 * DAY)

    assert combined([for_all, for_her]) == Override(NINE, NINE + 2 * DAY, 2)


@pytest.mark.parametrize(
    ("allowed", "attempts", "at", "stage"),
    [
        (1, [], NINE - SECOND, Stage.SOON),
        (1, [], NINE, Stage.OPEN),
        (1, [], NINE + 5 * HOUR - SECOND, Stage.OPEN),
        (1, [], NINE + 5 * HOUR, Stage.CLOSED),
        (1, [AttemptSummary(None, NINE + HOUR)], NINE + MINUTE, Stage.RUNNING),
        (1, [AttemptSummary(None, NINE + HOUR)], NINE + HOUR, Stage.TIME_UP),
        (1, [summaries(60)], NINE + HOUR, Stage.DONE),
        (2, [summaries(60)], NINE + HOUR, Stage.OPEN),
        (None, [summaries()] * 50, NINE + HOUR, Stage.OPEN),
        (1, [summaries()], NINE + 6 * HOUR, Stage.DONE),
    ],
)
def test_where_a_person_stands(allowed, attempts, at, stage):
    assert quiz_standing(a_quiz(attempts=allowed), OPEN, attempts, at).stage is stage


def test_between_attempts_one_waits_and_longer_from_the_second_on():
    quiz = a_quiz(attempts=3, wait=10 * MINUTE, wait_later=HOUR)

    assert earliest_start(quiz, []) is None
    assert earliest_start(quiz, [summaries(5)]) == NINE + 15 * MINUTE
    assert earliest_start(quiz, [summaries(5), summaries(20)]) == NINE + 80 * MINUTE
    assert quiz_standing(quiz, OPEN, [summaries(5)], NINE + 14 * MINUTE).stage is Stage.WAITING
    assert quiz_standing(quiz, OPEN, [summaries(5)], NINE + 15 * MINUTE).stage is Stage.OPEN


def test_an_attempt_that_could_begin_only_after_the_close_is_none():
    quiz = a_quiz(attempts=2, wait=DAY)

    assert quiz_standing(quiz, OPEN, [summaries(5)], NINE + HOUR).stage is Stage.CLOSED


def test_a_trainer_may_allow_more_attempts():
    again = quiz_standing(a_quiz(attempts=1), OPEN, [summaries(5)], NINE + HOUR, attempts=2)

    assert (again.stage, again.left) == (Stage.OPEN, 1)


WITH_REMEDIAL = {"attempts": 1, "pass_score": Fraction(70), "remedial": Remedial(2)}


@pytest.mark.parametrize(
    ("attempts", "stage", "left", "remedial"),
    [
        ([], Stage.OPEN, 1, False),
        ([summaries(5, 69)], Stage.OPEN, 2, True),
        ([summaries(5, 70)], Stage.DONE, 0, False),
        ([summaries(5)], Stage.DONE, 0, False),  # a trainer still marks it
        ([summaries(5, 40), summaries(9, 60, remedial=True)], Stage.OPEN, 1, True),
        ([summaries(5, 40), summaries(9, 80, remedial=True)], Stage.DONE, 0, False),
        ([summaries(5, 40), *[summaries(9, 50, remedial=True)] * 2], Stage.DONE, 0, False),
    ],
)
def test_a_remedial_is_for_those_below_the_mark(attempts, stage, left, remedial):
    found = quiz_standing(a_quiz(**WITH_REMEDIAL), OPEN, attempts, NINE + HOUR)

    assert (found.stage, found.left, found.remedial) == (stage, left, remedial)


def test_which_attempt_counts():
    scores = [Score(Fraction(n), Fraction(10)) for n in (4, 9, 9, 2)]

    found = {which: counted(scores, which).final for which in CountedAttempt}
    assert found == {
        CountedAttempt.BEST: 90,
        CountedAttempt.FIRST: 40,
        CountedAttempt.LAST: 20,
        CountedAttempt.AVERAGE: 60,
    }
    assert counted([]) is None


percents = st.fractions(0, 100, max_denominator=20).map(lambda n: Score(n, Fraction(100)))
marks_needed = st.fractions(1, 100, max_denominator=20)


@given(st.lists(percents, min_size=1, max_size=6), st.sampled_from(CountedAttempt))
def test_what_counts_lies_between_the_worst_and_the_best(scores, which):
    finals = [score.final for score in scores]

    assert min(finals) <= counted(scores, which).final <= max(finals)


@given(percents, st.lists(percents, max_size=3), marks_needed)
def test_a_remedial_records_the_best_but_at_most_the_mark(first, remedials, needed):
    """The formula of the domain guide: min(threshold, best attempt), below the threshold."""
    found = recorded(first, remedials, needed).final
    best = max(score.final for score in [first, *remedials])

    assert found == (first.final if first.final >= needed else min(needed, best))


@given(st.lists(st.integers(1, 6), min_size=1, max_size=5), st.integers(0, 2**60), st.data())
def test_a_draw_takes_as_many_as_said_and_is_the_same_for_ever(sizes, seed, data):
    picks = []
    for n, size in enumerate(sizes):
        count = data.draw(st.integers(1, size))
        picks.append(Pick(count, tuple(f"q{n}-{m}" for m in range(size))))

    chosen = rules.drawn_questions(picks, seed)

    assert chosen == rules.drawn_questions(picks, seed)
    assert len(set(chosen)) == len(chosen) == sum(pick.count for pick in picks)
    for pick in picks:
        assert sum(one in pick.ids for one in chosen) == pick.count


def test_draws_never_change():
    assert rules.drawn_questions([Pick(2, ("a", "b", "c", "d"))], 7) == ["a", "b"]


def test_all_questions_of_a_bank_come_up():
    pick = [Pick(2, ("a", "b", "c", "d"))]

    seen = {one for seed in range(60) for one in rules.drawn_questions(pick, seed)}
    assert seen == {"a", "b", "c", "d"}


def test_a_window_is_open_from_its_first_instant_to_before_its_last():
    instants = (NINE - SECOND, NINE, NINE + 5 * HOUR - SECOND, NINE + 5 * HOUR)

    assert [OPEN.is_open(instant) for instant in instants] == [False, True, True, False]


def test_who_has_exactly_what_is_needed_keeps_her_own_score():
    exactly, waiting = Score(Fraction(70), Fraction(100)), Score(Fraction(90), Fraction(100), 1)

    assert recorded(exactly, [waiting], Fraction(70)) is exactly


@pytest.mark.parametrize(
    ("wait", "wait_later", "told"),
    [(0, 0, []), (5, 5, [5]), (5, 60, [5, 60]), (0, 60, [0, 60]), (5, 0, [5, 0])],
)
def test_a_waiting_time_is_told_once_if_it_is_always_the_same(wait, wait_later, told):
    quiz = a_quiz(wait=wait * MINUTE, wait_later=wait_later * MINUTE)

    assert list(waits(quiz)) == [minutes * MINUTE for minutes in told]


def test_quizzes_that_may_be_begun_are_those_whose_window_is_open():
    windows = {
        "begins": Window(NINE, NINE + HOUR),
        "has ended": Window(NINE - HOUR, NINE),
        "not known": ANY_TIME,
    }

    assert open_now(windows, NINE) == {"begins"}
