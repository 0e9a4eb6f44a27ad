"""How people of the demo check in on its own day: most with their phones, two of them with one."""

from collections.abc import Iterable
from datetime import timedelta

from lms.attendance.checkin.rules_codes import DEVICE_SIGNS, Claim
from lms.attendance.checkin.service import Evidence, record_check_in
from lms.attendance.rules import COUNTS_AS_PRESENT, Presence
from lms.workshops.models import Enrolment, Meeting

_WITHOUT_PHONE = 5  # every fifth is recorded by the assistant


def let_people_check_in(meeting: Meeting, people: Iterable[tuple[Enrolment, Presence]]) -> None:
    """Let those who come scan the code, from shortly before the meeting on."""
    coming = [(who, presence) for who, presence in people if presence in COUNTS_AS_PRESENT]
    for number, (enrolment, presence) in enumerate(coming, start=1):
        if number % _WITHOUT_PHONE == 0:
            continue
        minutes = 20 if presence is Presence.LATE else min(2 * number - 12, 14)
        at = meeting.starts_at + timedelta(minutes=minutes)
        phone = f"phone-{max(number, 2):02}"  # the first two have one between them
        claim = Claim(at, phone[:DEVICE_SIGNS], meeting.id)
        record_check_in(enrolment.person, claim, Evidence(phone, "hall", ""), at)
