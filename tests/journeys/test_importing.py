"""Importing a list on a phone: the page that waits for it asks how far it is."""

import re

import pytest

from lms.database import db
from tests.browser import PHONE, sign_in
from tests.factories import PASSWORD, a_workshop, an_organiser

pytestmark = [pytest.mark.browser, pytest.mark.server]

LIST = {"name": "peserta.csv", "mimeType": "text/csv", "buffer": b"nama\nSukerti\nKadek\nKunang\n"}


def test_the_page_that_waits_for_an_import_asks_how_many_are_in(server, open_page):
    workshop = a_workshop()
    organiser = an_organiser(workshop.program)
    db.session.commit()
    page, held = open_page(PHONE), []
    sign_in(page, server.address, organiser.email, PASSWORD)
    page.goto(f"{server.address}/w/{workshop.slug}/people/import")
    page.set_input_files("input[type=file]", LIST)
    page.locator("form.form button[type=submit]").click()
    page.wait_for_url(re.compile(r"/people/import/."))

    # The import takes its time.
    page.route(re.compile(r"/people/import/[^/]{40,}$"), lambda route: held.append(route))
    with page.expect_response(re.compile("/people/import/progress")) as told:
        page.get_by_role("button", name="Impor 3 orang").click(no_wait_after=True)

    assert told.value.ok
    held[0].continue_()
    page.wait_for_url(re.compile("/people/cards$"))
