"""From when on somebody cannot go on without a second factor."""

from lms.people.second_factor.rules import must_set_up
from tests.constants import NOW, SECOND


def test_it_is_asked_for_from_the_instant_it_is_due():
    assert not must_set_up(NOW + SECOND, None, NOW)
    assert must_set_up(NOW, None, NOW)


def test_who_has_set_it_up_goes_on():
    assert not must_set_up(NOW, NOW - SECOND, NOW)


def test_of_whom_none_is_asked_goes_on():
    assert not must_set_up(None, None, NOW)
