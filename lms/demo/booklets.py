"""Practice on paper: two who do not practise by phone got a booklet, one brought hers back."""

from datetime import datetime, timedelta

from lms.people.models import Person
from lms.practice.booklet.answers import Way, way_of
from lms.practice.booklet.queries import newest_booklet, paper_questions, planned_booklets
from lms.practice.booklet.service import keep_booklets, keep_results
from lms.questions import Answer
from lms.simulation.practising import is_silent
from lms.simulation.pupils import Pupil
from lms.workshops.models import Enrolment, Workshop
from lms.workshops.queries import enrolments_in

_MADE, _BACK = timedelta(days=9), timedelta(days=1)  # before now
_DONE = 14
"""So many of the questions she had done when she brought it back."""
_READ = (Way.ONE, Way.WORDS)
"""What stands on paper as one types it."""


def hand_out_booklets(workshop: Workshop, assistant: Person, now: datetime) -> None:
    """Make two booklets, and type in what came back of the first."""
    silent = [each for each in enrolments_in(workshop) if is_silent(Pupil(each.person.name))][:2]
    made = now - _MADE
    keep_booklets(workshop, planned_booklets(workshop, silent, made), assistant, made)
    for enrolment in silent[:1]:
        _type_in(enrolment, assistant, now - _BACK)


def _type_in(enrolment: Enrolment, assistant: Person, at: datetime) -> None:
    booklet = newest_booklet(enrolment)
    assert booklet is not None
    pupil = Pupil(enrolment.person.name)
    answers: dict[int, Answer | None] = {}
    for question in paper_questions(booklet)[:_DONE]:
        if way_of(question.variant) in _READ:
            fields = pupil.sent(question.variant, "paper", 1.1)
            answers[question.place] = question.variant.read(fields)
    keep_results(booklet, enrolment, answers, assistant, at)
