"""Reading all that a report is made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, func, select

from lms.attendance.queries import presences_at
from lms.certificates.models import Certificate, CertificateSetup
from lms.certificates.printed import Signatory
from lms.certificates.queries import certificates_of, setup_of
from lms.coverage.queries import coverage_of
from lms.coverage.rules import Coverage
from lms.database import db
from lms.feedback.queries import feedback_of
from lms.feedback.rules import FeedbackResult
from lms.handover.models import ProgramReportText, WorkshopReportText
from lms.handover.queries_photos import Picture, pictures_of
from lms.handover.rules import WrittenTexts
from lms.publishing.queries import course_of
from lms.reports.account.accounts import ProgramAccount, WorkshopAccount
from lms.reports.account.grid import AttendanceGrid, grid_of
from lms.reports.account.pictures import PracticeWeek
from lms.reports.account.queries import program_account, workshop_account
from lms.reports.account.queries_pictures import practice_by_week
from lms.reports.queries import workshops_in
from lms.results.queries import seats_in
from lms.results.queries_attendance import held_meetings
from lms.workshops.models import Enrolment, Program, Staff, StaffRole, Workshop
from lms.workshops.queries import enrolments_in, schedule_of, staff_in_program, staff_of
from lms.workshops.rules import Schedule


@dataclass(frozen=True)
class Registered:
    """A line of the register of certificates."""

    number: str
    name: str
    kind: str
    issued_on: date
    ending: str | None


@dataclass(frozen=True)
class ListedPerson:
    """A line of the list of participants."""

    name: str
    position: str
    cooperative: str
    phone: str
    email: str
    enrolled_on: date


@dataclass(frozen=True)
class Formal:
    """What stands on title and approval page; `letterhead` in lines."""

    activity: str
    partners: str
    letterhead: tuple[str, ...]
    texts: WrittenTexts


@dataclass(frozen=True)
class WorkshopMatter:
    """All that the report of a workshop is made of; `feedback` has the words of people."""

    account: WorkshopAccount
    formal: Formal
    schedule: Schedule
    grid: AttendanceGrid
    staff: tuple[tuple[str, StaffRole], ...]
    weeks: tuple[PracticeWeek, ...]
    register: tuple[Registered, ...]
    feedback: FeedbackResult
    pictures: tuple[Picture, ...]


@dataclass(frozen=True)
class ProgramMatter:
    """All that the report of a program is made of; `certificates` valid now, by workshop number."""

    account: ProgramAccount
    formal: Formal
    language: str
    staff: tuple[tuple[str, StaffRole], ...]
    certificates: dict[int, int]


TextRow = WorkshopReportText | ProgramReportText


def text_row_of(owner: Workshop | Program, *, lock: bool = False) -> TextRow | None:
    """The texts of a workshop's or program's own report, None before anybody wrote."""
    query: Select[WorkshopReportText] | Select[ProgramReportText]
    if isinstance(owner, Workshop):
        query = select(WorkshopReportText).where(WorkshopReportText.workshop_id == owner.id)
    else:
        query = select(ProgramReportText).where(ProgramReportText.program_id == owner.id)
    return db.session.scalar(query.with_for_update() if lock else query)


def seen_of(row: TextRow | None) -> str:
    """A sign of which texts were saved last."""
    return row.changed_at.isoformat() if row else ""


def texts_of(owner: Workshop | Program) -> WrittenTexts:
    """What stands in a report: its own texts, what its program says, who signs there anyhow."""
    row = text_row_of(owner)
    texts = row.texts if row else WrittenTexts()
    program = owner.program if isinstance(owner, Workshop) else owner
    if isinstance(owner, Workshop):
        kept = text_row_of(program)
        texts = texts.or_else(kept.texts if kept else WrittenTexts())
    return texts.or_else(_usual(program, setup_of(program)))


def _usual(program: Program, setup: CertificateSetup | None) -> WrittenTexts:
    """Who signs the certificates signs the report, or the head of the committee (no office)."""
    if setup is not None:
        formalities = setup.formalities
        return WrittenTexts(issued_in=setup.issued_in, signatories=formalities.signatories)
    if not program.chair_name:
        return WrittenTexts()
    return WrittenTexts(signatories=(Signatory(program.chair_name, "", program.chair_nip),))


def workshop_matter(workshop: Workshop, now: datetime) -> WorkshopMatter:
    """Read it in a constant number of statements."""
    account, schedule = workshop_account(workshop, now), schedule_of(workshop)
    return WorkshopMatter(
        account=account,
        formal=_formal(workshop.program, texts_of(workshop)),
        schedule=schedule,
        grid=_grid(workshop, schedule, account.report.coverage, now),
        staff=_named(staff_of(workshop)),
        weeks=practice_by_week(workshop, now),
        register=tuple(_registered(each) for each in certificates_of(workshop)),
        feedback=feedback_of(workshop),
        pictures=pictures_of(workshop),
    )


def attendance_grid(workshop: Workshop, now: datetime) -> AttendanceGrid:
    """Everybody with a seat by the meetings held."""
    schedule = schedule_of(workshop)
    return _grid(workshop, schedule, coverage_of(workshop, schedule, now), now)


def _grid(
    workshop: Workshop, schedule: Schedule, coverage: Coverage, now: datetime
) -> AttendanceGrid:
    held = held_meetings([workshop], now)
    slots = [slot for slot in schedule.slots if slot.meeting_id in held]
    presences = presences_at([slot.meeting_id for slot in slots])
    return grid_of(slots, coverage, seats_in([workshop]), presences)


def program_matter(program: Program, now: datetime) -> ProgramMatter:
    """Read it in a constant number of statements."""
    workshops = workshops_in(program)
    return ProgramMatter(
        account=program_account(program, now),
        formal=_formal(program, texts_of(program)),
        language=course_of(workshops[-1].revision).language if workshops else "",
        staff=_named(staff_in_program(program)),
        certificates=_valid_by_workshop(program),
    )


def _formal(program: Program, texts: WrittenTexts) -> Formal:
    setup = setup_of(program)
    return Formal(
        activity=setup.activity if setup else program.title,
        partners=program.partners,
        letterhead=tuple((program.letterhead or program.partners).splitlines()),
        texts=texts,
    )


def _named(staff: Sequence[Staff]) -> tuple[tuple[str, StaffRole], ...]:
    """Each once, trainers first."""
    named = {(each.person.name, each.role) for each in staff}
    return tuple(sorted(named, key=lambda each: (each[1] is not StaffRole.TRAINER, each[0])))


def _registered(each: Certificate) -> Registered:
    return Registered(
        each.number,
        each.printed.holder.name,
        each.kind,
        date.fromisoformat(each.printed.issued_on),
        each.ending,
    )


def _valid_by_workshop(program: Program) -> dict[int, int]:
    rows = db.session.execute(
        select(Workshop.number, func.count(Certificate.id))
        .join(Certificate.enrolment)
        .join(Workshop, Workshop.id == Enrolment.workshop_id)
        .where(Certificate.program_id == program.id, Certificate.ended_at.is_(None))
        .group_by(Workshop.number)
    )
    return {row[0]: row[1] for row in rows}


def listed_people(workshop: Workshop) -> list[ListedPerson]:
    """Who holds a seat, by name."""
    return [
        ListedPerson(
            each.person.name,
            each.person.position,
            each.person.cooperative.name if each.person.cooperative else "",
            each.person.phone,
            each.person.email or "",
            each.enrolled_at.astimezone(workshop.zone).date(),
        )
        for each in enrolments_in(workshop)
    ]
