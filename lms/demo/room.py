"""What goes on in the running workshop of the demo just now, for the live board."""

from datetime import datetime, timedelta

from lms.attendance.queries import presences_at
from lms.attendance.rules import COUNTS_AS_PRESENT
from lms.board import service as board
from lms.lessons.rules import day_items
from lms.practice import service as practice
from lms.practice.queries import latest_tries
from lms.practice.rules import draws_numbers, seed_of
from lms.publishing.queries import course_of
from lms.simulation.history import Cast
from lms.simulation.pupils import Pupil
from lms.workshops.models import Enrolment, Workshop
from lms.workshops.queries import enrolments_in, schedule_of
from lms.workshops.rules import meeting_at_hand

_MINUTE = timedelta(minutes=1)
_STUCK, _BUSY = 2, 6  # people
_WRONG = 3  # answers


def make_lively(workshop: Workshop, cast: Cast, now: datetime) -> None:
    """Let some practise in the last minutes, two of them without success; start one for the room.

    Nothing happens before the first meeting of the day.
    """
    schedule = schedule_of(workshop)
    slot = meeting_at_hand(schedule, now, workshop.zone)
    if slot is None:
        return
    course = course_of(workshop.revision)
    exercises = [e for e in course.module(slot.day).exercises if draws_numbers(e.question)]
    recorded = presences_at([slot.meeting_id])
    here = {who for (who, _m), presence in recorded.items() if presence in COUNTS_AS_PRESENT}
    people = [enrolment for enrolment in enrolments_in(workshop) if enrolment.id in here]
    for place, enrolment in enumerate(people[:_STUCK]):
        for step in range(_WRONG):
            at = now - (2 * (_WRONG - step) + place) * _MINUTE
            _try(enrolment, exercises[place].id, at, share=0)
    for place, enrolment in enumerate(people[_STUCK : _STUCK + _BUSY]):
        exercise = exercises[place % len(exercises)]
        _try(enrolment, exercise.id, now - (place + 1) * 3 * _MINUTE, share=2)
    if schedule.current(now) is not None:
        first = exercises[0].id
        item = next(each for each in day_items(course, slot.day) if each.id == first)
        board.start_item(workshop, item, schedule, cast.trainer, now - 5 * _MINUTE)


def _try(enrolment: Enrolment, exercise_id: str, at: datetime, share: float) -> None:
    """Answer once; a `share` of 0 is wrong."""
    exercise = course_of(enrolment.workshop.revision).exercise(exercise_id)
    number = 1 + next((number for number, _verdict in latest_tries(enrolment, exercise_id)), 0)
    variant = exercise.question.variant(seed_of(enrolment.id, exercise.question.drawn_as, number))
    fields = Pupil(enrolment.person.name).sent(variant, f"now {number}", share)
    practice.record_answer(enrolment, exercise, number, fields, at)
