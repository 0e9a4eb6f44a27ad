"""People record themselves: a claim from a scanned or typed code becomes a presence."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from flask import current_app
from sqlalchemy import select

from lms.attendance.checkin.queries import (
    enrolments_of,
    is_staff_at,
    meetings_open_at,
    workshops_of,
)
from lms.attendance.checkin.rules import CheckInTiming, Hours, presence_by_timing, standing
from lms.attendance.checkin.rules_codes import Claim, claim_is_alive, code_shown_at
from lms.attendance.models import Attendance, CheckIn, Means
from lms.attendance.rules import Presence, RegisterChoice
from lms.attendance.service import open_register
from lms.attendance.service_writing import TimedChoice
from lms.database import commit_even_if_refused, db
from lms.people.models import Person
from lms.people.throttling import count_failure, wait_for
from lms.workshops.models import Meeting


class CheckInOutcome(StrEnum):
    """What came of a check-in."""

    RECORDED = "recorded"
    KEPT = "kept"  # the trainer's entry stands, or she is not on the list: the trainer is asked
    CLAIM_OLD = "claim_old"
    CODE_WRONG = "code_wrong"
    PASSED_ON = "passed_on"  # scanned with another phone
    TOO_EARLY = "too_early"
    OVER = "over"
    CANCELLED = "cancelled"
    STAFF = "staff"


@dataclass(frozen=True)
class Evidence:
    """Signs of where a check-in comes from."""

    device: str
    network: str
    address: str


@dataclass(frozen=True)
class Result:
    """What came of it, and at which meeting where that is known; `wait` in seconds."""

    answer: CheckInOutcome
    meeting: Meeting | None = None
    at: datetime | None = None
    wait: int = 0


_REFUSALS = {
    CheckInTiming.TOO_EARLY: CheckInOutcome.TOO_EARLY,
    CheckInTiming.OVER: CheckInOutcome.OVER,
    CheckInTiming.CANCELLED: CheckInOutcome.CANCELLED,
}


def hours_of(meeting: Meeting) -> Hours:
    return Hours(meeting.starts_at, meeting.ends_at, meeting.cancelled_at is not None)


def record_check_in(person: Person, claim: Claim, evidence: Evidence, now: datetime) -> Result:
    """Record a person at the meeting of her claim, at the moment of the claim.

    A claim of another phone, whose address was passed on, records nobody.
    A trainer's entry is never overwritten; the check-in is kept beside it. Who is not enrolled is
    kept, too, for the trainer. Doing it again changes nothing.
    """
    if not claim_is_alive(claim, now):
        return Result(CheckInOutcome.CLAIM_OLD)
    if claim.code:
        return _by_code(person, claim, evidence, now)
    meeting = None if claim.meeting_id is None else db.session.get(Meeting, claim.meeting_id)
    if meeting is None:
        return Result(CheckInOutcome.CLAIM_OLD)
    return _at(person, meeting, claim, claim.at, Means.SCAN, evidence, now)


def _by_code(person: Person, claim: Claim, evidence: Evidence, now: datetime) -> Result:
    identity = f"check-in:{person.id}"
    if wait := wait_for(identity, evidence.address, now):
        return Result(CheckInOutcome.CODE_WRONG, wait=wait)
    secret = current_app.config["SECRET_KEY"]
    found = []
    for meeting in meetings_open_at(claim.at):
        shown_at = code_shown_at(secret, meeting.id, claim.code, claim.at)
        if shown_at is not None:
            found.append((meeting, shown_at))
    if not found:
        count_failure(identity, evidence.address, now)
        return Result(CheckInOutcome.CODE_WRONG)
    # Two halls may show the same six digits; her own workshop's is meant.
    workshops = workshops_of(person)
    own = [each for each in found if each[0].workshop_id in workshops]
    meeting, shown_at = (own or found)[0]
    return _at(person, meeting, claim, shown_at, Means.CODE, evidence, now)


def _at(
    person: Person,
    meeting: Meeting,
    claim: Claim,
    at: datetime,
    means: Means,
    evidence: Evidence,
    now: datetime,
) -> Result:
    found = standing(hours_of(meeting), at)
    presence = presence_by_timing(found)
    if presence is None:
        return Result(_REFUSALS[found], meeting, at)
    if is_staff_at(meeting, person):
        return Result(CheckInOutcome.STAFF, meeting, at)
    register = open_register(meeting, now)
    places = (key for key in enrolments_of(person) if register.active.get(key))
    enrolment_id = next(places, None)
    # The claim holds the first signs of the phone only.
    passed_on = not (claim.device and evidence.device.startswith(claim.device))
    _keep(person, meeting, CheckIn(means=means, presence=presence, shown_at=at, received_at=now,
          device=evidence.device, network=evidence.network, passed_on=passed_on))  # fmt: skip
    if passed_on:
        commit_even_if_refused()  # the trainer sees it in the register
        return Result(CheckInOutcome.PASSED_ON, meeting, at)
    if enrolment_id is None:
        return Result(CheckInOutcome.KEPT, meeting, at)
    if enrolment_id not in register.rows:
        mark = TimedChoice(RegisterChoice(enrolment_id, None, presence), at)
        register.write(enrolment_id, presence, person, means, mark)
        db.session.flush()
    return Result(_outcome_of(register.rows[enrolment_id], presence), meeting, at)


def _outcome_of(row: Attendance, presence: Presence) -> CheckInOutcome:
    by_herself = row.means is not Means.STAFF
    return (
        CheckInOutcome.RECORDED if by_herself or row.presence is presence else CheckInOutcome.KEPT
    )


def _keep(person: Person, meeting: Meeting, check_in: CheckIn) -> None:
    """Keep the first check-in of a person at a meeting; her own replaces one passed on."""
    first = db.session.scalar(select(CheckIn).filter_by(meeting_id=meeting.id, person_id=person.id))
    if first is not None and first.passed_on and not check_in.passed_on:
        db.session.delete(first)
        db.session.flush()
        first = None
    if first is None:
        check_in.meeting_id, check_in.person_id = meeting.id, person.id
        db.session.add(check_in)
        db.session.flush()
