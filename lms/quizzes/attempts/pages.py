"""Pages of a question: signed, so that they can be told apart and put in order; what they show."""

import re
import secrets
from datetime import UTC, datetime, timedelta

from flask import current_app, g, request
from flask_babel import gettext as _
from itsdangerous import BadSignature, Signer
from markupsafe import Markup

from lms.content.settings import ReviewTime
from lms.errors import LmsError
from lms.questions import Answer, Grade, Question, Variant
from lms.quizzes.attempts import rules
from lms.quizzes.attempts.attempt import QuizAttempt
from lms.quizzes.attempts.queries_accepting import accepted_in
from lms.quizzes.attempts.saves import AnswerSheet, QuestionPage, digest
from lms.quizzes.words import KIND_NAMES
from lms.web.languages import clock_time, message_of

_CLIENT = re.compile(r"[A-Za-z0-9_-]{1,32}")
# Counted from here, microseconds stay short; pages of one second must be told apart.
_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def signed(
    attempt_id: int, position: int, number: int, answer: Answer | None, now: datetime
) -> str:
    """The signed name of a page that is about to be shown at `now`."""
    opened = (now - _EPOCH) // _MICROSECOND
    page = ".".join((draw_client(), str(opened), str(number), digest(answer)))
    return _signer(attempt_id, position).sign(page).decode()


def page_from(text: str, attempt_id: int, position: int) -> QuestionPage | None:
    """The page that was signed for this question, None for anything else."""
    try:
        page = _signer(attempt_id, position).unsign(text).decode()
    except (BadSignature, UnicodeEncodeError):  # the latter for what no text can be
        return None
    client, opened, number, shown = page.split(".")
    return QuestionPage(client, _EPOCH + int(opened) * _MICROSECOND, int(number), shown)


def _signer(attempt_id: int, position: int) -> Signer:
    """What signs the pages of one question, and no other's."""
    return Signer(current_app.config["SECRET_KEY"], salt=f"quiz-page:{attempt_id}:{position}")


def client_of(text: str) -> str:
    """The name an unsigned page gives itself, or one nobody has used."""
    return text if _CLIENT.fullmatch(text) else draw_client()


def draw_client() -> str:
    """A name for a page that nobody has used."""
    return secrets.token_urlsafe(12)


def question_values(
    quiz_attempt: QuizAttempt,
    position: int,
    now: datetime,
    sheet: AnswerSheet,
    answer: Answer | None,
    typed: Answer | None = None,
    refused: LmsError | None = None,
) -> dict[str, object]:
    """What the page of a question shows; `typed` is what stood there if that was refused."""
    variant = quiz_attempt.variant(position)
    is_checked = sheet.is_checked(position)
    noted = rules.problem_with(variant, answer)
    saved_at = sheet.saved_at(position)
    number = sheet.last_number.get(position, 0)
    return {
        "quiz_attempt": quiz_attempt,
        "quiz": quiz_attempt.quiz,
        "kind_name": KIND_NAMES[quiz_attempt.quiz.kind],
        "position": position,
        "variant": variant,
        "checkable": quiz_attempt.is_checkable(position),
        "checked": _checked(quiz_attempt, variant, answer) if is_checked and answer else None,
        # What is not offered cannot be shown chosen, and a checked answer holds.
        "answer": typed if refused and not (variant.options or is_checked) else answer,
        "errors": [message_of(problem) for problem in (refused or noted,) if problem],
        "noted": noted if refused is None else None,
        "steps": tuple((each, sheet.is_answered(each)) for each in quiz_attempt.positions),
        "remaining": quiz_attempt.remaining(now),
        "more": more_time(quiz_attempt),
        "saved_at": clock_time(saved_at, g.reach.workshop.zone) if saved_at else None,
        "client": signed(quiz_attempt.attempt.id, position, number, answer, sheet.page_at(now)),
        "save_number": number,
        "attempt_url": attempt_url(),
    }


def attempt_url() -> str:
    """The address of the attempt whose page is asked for: what stands before its last part.

    Cheaper than to have it put together at every page.
    """
    return (request.script_root + request.path).rpartition("/")[0]


def more_time(quiz_attempt: QuizAttempt) -> str | None:
    """What a person is told to whom a trainer gave minutes, None if she has none."""
    if not quiz_attempt.given or quiz_attempt.ends_at is None:
        return None
    ends = clock_time(quiz_attempt.ends_at, g.reach.workshop.zone, named=True)
    words: str = _("You were given more time: until %(time)s.", time=ends)
    return words


def _checked(
    quiz_attempt: QuizAttempt, variant: Variant[Question], answer: Answer
) -> dict[str, object]:
    """What is shown of an answer that was checked."""
    accepted = accepted_in(g.reach.workshop.id, quiz_attempt.quiz.id)
    credit, by_key = accepted.credit(variant, answer), variant.grade(answer)
    # What the author says to a wrong answer does not fit one that a trainer accepts.
    regraded = credit != by_key.credit
    return {
        "shows": quiz_attempt.quiz.review.at(ReviewTime.DURING),
        "grade": Grade(credit, Markup() if regraded else by_key.feedback),
        "by_key": not regraded,
    }
