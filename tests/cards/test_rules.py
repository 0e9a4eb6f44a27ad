"""What an activation card is good for, to the second."""

import pytest

from lms.cards.rules import WAIT, CardFitness, fitness, usable_from
from tests.constants import HOUR, NOW, SECOND

EXPIRES = NOW + 9 * HOUR


def fitness_of(now=NOW, **facts):
    """A card given out at NOW that nobody has used."""
    card = {"usable_from": NOW, "expires_at": EXPIRES, "used_at": None, "revoked_at": None}
    return fitness(**{**card, "is_participant": True, **facts}, now=now)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (NOW - SECOND, CardFitness.WAITS),
        (NOW, CardFitness.GOOD),
        (EXPIRES - SECOND, CardFitness.GOOD),
        (EXPIRES, CardFitness.EXPIRED),
    ],
)
def test_a_card_is_good_from_its_first_instant_until_its_last(now, expected):
    assert fitness_of(now) is expected


def test_what_happened_to_a_card_goes_before_its_time():
    used = {"used_at": NOW, "revoked_at": NOW, "is_participant": False}

    assert fitness_of(EXPIRES, **used) is CardFitness.USED
    assert fitness_of(EXPIRES, **{**used, "used_at": None}) is CardFitness.LEFT
    assert fitness_of(EXPIRES, revoked_at=NOW) is CardFitness.REPLACED


@pytest.mark.parametrize(
    ("of_several", "by_administrator", "wait"),
    [(False, False, 0), (False, True, 0), (True, True, 0), (True, False, 1)],
)
def test_who_belongs_to_several_programs_waits_unless_an_administrator_made_the_card(
    of_several, by_administrator, wait
):
    usable = usable_from(NOW, of_several=of_several, by_administrator=by_administrator)

    assert usable == NOW + wait * WAIT
