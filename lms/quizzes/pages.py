"""Signing the pages of a question, so that they can be told apart and put in order."""

import re
import secrets
from datetime import UTC, datetime, timedelta

from lms.questions import Answer
from lms.quizzes.saves import Page, digest
from lms.web.signing import signer

_SALT = "quiz-page"
_CLIENT = re.compile(r"[A-Za-z0-9_-]{1,32}")
_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def signed(
    attempt_id: int, position: int, number: int, answer: Answer | None, now: datetime
) -> str:
    """Return the signed name of a page that is about to be shown at `now`."""
    opened = (now - _EPOCH) // _MICROSECOND
    page = ".".join((draw_client(), str(opened), str(number), digest(answer)))
    signature = signer(_SALT).get_signature(_signed_text(attempt_id, position, page))
    return f"{page}.{signature.decode()}"


def page_from(text: str, attempt_id: int, position: int) -> Page | None:
    """Return the page that was signed for this question, None for anything else."""
    page, _dot, signature = text.rpartition(".")
    try:
        if not signer(_SALT).verify_signature(_signed_text(attempt_id, position, page), signature):
            return None
        client, opened, number, shown = page.split(".")
    except ValueError:  # what no text can be
        return None
    return Page(client, _EPOCH + int(opened) * _MICROSECOND, int(number), shown)


def _signed_text(attempt_id: int, position: int, page: str) -> str:
    return f"{attempt_id}:{position}:{page}"


def client_of(text: str) -> str:
    """Return the name an unsigned page gives itself, or one nobody has used."""
    return text if _CLIENT.fullmatch(text) else draw_client()


def draw_client() -> str:
    """Return a name for a page that nobody has used."""
    return secrets.token_urlsafe(12)
