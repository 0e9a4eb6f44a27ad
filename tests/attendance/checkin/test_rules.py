from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.attendance.checkin.rules import (
    OPENS_BEFORE,
    CheckInFlag,
    CheckInTiming,
    CheckInTrace,
    Hours,
    coarse_network,
    doubts,
    presence_by_timing,
    shared_devices,
    standing,
)
from lms.attendance.rules import Presence

EIGHT = datetime(2026, 11, 25, 0, 0, tzinfo=UTC)  # 08.00 in Denpasar
MORNING = Hours(EIGHT, EIGHT + timedelta(hours=3, minutes=45))
ONE = timedelta(seconds=1)
traces = st.lists(
    st.builds(
        CheckInTrace,
        st.integers(1, 99),
        st.sampled_from(["", "a", "b", "c"]),
        st.sampled_from(["", "hall", "other", "third"]),
        st.booleans(),
    ),
    max_size=30,
    unique_by=lambda trace: trace.person_id,
)


@pytest.mark.parametrize(
    ("at", "found"),
    [
        (MORNING.opens_at - ONE, CheckInTiming.TOO_EARLY),
        (MORNING.opens_at, CheckInTiming.BEFORE),
        (EIGHT - ONE, CheckInTiming.BEFORE),
        (EIGHT, CheckInTiming.IN_TIME),
        (MORNING.late_after, CheckInTiming.IN_TIME),
        (MORNING.late_after + ONE, CheckInTiming.LATE),
        (MORNING.ends_at - ONE, CheckInTiming.LATE),
        (MORNING.ends_at, CheckInTiming.OVER),
    ],
)
def test_every_moment_has_its_standing(at, found):
    assert standing(MORNING, at) is found


@given(st.integers(-(10**5), 10**5).map(lambda s: EIGHT + timedelta(seconds=s)))
def test_nobody_checks_in_to_a_cancelled_meeting(at):
    cancelled = Hours(MORNING.starts_at, MORNING.ends_at, cancelled=True)

    assert presence_by_timing(standing(cancelled, at)) is None


@given(
    st.integers(1, 10**5).map(lambda s: timedelta(seconds=s)),
    st.integers(-(10**5), 10**5).map(lambda s: timedelta(seconds=s)),
)
def test_a_presence_comes_of_a_check_in_from_the_opening_to_the_end(length, offset):
    hours = Hours(EIGHT, EIGHT + length)
    at = EIGHT + offset
    found = presence_by_timing(standing(hours, at))

    assert (found is not None) == (EIGHT - OPENS_BEFORE <= at < hours.ends_at)
    if found is Presence.LATE:
        assert at > hours.late_after
    if at < EIGHT and found:
        assert found is Presence.PRESENT


@given(traces)
def test_only_who_has_a_doubt_is_named_and_sharing_is_never_one_sided(listed):
    found = doubts(listed)

    assert all(found.values())
    sharers = {key for key, kinds in found.items() if CheckInFlag.SHARED_DEVICE in kinds}
    assert sharers == {key for group in shared_devices(listed) for key in group}
    assert {key for key, kinds in found.items() if CheckInFlag.PASSED_ON in kinds} == {
        trace.person_id for trace in listed if trace.passed_on
    }


def hall(size, elsewhere=0):
    here = [CheckInTrace(n, f"d{n}", "hall", False) for n in range(size)]
    return here + [CheckInTrace(100 + n, f"e{n}", f"mobile {n}", False) for n in range(elsewhere)]


def test_one_from_another_network_stands_out_in_a_full_hall():
    assert doubts(hall(10, 1)) == {100: (CheckInFlag.OTHER_NETWORK,)}


def test_where_many_use_mobile_data_no_network_is_worth_a_word():
    assert doubts(hall(6, 4)) == {}
    assert doubts(hall(4, 1)) == {}


@pytest.mark.parametrize(
    ("address", "coarse"),
    [
        ("203.0.113.77", "203.0.113.0"),
        ("2001:db8:1:2:3::4", "2001:db8:1::"),
        ("", ""),
        ("unix", ""),
    ],
)
def test_of_an_address_only_the_neighbourhood_is_kept(address, coarse):
    assert coarse_network(address) == coarse


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("10.0.1.1", "10.0.1.254", True),
        ("10.0.1.1", "10.0.0.1", False),
        ("2001:db8:1:1::1", "2001:db8:1:ffff::1", True),
        ("2001:db8:1::1", "2001:db8:2::1", False),
    ],
)
def test_a_neighbourhood_is_a_24_or_of_ipv6_a_48(one, other, same):
    assert (coarse_network(one) == coarse_network(other)) is same
