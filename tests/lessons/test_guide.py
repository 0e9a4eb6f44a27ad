"""The trainer's guide to a day: what lessons say to trainers, on a page and on paper."""

import pytest

from tests.factories import a_staff_member, a_workshop, an_enrolment


@pytest.fixture
def guide(app, at):
    workshop = a_workshop()
    return workshop, f"/w/{workshop.slug}/days/1/guide"


def test_trainers_read_and_print_it(browser, guide):
    workshop, address = guide
    browser.sign_in(a_staff_member(workshop))

    page = browser.get(address)
    assert page.status_code == 200
    assert "<h1>Panduan pelatih hari 1</h1>" in page.text
    assert "08.00–08.30" in page.text
    assert "Registrasi dan daftar hadir pagi" in page.text
    pdf = browser.get(f"{address}.pdf")
    assert pdf.data.startswith(b"%PDF")
    assert address in browser.get(f"/w/{workshop.slug}/days/1").text


def test_participants_do_not(browser, guide):
    workshop, address = guide
    browser.sign_in(an_enrolment(workshop).person)

    assert browser.get(address).status_code == 403
    assert browser.get(f"{address}.pdf").status_code == 403
    assert address not in browser.get(f"/w/{workshop.slug}/days/1").text
