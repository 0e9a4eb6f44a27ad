"""What the journeys through a quiz share."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

from playwright.sync_api import Page
from sqlalchemy import select
from time_machine import escape_hatch

from lms.database import db
from lms.quizzes.attempts.models import Answer, Attempt

WORDS = 4  # the place of the short answer in the timed quiz of the tests' course
MINUTES = 20  # its time limit
LAST_SECONDS = 60
SHEET = "() => Object.keys(sessionStorage).some((key) => key.startsWith('quiz-sheet:'))"
"""True once all questions are on the phone."""
SAVED = re.compile(r"Tersimpan \d\d\.\d\d")


def real_now() -> datetime:
    """The time that the server has; that of the tests stands still."""
    return escape_hatch.datetime.datetime.now(UTC)


def end_in(seconds: int) -> None:
    """Let the time of the attempt be over in so many seconds."""
    db.session.rollback()
    started = real_now() - timedelta(minutes=MINUTES) + timedelta(seconds=seconds)
    db.session.scalars(select(Attempt)).one().started_at = started
    db.session.commit()


def open_near_the_end(page: Page, address: str) -> None:
    """Open a page of the attempt with a minute left on a clock that can be moved."""
    page.clock.install()
    end_in(LAST_SECONDS)
    page.goto(address)


def let_time_run_out(page: Page) -> None:
    """The end has come: for the server, and for a page that was opened near it."""
    end_in(0)
    page.clock.fast_forward(LAST_SECONDS * 1000)


def stored(column: Any, **where: object) -> list[Any]:
    """What the database has in a column."""
    db.session.rollback()
    return list(db.session.scalars(select(column).filter_by(**where)))


def words_handed_in() -> list[Any]:
    """The answer to the last question as it was handed in; nothing before that."""
    return stored(Answer.answer, position=WORDS)


def wait_until_kept(page: Page) -> None:
    """Wait until the phone keeps an answer."""
    page.wait_for_function("() => Object.keys(localStorage).some((k) => k.startsWith('quiz:'))")


def hand_in(page: Page, attempt: str) -> None:
    """Press the button on the last page."""
    page.goto(f"{attempt}/check")
    page.get_by_role("button", name="Kumpulkan sekarang", exact=True).click()
    page.wait_for_url(f"{attempt}/result")


def hand_in_without_a_line(page: Page) -> str:
    """Try to go on, hand in without a connection, and return the receipt code."""
    page.get_by_role("button", name="Simpan dan periksa").click()
    page.get_by_text("Kumpulkan tanpa sambungan").click()
    page.get_by_role("button", name="Kumpulkan dengan kode tanda terima").click()
    return page.locator("[data-code]").inner_text()
