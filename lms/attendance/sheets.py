"""Sign-in sheets on paper: a page (or more) for each meeting, to be signed by hand."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from lms.attendance.models import Attendance
from lms.attendance.rules import WORDS, Presence
from lms.database import db
from lms.people.contacts import written_phone
from lms.people.models import Cooperative, Person
from lms.web.languages import clock_time, full_date
from lms.web.pdf import rendered
from lms.workshops.models import Enrolment, Meeting, Part, Workshop
from lms.workshops.seating.queries import expected_at

ROWS_FOR_WALK_INS = 5
TO_FILL_IN = "......"


@dataclass(frozen=True)
class SheetLine:
    """Somebody who is expected at a meeting."""

    name: str
    position: str
    cooperative: str | None
    phone: str
    presence: Presence | None


def meetings_on_paper(workshop: Workshop) -> list[Meeting]:
    """The meetings that are not cancelled, in their order."""
    return list(
        db.session.scalars(
            select(Meeting)
            .where(Meeting.workshop_id == workshop.id, Meeting.cancelled_at.is_(None))
            .order_by(Meeting.starts_at)
        )
    )


def sign_in_sheets(workshop: Workshop, meetings: Sequence[Meeting], now: datetime) -> bytes:
    """The PDF of the sheets of these meetings."""
    lines, program = _lines_of(meetings), workshop.program
    data = {
        "title": f"{_('Sign-in sheet')} · {program.title}",
        "letterhead": (program.letterhead or program.partners).splitlines(),
        "chair": {"name": program.chair_name, "nip": program.chair_nip},
        "heading": _("Sign-in sheet"),
        "words": _words(),
        "columns": [
            _("No."),
            _("Name"),
            _("Position"),
            _("Cooperative"),
            _("Phone"),
            _("Signature"),
            _("Note"),
        ],
        "blank_rows": ROWS_FOR_WALK_INS,
        "sheets": [_sheet(workshop, one, lines.get(one.id, [])) for one in meetings],
    }
    return rendered("sign_in_sheet.typ", data, now)


def _words() -> dict[str, str]:
    return {
        "none": _("There is no meeting to print."),
        "seen": _("Seen by"),
        "chair": _("Head of the committee"),
        "nip": "NIP",
        "page": _("page"),
    }


def _lines_of(meetings: Sequence[Meeting]) -> dict[int, list[SheetLine]]:
    """Who is expected at each meeting, by name."""
    found: dict[int, list[SheetLine]] = {}
    rows = db.session.execute(
        select(
            Meeting.id,
            Person.name,
            Person.position,
            Cooperative.name,
            Person.phone,
            Attendance.presence,
        )
        .join(Enrolment, expected_at(Meeting))
        .join(Person, Person.id == Enrolment.person_id)
        .outerjoin(Cooperative, Cooperative.id == Person.cooperative_id)
        .outerjoin(
            Attendance,
            (Attendance.meeting_id == Meeting.id) & (Attendance.enrolment_id == Enrolment.id),
        )
        .where(Meeting.id.in_([meeting.id for meeting in meetings]))
        .order_by(Meeting.id, Person.name, Enrolment.id)
    )
    for meeting_id, name, position, cooperative, phone, presence in rows:
        line = SheetLine(name, position, cooperative, phone, presence)
        found.setdefault(meeting_id, []).append(line)
    return found


def _sheet(workshop: Workshop, meeting: Meeting, lines: Sequence[SheetLine]) -> dict[str, Any]:
    zone = workshop.zone
    part = _("Morning meeting") if meeting.part is Part.MORNING else _("Afternoon meeting")
    number = _("Workshop %(number)s", number=workshop.number)
    time = f"{clock_time(meeting.starts_at, zone)}–{clock_time(meeting.ends_at, zone, named=True)}"
    counts = Counter(line.presence for line in lines if line.presence is not None)
    return {
        "facts": [
            [_("Activity"), workshop.program.title],
            [_("Workshop"), number],
            [_("Day and date"), full_date(meeting.starts_at, zone)],
            [_("Time"), f"{time} ({part})"],
            [_("Place"), workshop.place],
        ],
        "people": [
            [line.name, line.position, line.cooperative or "", written_phone(line.phone)]
            for line in lines
        ],
        "counts": [
            f"{_(word)}: {counts[presence] if counts else TO_FILL_IN}"
            for presence, word in WORDS.items()
        ],
        "footer": f"{number} · {full_date(meeting.starts_at, zone)} · {part}",
    }
