from itertools import pairwise

from lms.mail.rules import WAITS, is_final, next_try
from tests.constants import NOW


def test_each_wait_is_longer_than_the_one_before():
    tries = [next_try(n, NOW) for n in range(1, len(WAITS) + 1)]

    assert all(earlier < later for earlier, later in pairwise([NOW, *tries]))


def test_after_the_last_wait_it_is_given_up():
    assert next_try(len(WAITS) + 1, NOW) is None


def test_a_server_that_says_never_is_believed():
    assert [is_final(code) for code in (421, 450, 550, 554)] == [False, False, True, True]
