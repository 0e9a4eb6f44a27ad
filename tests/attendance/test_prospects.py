from datetime import timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.attendance.prospects import Prospect, chance, chance_in
from lms.attendance.rules import COUNTS_AS_PRESENT, Presence
from lms.workshops.rules import Schedule, Slot
from tests.constants import NOW

PRESENT, SICK = Presence.PRESENT, Presence.SICK
HOUR = timedelta(hours=1)
EIGHTY = Fraction(80)
recorded = st.sampled_from(Presence) | st.none()
meetings = st.lists(recorded, max_size=20)
shares = st.integers(1, 100).map(Fraction)


def test_who_missed_one_of_ten_has_to_attend_eight_of_the_next_nine():
    standing = chance([SICK] + [None] * 9, EIGHTY)

    assert (standing.outlook.needed, standing.outlook.undecided) == (8, 9)
    assert standing.prospect is Prospect.TIGHT


def test_who_missed_one_of_nine_with_one_cancelled_can_spare_nothing():
    standing = chance([SICK] + [None] * 8, EIGHTY)

    assert (standing.outlook.needed, standing.outlook.undecided) == (8, 8)


@pytest.mark.parametrize(
    ("listed", "prospect"),
    [
        ([None] * 10, Prospect.OPEN),
        ([PRESENT] * 8 + [None] * 2, Prospect.REACHED),
        ([SICK] * 2 + [None] * 8, Prospect.TIGHT),
        ([SICK] * 3 + [None] * 7, Prospect.LOST),
        ([], Prospect.REACHED),
    ],
)
def test_how_it_stands(listed, prospect):
    assert chance(listed, EIGHTY).prospect is prospect


def test_a_meeting_that_is_over_without_a_record_is_open_but_not_to_come():
    over = [Slot(n, n, "morning", NOW - n * HOUR, NOW - n * HOUR) for n in (1, 2, 3)]
    running = Slot(4, 4, "morning", NOW - HOUR, NOW + HOUR)
    cancelled = Slot(5, 5, "morning", NOW - HOUR, NOW - HOUR, cancelled=True)
    schedule = Schedule((*over, running, cancelled), None)

    standing = chance_in(schedule, {1: PRESENT}, EIGHTY, NOW)

    assert (standing.outlook.undecided, standing.unrecorded, standing.to_come) == (3, 2, 1)


@given(meetings, shares)
def test_lost_is_exactly_what_attending_everything_would_not_save(listed, required):
    best = [PRESENT if each is None else each for each in listed]
    share = sum(each in COUNTS_AS_PRESENT for each in best) * 100

    lost = chance(listed, required).prospect is Prospect.LOST

    assert lost == (share < required * len(best))


@given(meetings, shares)
def test_missing_one_more_never_makes_it_better(listed, required):
    order = [Prospect.REACHED, Prospect.OPEN, Prospect.TIGHT, Prospect.LOST]
    if None not in listed:
        return
    worse = list(listed)
    worse[worse.index(None)] = SICK

    before, after = chance(listed, required), chance(worse, required)

    assert order.index(after.prospect) >= order.index(before.prospect)


@given(meetings, shares)
def test_nobody_is_called_at_risk_who_has_missed_nothing(listed, required):
    never_missed = [
        None if each is not None and each not in COUNTS_AS_PRESENT else each for each in listed
    ]

    assert not chance(never_missed, required).is_at_risk
