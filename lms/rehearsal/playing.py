"""What the invented people of a rehearsal do by themselves."""

from datetime import datetime, timedelta

from lms.errors import LmsError
from lms.people.models import Person
from lms.simulation.history import Cast, PersonsWork, Play
from lms.simulation.pupils import Pupil
from lms.workshops.models import Workshop
from lms.workshops.queries import enrolments_in, schedule_of

MAX_AFTER = timedelta(hours=2)
"""How long after a meeting somebody may still be at its work."""


def play(workshop: Workshop, since: datetime, until: datetime, trainer: Person) -> None:
    """Let the invented people read, practise and sit quizzes, as they would between two instants.

    Attendance, marking and what was covered are left to those who rehearse. Whom something refuses
    (a quiz that a trainer has sat in her name), does no more in that half day.
    """
    schedule = schedule_of(workshop)
    scene = Play(workshop, Cast(trainer, trainer), until, since)
    invented = [e for e in enrolments_in(workshop) if e.person.clock_ahead is not None]
    for slot in schedule.slots:
        if slot.cancelled or slot.starts_at >= until or slot.ends_at + MAX_AFTER <= since:
            continue
        for enrolment in invented:
            work = PersonsWork(scene, schedule, enrolment, Pupil(enrolment.person.name))
            try:
                work.half_day(slot)
            except LmsError:
                continue
