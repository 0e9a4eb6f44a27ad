"""How long somebody who mistyped waits before the next try."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.people.rules import (
    ADDRESS_FREE,
    FIRST_WAIT,
    FREE_TRIES,
    IDENTITY_ELSEWHERE,
    MAX_TRIES_A_DAY,
    OWN_TRIES_A_DAY,
    WINDOW,
    Failures,
    is_used_up,
    wait_before_trying,
)
from tests.constants import NOW, SECOND

GO_AHEAD = timedelta(0)


def failed(times, at=NOW):
    """So many failures, the last one `at`."""
    return [at - (times - number) * SECOND for number in range(1, times + 1)]


def wait(here=0, identity=0, address=0, now=NOW, *, is_own=False):
    """The wait when the last failure of each was at NOW."""
    return wait_before_trying(
        Failures(failed(here), failed(identity), failed(address), is_own=is_own), now
    )


def test_the_first_tries_are_free():
    assert wait(FREE_TRIES - 1, FREE_TRIES - 1) == GO_AHEAD
    assert wait() == GO_AHEAD


@pytest.mark.parametrize(
    ("more", "seconds"), [(0, 30), (1, 60), (2, 120), (3, 240), (4, 480), (5, 900), (99, 900)]
)
def test_each_further_failure_doubles_the_wait_up_to_the_whole_window(more, seconds):
    assert wait(FREE_TRIES + more) == timedelta(seconds=seconds)


def test_time_that_has_passed_since_is_taken_off():
    assert wait(FREE_TRIES, now=NOW + 10 * SECOND) == FIRST_WAIT - 10 * SECOND
    assert wait(FREE_TRIES, now=NOW + FIRST_WAIT) == GO_AHEAD


def test_the_wait_is_counted_from_the_last_failure():
    late = Failures([NOW - WINDOW, *failed(FREE_TRIES - 1)], [], [])

    assert wait_before_trying(late, NOW) == FIRST_WAIT


def test_failures_from_elsewhere_count_once_they_are_many():
    assert wait(identity=IDENTITY_ELSEWHERE - 1) == GO_AHEAD
    assert wait(identity=IDENTITY_ELSEWHERE) == FIRST_WAIT
    assert wait(identity=IDENTITY_ELSEWHERE + 1) == 2 * FIRST_WAIT


def test_the_longer_wait_holds():
    assert wait(FREE_TRIES, IDENTITY_ELSEWHERE + 3) == 8 * FIRST_WAIT
    assert wait(FREE_TRIES + 3, IDENTITY_ELSEWHERE) == 8 * FIRST_WAIT


def test_where_a_whole_hall_fails_who_has_failed_waits_and_who_has_not_does_not():
    assert wait(here=1, address=ADDRESS_FREE) == FIRST_WAIT
    assert wait(here=1, address=ADDRESS_FREE - 1) == GO_AHEAD
    assert wait(here=0, address=ADDRESS_FREE) == GO_AHEAD


def test_in_a_hall_she_waits_from_her_own_last_failure():
    earlier = Failures(failed(1, NOW - 20 * SECOND), [], failed(ADDRESS_FREE))

    assert wait_before_trying(earlier, NOW) == FIRST_WAIT - 20 * SECOND


@given(st.integers(0, 200), st.integers(0, 200))
def test_nobody_elsewhere_locks_her_out_of_her_own_device(identity, address):
    assert wait(FREE_TRIES - 1, identity, address, is_own=True) == GO_AHEAD
    assert wait(FREE_TRIES, identity, address, is_own=True) == FIRST_WAIT


@pytest.mark.parametrize(
    ("is_own", "most"), [(True, OWN_TRIES_A_DAY), (False, MAX_TRIES_A_DAY - OWN_TRIES_A_DAY)]
)
def test_the_tries_of_a_day_are_used_up_with_the_last_of_them(is_own, most):
    assert not is_used_up(Failures([], [], [], most - 1, is_own))
    assert is_used_up(Failures([], [], [], most, is_own))
