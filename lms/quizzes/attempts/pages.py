"""Signing the pages of a question, so that they can be told apart and put in order."""

import re
import secrets
from datetime import UTC, datetime, timedelta

from flask import current_app
from itsdangerous import BadSignature, Signer

from lms.questions import Answer
from lms.quizzes.attempts.saves import QuestionPage, digest

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
