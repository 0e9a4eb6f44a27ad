"""Reading where a person stands with one quiz, and what she may know of her attempts."""

from collections.abc import Sequence
from datetime import datetime

from lms.content.values import Quiz
from lms.quizzes.attempts import queries, rules
from lms.quizzes.attempts.attempt import QuizAttempt
from lms.quizzes.attempts.models import Answer
from lms.quizzes.attempts.queries_release import mark_of, may_see
from lms.quizzes.attempts.rules import Score
from lms.quizzes.attempts.rules_standing import AttemptSummary, QuizStanding, quiz_standing
from lms.quizzes.windows.queries import overrides_for
from lms.quizzes.windows.rules import AS_THE_COURSE_SAYS, Override, Window, window
from lms.workshops.models import Enrolment
from lms.workshops.rules import Schedule


def standing_of(
    enrolment: Enrolment,
    quiz: Quiz,
    schedule: Schedule,
    earlier: Sequence[QuizAttempt],
    now: datetime,
) -> QuizStanding:
    """Where a person stands who has these attempts behind her.

    What they earned is read only where it decides about a remedial.
    """
    override, hers = own_window(enrolment, quiz, schedule)
    scores: Sequence[Score | None] = [None] * len(earlier)
    if quiz.remedial is not None and earlier:
        scores = known_scores(enrolment, earlier)
    return quiz_standing(quiz, hers, attempt_summaries(earlier, scores), now, override.attempts)


def own_window(enrolment: Enrolment, quiz: Quiz, schedule: Schedule) -> tuple[Override, Window]:
    """What trainers decided for a person, and when she may sit a quiz."""
    workshop = enrolment.workshop
    override = overrides_for(workshop, enrolment).get(quiz.id, AS_THE_COURSE_SAYS)
    return override, window(quiz, schedule, workshop.zone, override)


def attempt_summaries(
    quiz_attempts: Sequence[QuizAttempt], scores: Sequence[Score | None]
) -> list[AttemptSummary]:
    """Attempts as the rules see them, with what each earned as far as it may be known."""
    return [
        AttemptSummary(each.attempt.handed_in_at, each.ends_at, each.attempt.remedial, score)
        for each, score in zip(quiz_attempts, scores, strict=True)
    ]


def known_scores(enrolment: Enrolment, quiz_attempts: Sequence[QuizAttempt]) -> list[Score | None]:
    """What attempts at one quiz earned, as far as grades are released.

    None for one that is not handed in.
    """
    if not any(quiz_attempt.is_handed_in for quiz_attempt in quiz_attempts):
        return [None] * len(quiz_attempts)
    answers = queries.answers_of([quiz_attempt.attempt for quiz_attempt in quiz_attempts])
    together = [answer for each in answers.values() for answer in each]
    released = may_see(enrolment.workshop_id, quiz_attempts[0].attempt.quiz_id, together)
    return [
        _score(answers[each.attempt.id], released=released) if each.is_handed_in else None
        for each in quiz_attempts
    ]


def _score(answers: Sequence[Answer], *, released: bool) -> Score:
    return rules.score(mark_of(answer, released=released) for answer in answers)
