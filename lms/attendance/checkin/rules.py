"""Checking in: when it counts for what, and what a trainer should look at afterwards."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from ipaddress import ip_address, ip_interface

from lms.attendance.rules import Presence

OPENS_BEFORE = timedelta(hours=1)
LATE_AFTER = timedelta(minutes=15)
HALL_AT_LEAST = 5
"""So many must have come through one network before another one is worth a word."""


class CheckInTiming(StrEnum):
    """How a moment stands to a meeting."""

    TOO_EARLY = "too_early"
    BEFORE = "before"  # held: it counts once the meeting begins
    IN_TIME = "in_time"
    LATE = "late"
    OVER = "over"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Hours:
    """When a meeting is held; instants are aware."""

    starts_at: datetime
    ends_at: datetime
    cancelled: bool = False

    @property
    def opens_at(self) -> datetime:
        """When the first person may check in."""
        return self.starts_at - OPENS_BEFORE

    @property
    def late_after(self) -> datetime:
        """The last moment in time."""
        return min(self.starts_at + LATE_AFTER, self.ends_at)


def standing(hours: Hours, at: datetime) -> CheckInTiming:
    if hours.cancelled:
        return CheckInTiming.CANCELLED
    if at < hours.opens_at:
        return CheckInTiming.TOO_EARLY
    if at < hours.starts_at:
        return CheckInTiming.BEFORE
    if at >= hours.ends_at:
        return CheckInTiming.OVER
    return CheckInTiming.IN_TIME if at <= hours.late_after else CheckInTiming.LATE


def presence_by_timing(found: CheckInTiming) -> Presence | None:
    """What checking in makes of a person; None where it is not possible."""
    if found in (CheckInTiming.BEFORE, CheckInTiming.IN_TIME):
        return Presence.PRESENT
    return Presence.LATE if found is CheckInTiming.LATE else None


class CheckInFlag(StrEnum):
    """What a trainer should look at; it never keeps anybody out."""

    SHARED_DEVICE = "shared_device"
    OTHER_NETWORK = "other_network"
    PASSED_ON = "passed_on"  # scanned with one phone, recorded with another


@dataclass(frozen=True)
class CheckInTrace:
    """What is known of one check-in: signs of the phone and of the network, not the things."""

    person_id: int
    device: str
    network: str
    passed_on: bool


def doubts(traces: Collection[CheckInTrace]) -> dict[int, tuple[CheckInFlag, ...]]:
    """The doubts about the check-ins of one meeting by person id; only where there are any.

    Phones on mobile data all come from different networks; a network is only told apart from that
    of the hall if nearly everybody came through the hall's.
    """
    devices = Counter(trace.device for trace in traces if trace.device)
    networks = Counter(trace.network for trace in traces if trace.network)
    hall, most = networks.most_common(1)[0] if networks else ("", 0)
    # Two thirds is nearly everybody.
    has_hall = most >= HALL_AT_LEAST and 3 * most >= 2 * sum(networks.values())
    found = {}
    for trace in traces:
        kinds = []
        if devices[trace.device] > 1:
            kinds.append(CheckInFlag.SHARED_DEVICE)
        if has_hall and trace.network and trace.network != hall:
            kinds.append(CheckInFlag.OTHER_NETWORK)
        if trace.passed_on:
            kinds.append(CheckInFlag.PASSED_ON)
        if kinds:
            found[trace.person_id] = tuple(kinds)
    return found


def shared_devices(traces: Collection[CheckInTrace]) -> list[tuple[int, ...]]:
    """The groups of people who checked in with one phone, the largest first."""
    groups: dict[str, list[int]] = {}
    for trace in traces:
        if trace.device:
            groups.setdefault(trace.device, []).append(trace.person_id)
    shared = [tuple(people) for people in groups.values() if len(people) > 1]
    return sorted(shared, key=len, reverse=True)


def coarse_network(address: str) -> str:
    """The neighbourhood of an address (/24, /48 for IPv6); empty if it is none."""
    try:
        found = ip_address(address)
    except ValueError:
        return ""
    bits = 24 if found.version == 4 else 48
    return str(ip_interface((found, bits)).network.network_address)
