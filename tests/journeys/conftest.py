"""Somebody who sits a quiz in a real browser: the timed one of the tests' course, or another."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page

from lms.database import db
from lms.publishing.models import CourseRevision
from tests.browser import PHONE, OpenPage, sign_in
from tests.factories import PIN, a_person, a_revision, a_workshop, an_enrolment
from tests.journeys.attempts import WORDS
from tests.server.production import ProductionServer

Begin = Callable[..., tuple[Page, str]]


@pytest.fixture
def begin(server: ProductionServer, open_page: OpenPage) -> Begin:
    """Let somebody begin a quiz; return her page at a position, the last one, and the attempt."""

    def begin(
        revision: CourseRevision | None = None,
        quiz_id: str = "kuis-1",
        position: int = WORDS,
        **options: object,
    ) -> tuple[Page, str]:
        # The server's clock is the real one: days long past, a practice period that outlasts us.
        workshop = a_workshop(
            revision=revision or a_revision(), first_day=date(2020, 1, 6), practice_days=36_500
        )
        an_enrolment(workshop, a_person(participant_code="HADIR001"))
        db.session.commit()
        page = open_page(PHONE, **options)
        sign_in(page, server.address, "HADIR001", PIN)
        page.goto(f"{server.address}/w/{workshop.slug}/quizzes/{quiz_id}")
        page.get_by_role("button", name="Mulai", exact=True).click()
        page.wait_for_url(re.compile(r"/attempts/\d+/1$"))
        attempt = page.url.rsplit("/", 1)[0]
        if position > 1:
            page.goto(f"{attempt}/{position}")
        return page, attempt

    return begin
