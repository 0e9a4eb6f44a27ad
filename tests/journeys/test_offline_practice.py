"""Practice on a phone without a line: from start to end, switched off in between, sent once."""

import re
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from lms.database import db
from lms.practice.models import ExerciseTry, PracticeSitting
from lms.practice.rules import seed_of
from tests.browser import PHONE, sign_in
from tests.factories import PIN, a_person, a_workshop, an_enrolment

pytestmark = [pytest.mark.browser, pytest.mark.server]

KEPT = """async () => (await (await caches.open('practice')).keys())
    .some(({url}) => url.endsWith('/practice-page'))"""
AGED = """async () => {
    const kept = await caches.open('practice');
    const [pack] = (await kept.keys()).filter(({url}) => url.endsWith('/pack'));
    const made = Date.now() - 15 * 24 * 3600 * 1000;
    const old = {...(await (await kept.match(pack)).json()), made};
    await kept.put(pack, new Response(JSON.stringify(old)));
}"""
PACKS = """async () => (await (await caches.open('practice')).keys())
    .filter(({url}) => url.endsWith('/pack')).length"""
LESSONS = """async () => (await (await caches.open('practice')).keys())
    .filter(({url}) => url.includes('/lessons/')).length === 3"""
CONTROLLED = "() => navigator.serviceWorker.controller !== null"


@pytest.fixture
def two_people(app):
    """Two participants of a workshop that was over long ago, in its practice period."""
    # The server's clock is the real one: days long past, a practice period that outlasts us.
    workshop = a_workshop(first_day=date(2020, 1, 6), practice_days=36_500)
    both = [an_enrolment(workshop, a_person(participant_code=f"HADIR00{n}")) for n in (1, 2)]
    for enrolment in both:
        db.session.add_all(tried(enrolment, exercise) for exercise in ("h1-p1", "h1-t1"))
    db.session.commit()
    return both


def tried(enrolment, exercise_id):
    """A try of long ago, so that the skill is no new one."""
    return ExerciseTry(
        enrolment_id=enrolment.id,
        exercise_id=exercise_id,
        number=1,
        revision_id=enrolment.workshop.revision_id,
        seed=seed_of(enrolment.id, exercise_id, 1),
        answer="",
        credit=Fraction(0),
        answered_at=datetime(2020, 1, 7, tzinfo=UTC),
    )


@pytest.fixture
def phone(server, two_people, open_page):
    """A phone on which the first of them has signed in, and which keeps her practice."""
    page = open_page(PHONE)
    keep(page, server, two_people[0])
    return page


def page_of(server, enrolment):
    return f"{server.address}/w/{enrolment.workshop.slug}/practice/offline"


def keep(page, server, enrolment):
    sign_in(page, server.address, enrolment.person.participant_code, PIN)
    page.goto(page_of(server, enrolment))
    expect(page.get_by_role("button", name="Mulai")).to_be_visible()
    page.wait_for_function(KEPT)
    page.wait_for_function(CONTROLLED)


def stored():
    db.session.rollback()
    kept = select(ExerciseTry).where(ExerciseTry.received_at.is_not(None))
    return list(db.session.scalars(kept.order_by(ExerciseTry.id)))


def asked(page):
    """The question that stands on the page, as the phone keeps it."""
    name = "Object.keys(localStorage).find((key) => key.startsWith('practice:'))"
    return page.evaluate(f"JSON.parse(localStorage.getItem({name})).open")


def answer(page, right=True):
    judge = asked(page)["drawn"]["judge"]
    if judge["kind"] == "numeric":
        page.fill("[name=answer]", judge["key"] if right else "1")
    else:
        keys = [key for key, _text, is_right, *_say in judge["options"] if bool(is_right) is right]
        page.locator(f"[value='{keys[0]}']").check()
    page.get_by_role("button", name="Periksa").click()


def test_a_sitting_without_a_line_is_on_the_server_once(phone, server, two_people):
    context = phone.context
    phone.goto(server.address)
    context.set_offline(True)
    phone.get_by_role("button", name="Berlatih sekarang").click()
    expect(phone.get_by_text("Tidak ada sambungan saat ini")).to_be_visible()
    phone.get_by_role("button", name="Mulai").click()
    for _ in range(2):
        answer(phone)
        expect(phone.get_by_role("heading", name="Benar")).to_be_visible()
        phone.get_by_role("button", name="Soal berikutnya").click()
    phone.close()

    again = context.new_page()
    again.goto(server.address)
    expect(again.get_by_text("Soal 3 dari 5")).to_be_visible()
    for name in ("Soal berikutnya", "Soal berikutnya", "Selesai"):
        answer(again)
        again.get_by_role("button", name=name).click()
    expect(again.get_by_role("heading", name="Cukup untuk hari ini")).to_be_visible()
    expect(again.get_by_text("5 hasil menunggu")).to_be_visible()
    assert stored() == []
    context.set_offline(False)

    expect(again.get_by_text("Semua hasil Anda sudah terkirim")).to_be_visible()
    tries = stored()
    assert [each.credit for each in tries] == [1] * 5
    assert [each.place for each in tries] == [1, 2, 3, 4, 5]
    assert len({each.client_key for each in tries}) == 5
    again.goto(page_of(server, two_people[0]))
    expect(again.get_by_text("Semua hasil Anda sudah terkirim")).to_be_visible()
    assert len(stored()) == 5
    assert len(db.session.scalars(select(PracticeSitting)).all()) == 1


def test_a_wrong_answer_opens_a_hint_and_the_same_numbers_may_be_answered_again(phone):
    phone.wait_for_function(LESSONS)
    phone.context.set_offline(True)
    phone.get_by_role("button", name="Mulai").click()
    while asked(phone)["exercise"] != "h1-p1":
        answer(phone)
        phone.get_by_role("button", name="Soal berikutnya").click()
    key = asked(phone)["drawn"]["key"]

    phone.fill("[name=answer]", "seribu")
    phone.get_by_role("button", name="Periksa").click()
    expect(phone.locator("#answer-problem")).to_be_focused()
    answer(phone, right=False)
    expect(phone.get_by_text("Kalikan jumlah anggota dengan simpanan.")).to_be_visible()
    assert key not in phone.locator("main").inner_text()
    phone.get_by_role("button", name="Lihat pembahasan").click()
    expect(phone.get_by_text("Jawaban yang benar")).to_be_visible()
    expect(phone.get_by_role("link", name="Baca bagian ini")).to_have_attribute(
        "href", re.compile("/lessons/h1-l1#section-koperasi$")
    )
    phone.get_by_role("button", name="Coba soal serupa").click()
    assert asked(phone)["drawn"]["key"] != key
    answer(phone)
    expect(phone.get_by_role("heading", name="Benar")).to_be_visible()
    phone.context.set_offline(False)
    phone.get_by_role("button", name="Soal berikutnya").click()

    expect(phone.get_by_text("Semua hasil Anda sudah terkirim")).to_be_visible()
    failed, twin = stored()[-2:]
    assert (failed.credit, failed.exercise_id) == (0, twin.exercise_id)
    assert failed.solution_at is not None
    assert (twin.credit, twin.sitting_id, twin.number) == (1, None, failed.number + 1)


def test_who_was_signed_out_meanwhile_is_asked_to_sign_in_and_loses_nothing(
    phone, server, two_people
):
    phone.context.set_offline(True)
    phone.get_by_role("button", name="Mulai").click()
    answer(phone)
    phone.context.clear_cookies()
    phone.get_by_role("button", name="Soal berikutnya").click()
    phone.context.set_offline(False)

    phone.get_by_role("link", name="Masuk supaya hasil Anda terkirim").click()
    keep(phone, server, two_people[0])
    expect(phone.get_by_text("Semua hasil Anda sudah terkirim")).to_be_visible()
    assert [each.credit for each in stored()] == [1]


def test_lessons_open_without_a_line(phone, server, two_people):
    phone.wait_for_function(LESSONS)
    phone.context.set_offline(True)
    phone.reload()

    phone.get_by_text("Pelajaran yang dapat dibaca tanpa sambungan").click()
    phone.get_by_role("link", name="Pelajaran satu").click()

    expect(phone.get_by_role("heading", level=1, name="Pelajaran satu")).to_be_visible()


def test_a_pack_that_met_no_server_for_two_weeks_is_thrown_away(phone):
    phone.context.set_offline(True)
    phone.evaluate(AGED)

    phone.reload()

    expect(phone.get_by_text("Belum ada latihan di HP ini")).to_be_visible()
    assert phone.evaluate(PACKS) == 0


def test_two_people_on_one_phone_see_nothing_of_each_other(phone, server, two_people):
    first, second = two_people
    phone.context.set_offline(True)
    phone.get_by_role("button", name="Mulai").click()
    answer(phone)
    expect(phone.get_by_text("1 hasil menunggu")).to_be_visible()
    phone.context.set_offline(False)
    phone.context.route("**/practice/deliver", lambda route: route.abort())
    phone.goto(f"{server.address}/profile")
    phone.locator(".account summary").click()
    phone.get_by_role("button", name="Keluar").click()
    phone.wait_for_url("**/sign-in")
    phone.wait_for_function("async () => !(await caches.has('practice'))")

    phone.context.unroute("**/practice/deliver")
    keep(phone, server, second)
    expect(phone.get_by_text("Semua hasil Anda sudah terkirim")).to_be_visible()
    phone.context.set_offline(True)
    phone.reload()
    assert phone.locator("[data-practice]").get_attribute("data-owner") == str(second.id)
    expect(phone.get_by_role("button", name="Mulai")).to_be_visible()
    assert stored() == []
    phone.context.set_offline(False)

    phone.locator(".account summary").click()
    phone.get_by_role("button", name="Keluar").click()
    phone.wait_for_url("**/sign-in")
    keep(phone, server, first)
    expect(phone.get_by_text("Semua hasil Anda sudah terkirim")).to_be_visible()
    assert [each.enrolment_id for each in stored()] == [first.id]
