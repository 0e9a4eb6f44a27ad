from itertools import pairwise

import pytest

from lms.mail.rules import WAITS, is_final, next_try
from tests.constants import NOW


def test_each_wait_is_longer_than_the_one_before():
    tries = [next_try(n, NOW) for n in range(1, len(WAITS) + 1)]

    assert all(earlier < later for earlier, later in pairwise([NOW, *tries]))


def test_after_the_last_wait_it_is_given_up():
    assert next_try(len(WAITS) + 1, NOW) is None


def test_a_server_that_says_never_is_believed():
    assert [is_final(code) for code in (421, 450, 550, 554)] == [False, False, True, True]


def test_the_last_wait_is_still_waited():
    assert next_try(1, NOW) == NOW + WAITS[0]
    assert next_try(len(WAITS), NOW) == NOW + WAITS[-1]


@pytest.mark.parametrize(("code", "final"), [(499, False), (500, True), (599, True), (600, False)])
def test_only_codes_of_five_hundred_are_final(code, final):
    assert is_final(code) is final
