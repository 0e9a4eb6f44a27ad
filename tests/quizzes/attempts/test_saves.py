"""Which save holds, and what a phone's own log is worth."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.errors import Conflict
from lms.quizzes.attempts.saves import (
    LATEST_DELIVERY,
    Logged,
    QuestionPage,
    Save,
    digest,
    in_force,
    in_time,
)
from tests.constants import HOUR, MINUTE, NOW, SECOND

rows = st.tuples(st.integers(1, 3), st.sampled_from("abc"), st.integers(0, 6))
unsigned = st.lists(rows, max_size=40).map(
    lambda found: [Save(n, *row, NOW + n * SECOND) for n, row in enumerate(found, start=1)]
)
signed = st.lists(rows, max_size=40).map(
    lambda found: [
        Save(n, *row, NOW + n * SECOND, NOW - HOUR + ord(row[1]) * SECOND)
        for n, row in enumerate(found, start=1)
    ]
)
saves = unsigned | signed


@given(saves)
def test_an_older_number_of_a_page_never_overwrites_a_newer_one(arrived):
    for position, holding in in_force(arrived).items():
        same_page = [
            save for save in arrived if (save.position, save.client) == (position, holding.client)
        ]

        assert holding.number == max(save.number for save in same_page)


@given(saves, st.integers(1, 3))
def test_the_first_save_of_a_newer_page_holds(arrived, position):
    new = Save(1000, position, "new", 0, NOW + HOUR)

    assert in_force([*arrived, new])[position] == new


@given(signed)
def test_an_older_page_never_replaces_the_answer_of_a_newer_one(arrived):
    for position, holding in in_force(arrived).items():
        clients = {save.client for save in arrived if save.position == position}

        assert holding.client == max(clients)


@given(saves, st.integers(0, 100))
def test_a_repeat_changes_nothing(arrived, which):
    if arrived:
        again = arrived[which % len(arrived)]
        assert in_force([*arrived, again]) == in_force(arrived)


@given(saves, saves, st.integers(0, 100))
def test_what_was_checked_holds_whatever_arrives_later(before, later, which):
    after = [save._replace(id=save.id + len(before)) for save in later]
    held = in_force(before)
    if held:
        checked = held[sorted(held)[which % len(held)]]._replace(is_checked=True)
        arrived = [checked if save.id == checked.id else save for save in [*before, *after]]

        assert in_force(arrived) == in_force([*before, *after]) | {checked.position: checked}


PAGE = QuestionPage("page", NOW, 0, digest(None))


def logged(minutes, number=1, wall=None, page=PAGE):
    steady = timedelta(minutes=minutes)
    wall = steady if wall is None else timedelta(minutes=wall)
    return Logged(page, 1, number, {"answer": [str(number)]}, steady, wall)


ENDS = NOW + 20 * MINUTE


def test_answers_given_before_the_end_are_taken_however_late_they_come():
    log = [logged(3, 1), logged(19, 2), logged(21, 3)]

    taken, left_out = in_time(log, ENDS, ENDS + HOUR)

    assert ([each.number for each in taken], left_out) == ([1, 2], 1)


def test_while_there_is_no_end_everything_is_in_time():
    assert in_time([logged(500)], None, NOW + 9 * HOUR)[1] == 0


def test_the_clock_that_says_later_is_believed():
    slept = logged(3, wall=25)

    assert slept.answered_at(NOW + HOUR) == NOW + 25 * MINUTE
    assert in_time([slept], ENDS, NOW + HOUR) == ([], 1)


def test_a_wall_clock_set_forward_counts_as_now():
    assert logged(3, wall=900).answered_at(NOW + HOUR) == NOW + HOUR


@pytest.mark.parametrize(
    "log",
    [
        [logged(-1)],
        [logged(3, 2), logged(4, 1)],  # changes are numbered in the order they are made
    ],
)
def test_a_log_that_cannot_be_true_is_refused(log):
    with pytest.raises(Conflict):
        in_time(log, ENDS, NOW + HOUR)


def test_an_answer_from_before_the_servers_clock_was_set_back_counts_as_given_now():
    page = QuestionPage("page", NOW + 2 * HOUR, 0, digest(None))

    assert logged(3, page=page).answered_at(NOW + MINUTE) == NOW + MINUTE
    assert len(in_time([logged(3, page=page)], ENDS, NOW + MINUTE)[0]) == 1


def test_a_log_is_taken_for_some_days_only():
    in_time([logged(3)], ENDS, ENDS + LATEST_DELIVERY)
    with pytest.raises(Conflict):
        in_time([logged(3)], ENDS, ENDS + LATEST_DELIVERY + SECOND)
