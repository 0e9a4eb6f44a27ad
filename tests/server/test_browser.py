"""Signing in with a real browser at the real server, with and without JavaScript."""

import pytest

from tests.browser import PHONE, sign_in_by_form
from tests.factories import PASSWORD, PIN, a_colleague, a_person

pytestmark = [pytest.mark.browser, pytest.mark.server]


def test_a_participant_signs_in_on_her_phone(page, server):
    a_person("Sukerti", participant_code="K4MP7TXQ")

    sign_in_by_form(page, server.address, "K4MP7TXQ", PIN)

    assert page.url == f"{server.address}/"
    assert "Sukerti" in page.inner_text("header.top")


def test_a_trainer_signs_in_on_her_laptop(desktop, server):
    a_colleague("Pelatih Contoh", email="pelatih@example.org")

    sign_in_by_form(desktop, server.address, "pelatih@example.org", PASSWORD)

    assert desktop.url == f"{server.address}/"


def test_signing_in_needs_no_javascript(open_page, server):
    a_person("Sukerti", participant_code="K4MP7TXQ")
    page = open_page(PHONE, java_script_enabled=False)

    sign_in_by_form(page, server.address, "K4MP7TXQ", PIN)

    assert page.url == f"{server.address}/"
