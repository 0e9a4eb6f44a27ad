"""A trainer walks the room with her phone and signs off what she sees."""

import re

import pytest
from playwright.sync_api import expect

from lms.database import db
from lms.signoffs.queries import signoffs_in
from tests.browser import follow, sign_in
from tests.factories import PASSWORD, a_person, a_staff_member, an_enrolment

pytestmark = [pytest.mark.browser, pytest.mark.server]

TASK = "tabel-anggota"
STYLED = """() => document.readyState !== "loading"
    && [...document.querySelectorAll("link[rel=stylesheet]")].every((link) => link.sheet)"""
PLACE = "element => element.getBoundingClientRect().y + scrollY"
NAMES = ("I Made Contoh", "I Wayan Contoh", "Ni Luh Contoh")


def row(page, name):
    return page.get_by_role("group", name=f"Kemampuan {name}")


def tap(page, name, word):
    row(page, name).get_by_role("radio", name=word, exact=True).click()


def saved(page):
    expect(page.locator("[data-state]")).to_have_text(re.compile(r"^Tersimpan \d\d\.\d\d$"))


def test_no_row_moves_when_the_script_arrives(server, workshop, page):
    an_enrolment(workshop, a_person("Ni Luh Contoh"))
    trainer = a_staff_member(workshop)
    db.session.commit()
    sign_in(page, server.address, trainer.email, PASSWORD)
    waiting = []
    page.route("**/live/register*.js", lambda route: waiting.append(route))
    with page.expect_request("**/live/register*.js"):
        page.goto(
            f"{server.address}/w/{workshop.slug}/practical-skills/{TASK}", wait_until="commit"
        )
    page.wait_for_function(STYLED)
    before = row(page, "Ni Luh Contoh").evaluate(PLACE)

    for route in waiting:
        route.continue_()

    expect(page.get_by_label("Cari peserta")).to_be_visible()
    assert row(page, "Ni Luh Contoh").evaluate(PLACE) == before


def test_a_trainer_walks_the_room_on_a_phone(server, workshop, page):
    places = {name: an_enrolment(workshop, a_person(name)).id for name in NAMES}
    trainer = a_staff_member(workshop)
    db.session.commit()
    sign_in(page, server.address, trainer.email, PASSWORD)
    page.goto(f"{server.address}/w/{workshop.slug}/practical-skills")
    follow(page.get_by_role("link", name="Membuat tabel anggota"))

    # One tap is saved where it is made, and moves nothing.
    before = row(page, "Ni Luh Contoh").evaluate(PLACE)
    tap(page, "I Wayan Contoh", "Perlu bantuan")
    saved(page)
    assert row(page, "Ni Luh Contoh").evaluate(PLACE) == before

    # All others of the row at once, taken back, and made again.
    page.get_by_role("button", name="Sisanya mampu (2)").click()
    expect(page.get_by_text("Semua peserta sudah dilihat.")).to_be_visible()
    page.get_by_role("button", name="Urungkan").click()
    expect(page.get_by_role("button", name="Sisanya mampu (2)")).to_be_visible()
    saved(page)
    page.get_by_role("button", name="Sisanya mampu (2)").click()
    saved(page)

    # What is tapped without a line is kept, and sent when it is back.
    page.context.set_offline(True)
    tap(page, "I Made Contoh", "Belum")
    expect(page.locator("[data-state]")).to_contain_text("Tanpa sambungan")
    page.context.set_offline(False)
    saved(page)

    # Her page says who saw what and when.
    follow(page.get_by_role("link", name="I Wayan Contoh"))
    expect(page.get_by_role("heading", level=1)).to_have_text("I Wayan Contoh")
    page.locator(f"#task-{TASK} summary").click()
    expect(page.locator(f"#task-{TASK} details li")).to_contain_text(f"{trainer.name}")

    db.session.rollback()
    found = {key: skills[TASK][-1].verdict.value for key, skills in signoffs_in(workshop).items()}
    assert found == dict(
        zip((places[name] for name in NAMES), ("not_yet", "needs_help", "able"), strict=True)
    )
