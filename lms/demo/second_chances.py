"""Another time for one person, and a remedial for another: what a trainer decides about tests."""

from datetime import datetime, time, timedelta

from lms.content.values import Quiz, QuizKind
from lms.publishing.queries import course_of
from lms.quizzes.attempts import service as quizzes
from lms.quizzes.attempts.queries import quiz_attempts_of
from lms.quizzes.attempts.queries_standing import standing_of
from lms.quizzes.attempts.saves import Sent
from lms.quizzes.windows import service as service_windows
from lms.quizzes.windows.rules import Override
from lms.simulation.history import Cast
from lms.simulation.pupils import Pupil
from lms.workshops.models import Enrolment, Workshop
from lms.workshops.queries import enrolments_in, schedule_of
from lms.workshops.rules import Schedule

_MINUTE = timedelta(minutes=1)
_MORE = 1.4  # she has practised since


def give_second_chances(workshop: Workshop, cast: Cast, now: datetime) -> None:
    """Keep the post-test open longer for who was away often; let one below the mark sit again."""
    course = course_of(workshop.revision)
    posttest = next(test for test in course.tests if test.kind is QuizKind.POSTTEST)
    schedule = schedule_of(workshop)
    assert schedule.practice_ends_at is not None
    people = enrolments_in(workshop)
    service_windows.override(
        workshop,
        posttest,
        Override(closes_at=schedule.practice_ends_at + timedelta(days=7)),
        reason="Sakit pada hari ke-3 dan ke-4; boleh mengulang materi dahulu.",
        now=now - timedelta(days=2),
        actor_id=cast.trainer.id,
        enrolment=next(each for each in people if each.person.name == cast.often_away),
    )
    last = schedule.slots[-1].ends_at.astimezone(workshop.zone)
    evening = datetime.combine(last.date() + timedelta(days=2), time(19, 30), last.tzinfo)
    for enrolment in people:
        if _sat_again(enrolment, posttest, schedule, evening):
            return


def _sat_again(enrolment: Enrolment, quiz: Quiz, schedule: Schedule, at: datetime) -> bool:
    """Sit the remedial if one is offered; return whether it was."""
    earlier = quiz_attempts_of(enrolment, quiz.id)
    if not standing_of(enrolment, quiz, schedule, earlier, at).remedial:
        return False
    quiz_attempt = quizzes.start_attempt(enrolment, quiz, schedule, at)
    pupil = Pupil(enrolment.person.name)
    for position in quiz_attempt.positions:
        at += _MINUTE
        fields = pupil.sent(quiz_attempt.variant(position), "remedial", _MORE)
        quizzes.save_answer(quiz_attempt, Sent(position, fields, "demo", 1, at))
    quizzes.hand_in_attempt(quiz_attempt, at + _MINUTE)
    return True
