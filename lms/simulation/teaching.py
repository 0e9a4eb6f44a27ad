"""What trainer and assistant of the demo record: what was taught, and what they saw done."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from lms.coverage import service
from lms.coverage.entries import CoverageEntry
from lms.coverage.queries import coverage_of
from lms.coverage.rules import Covered
from lms.people.models import Person
from lms.publishing.queries import course_of
from lms.signoffs.rules import SignoffChoice
from lms.signoffs.service import record_signoffs
from lms.simulation.pupils import Pupil, chance
from lms.statistics.mastery import SignoffVerdict
from lms.workshops.models import Enrolment, Workshop
from lms.workshops.queries import meeting_in
from lms.workshops.rules import Schedule

_EXCEPTIONS = {
    (1, "h2-l4"): (Covered.PARTLY, 45, "Diskusi jurnal simpan pinjam lebih lama dari rencana."),
    (1, "h4-l4"): (Covered.NOT, 0, "Waktu habis untuk praktik QRIS."),
    (2, "h2-l4"): (Covered.PARTLY, 60, "Listrik padam setengah jam."),
}
"""What was not taught as planned, by workshop and lesson."""


def record_what_was_taught(
    workshop: Workshop, schedule: Schedule, trainer: Person, until: datetime
) -> None:
    """Record every half day that was over before the day of `until`; of that day nothing yet."""
    coverage = coverage_of(workshop, schedule, until)
    today = until.astimezone(workshop.zone).date()
    for slot in schedule.slots:
        if slot.ends_at > until or slot.ends_at.astimezone(workshop.zone).date() == today:
            continue
        entries = []
        for line in coverage.planned_at(slot.meeting_id):
            usual = (Covered.FULLY, line.planned, "")
            message = _EXCEPTIONS.get((workshop.number, line.lesson.id), usual)
            teacher = "" if message[0] is Covered.NOT else trainer.name
            entries.append(CoverageEntry(line.lesson.id, "", *message, teacher))
        meeting = meeting_in(workshop, slot.meeting_id)
        service.record_coverage(
            workshop, meeting, entries, trainer, slot.ends_at + timedelta(minutes=2)
        )


def sign_off(
    workshop: Workshop,
    day: int,
    there: Sequence[tuple[Enrolment, Pupil]],
    assistant: Person,
    now: datetime,
) -> None:
    """Let the assistant walk the room at the end of a day and look at its practical skills."""
    skills = [each for each in course_of(workshop.revision).practical_skills if each.day == day]
    choices = [
        SignoffChoice(enrolment.id, skill.id, _seen(pupil, skill.id), now)
        for skill in skills
        for enrolment, pupil in there
    ]
    record_signoffs(workshop, choices, assistant, now)


def _seen(pupil: Pupil, skill_id: str) -> SignoffVerdict:
    luck = chance(pupil.name, skill_id)
    if luck < pupil.ability:
        return SignoffVerdict.ABLE
    return SignoffVerdict.NEEDS_HELP if luck < 0.95 else SignoffVerdict.NOT_YET
