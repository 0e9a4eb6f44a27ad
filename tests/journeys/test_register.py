"""The register in real browsers: a phone without a line, a laptop beside it, no script at all."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect
from sqlalchemy import select
from time_machine import escape_hatch

from lms.attendance.models import Attendance
from lms.database import db
from lms.workshops.models import StaffRole
from tests.browser import DESKTOP, PHONE, follow, sign_in
from tests.factories import (
    PASSWORD,
    PIN,
    a_colleague,
    a_meeting,
    a_person,
    a_staff_member,
    a_workshop,
    an_enrolment,
)

pytestmark = [pytest.mark.browser, pytest.mark.server]

BEGUN = datetime(2020, 1, 6, tzinfo=UTC)
HALL = 35
A_WHILE = 15_000  # milliseconds: longer than a page waits until it looks for what is new
NAMES = ("I Made Contoh", "I Wayan Contoh", "Ni Luh Contoh")


@pytest.fixture
def hall(app):
    """A workshop with a meeting that goes on by any clock, and its three people."""
    workshop = a_workshop(first_day=None)
    meeting = a_meeting(workshop, starts_at=BEGUN, ends_at=BEGUN + timedelta(days=36_500))
    for number, name in enumerate(NAMES):
        an_enrolment(workshop, a_person(name, participant_code=f"HADIR00{number + 2}"))
    db.session.commit()
    return workshop, meeting


@pytest.fixture
def opened(server, hall, open_page):
    """Open the register as one more member of the staff."""
    workshop, meeting = hall

    def open_register(size=PHONE, role=StaffRole.ASSISTANT, **options):
        db.session.rollback()  # the server has written since
        person = a_staff_member(workshop, role)
        db.session.commit()
        page = open_page(size, **options)
        sign_in(page, server.address, person.email, PASSWORD)
        page.goto(f"{server.address}/w/{workshop.slug}/attendance/{meeting.id}")
        return page

    return open_register


def a_full_hall(hall):
    workshop, _meeting = hall
    for number in range(HALL - len(NAMES)):
        an_enrolment(workshop, a_person(f"Peserta {number:02}"))
    db.session.commit()


def stored():
    db.session.rollback()
    return sorted(each.value for each in db.session.scalars(select(Attendance.presence)))


def tap(page, name, word):
    page.get_by_role("group", name=f"Kehadiran {name}").get_by_role(
        "radio", name=word, exact=True
    ).click()


def saved(page):
    expect(page.locator("[data-state]")).to_have_text(re.compile(r"^Tersimpan \d\d\.\d\d$"))


def test_all_present_is_one_tap_an_exception_another_and_undo_takes_it_back(opened):
    page = opened()

    page.get_by_role("button", name="Semua hadir").click()
    tap(page, NAMES[1], "Sakit")
    saved(page)
    assert stored() == ["present", "present", "sick"]

    page.get_by_role("button", name="Urungkan").click()
    saved(page)
    expect(page.locator("[data-count=present]")).to_have_text("3")
    assert stored() == ["present"] * 3


def test_without_a_line_marks_wait_on_the_phone_and_are_sent_later_even_from_a_new_page(opened):
    page = opened()
    address, context = page.url, page.context
    context.set_offline(True)
    page.get_by_role("button", name="Semua hadir").click()
    tap(page, NAMES[0], "Terlambat")
    expect(page.locator("[data-state]")).to_contain_text("4 catatan tersimpan di HP ini")
    expect(page.get_by_text("Menunggu dikirim").first).to_be_visible()
    page.close()  # what it sends as it goes may pass: only the page itself is cut off
    context.set_offline(False)

    again = context.new_page()
    again.goto(address)

    saved(again)
    assert stored() == ["late", "present", "present"]


def test_the_register_opens_again_without_a_line_and_keeps_what_is_tapped(opened):
    page = opened()
    tap(page, NAMES[1], "Sakit")
    saved(page)
    page.wait_for_function("async () => (await (await caches.open('register')).keys()).length > 3")
    page.context.set_offline(True)

    page.reload()
    expect(page.locator("[data-count=sick]")).to_have_text("1")
    expect(page.get_by_text("Tanpa sambungan")).to_be_visible()
    page.get_by_role("button", name="Sisanya hadir (2)").click()
    expect(page.locator("[data-state]")).to_contain_text("2 catatan tersimpan di HP ini")
    page.context.set_offline(False)

    saved(page)
    assert stored() == ["present", "present", "sick"]


def test_signing_out_leaves_no_register_on_the_phone(opened):
    page = opened()
    page.wait_for_function("async () => caches.has('register')")

    page.locator(".account summary").click()
    page.get_by_role("button", name="Keluar").click()

    page.wait_for_url("**/sign-in")
    page.wait_for_function("async () => !(await caches.has('register'))")


def test_marks_that_wait_are_sent_from_whatever_page_is_opened_next(server, opened):
    page = opened()
    context = page.context
    context.set_offline(True)
    page.get_by_role("button", name="Semua hadir").click()
    expect(page.locator("[data-state]")).to_contain_text("3 catatan tersimpan di HP ini")
    page.close()
    context.set_offline(False)

    again = context.new_page()
    again.goto(f"{server.address}/profile")

    told = again.get_by_text("3 catatan kehadiran yang tersimpan di HP ini sudah terkirim.")
    expect(told).to_be_visible()
    assert stored() == ["present"] * 3
    again.reload()
    expect(told).to_have_count(0)


def test_what_the_laptop_records_meanwhile_is_not_lost_and_both_values_are_shown(opened):
    phone, laptop = opened(), opened(DESKTOP, StaffRole.TRAINER)
    phone.context.set_offline(True)
    tap(phone, NAMES[0], "Sakit")
    tap(phone, NAMES[1], "Hadir")
    tap(laptop, NAMES[0], "Terlambat")
    saved(laptop)

    phone.context.set_offline(False)

    expect(phone.locator("[data-clash]:visible")).to_contain_text(
        re.compile("Anda memilih Sakit.*Terlambat")
    )
    expect(laptop.locator("[data-count=present]")).to_have_text("1")
    assert stored() == ["late", "present"]


def test_a_hall_of_35_takes_one_tap_each_and_nothing_moves_under_the_finger(hall, opened):
    a_full_hall(hall)
    page = opened()
    present = page.get_by_role("radio", name="Hadir", exact=True)
    expect(present).to_have_count(HALL)
    place_of_last = present.last.evaluate("element => element.getBoundingClientRect().y + scrollY")

    for tap_no in range(HALL):
        present.nth(tap_no).click()

    saved(page)
    assert stored() == ["present"] * HALL
    expect(page.get_by_text("Semua sudah dicatat.")).to_be_visible()
    expect(page.get_by_text("Menunggu dikirim")).to_have_count(0)
    assert place_of_last == present.last.evaluate(
        "element => element.getBoundingClientRect().y + scrollY"
    )


def test_a_count_shows_its_people_and_who_is_tapped_stays_until_it_is_pressed_again(opened):
    page = opened()
    tap(page, NAMES[0], "Hadir")
    people = page.locator("#register li:visible")

    page.get_by_role("button", name="2 Belum").click()
    expect(people).to_have_count(2)
    tap(page, NAMES[1], "Sakit")
    expect(people).to_have_count(2)
    page.get_by_role("button", name="1 Sakit").click()

    expect(people).to_have_text(re.compile(NAMES[1]))
    page.get_by_role("button", name="1 Sakit").click()
    expect(people).to_have_count(3)


@pytest.mark.parametrize("script", [True, False])
def test_who_did_not_come_is_absent_with_one_tap_for_all_of_them(opened, script):
    page = opened(java_script_enabled=script)
    tap(page, NAMES[1], "Hadir")
    if not script:
        follow(page.get_by_role("button", name="Simpan kehadiran"))

    page.get_by_role("button", name="Sisanya alpa (2)").click()
    expect(page.get_by_text("Semua sudah dicatat.")).to_be_visible()
    if script:
        saved(page)

    assert stored() == ["absent", "absent", "present"]


def test_a_register_opened_early_opens_by_itself_when_the_meeting_begins(server, hall, opened):
    _workshop, meeting = hall
    now = escape_hatch.datetime.datetime.now(UTC)
    meeting.starts_at = now + timedelta(minutes=10)
    meeting.ends_at = now + timedelta(hours=3)
    db.session.commit()
    page = opened()
    page.clock.install()
    page.reload()
    expect(page.get_by_text("Halaman ini terbuka sendiri")).to_be_visible()

    db.session.rollback()  # the server has written since
    meeting.starts_at = now - timedelta(minutes=1)
    db.session.commit()
    page.clock.fast_forward(A_WHILE)

    expect(page.get_by_role("button", name="Semua hadir")).to_be_visible()


def test_a_search_from_far_down_leaves_who_fits_in_sight_and_taps_still_count(hall, opened):
    a_full_hall(hall)
    page = opened()
    page.locator("#register li").last.scroll_into_view_if_needed()

    page.get_by_label("Cari peserta").fill("luh con")

    expect(page.locator("#register li:visible")).to_have_count(1)
    expect(page.get_by_label("Cari peserta")).to_be_in_viewport(ratio=1)
    expect(page.locator("#register li:visible")).to_be_in_viewport(ratio=1)
    tap(page, NAMES[2], "Izin")
    saved(page)
    assert stored() == ["excused"]


def test_the_whole_register_works_without_a_script(opened):
    page = opened(java_script_enabled=False)
    tap(page, NAMES[0], "Sakit")

    follow(page.get_by_role("button", name="Semua hadir"))
    assert stored() == ["present", "present", "sick"]
    follow(page.get_by_role("button", name="Urungkan"))

    assert stored() == []


def test_who_types_the_code_and_signs_in_is_recorded_without_another_tap(server, opened, open_page):
    screen = opened(DESKTOP, StaffRole.TRAINER)
    screen.clock.install()
    follow(screen.get_by_role("link", name="Kode"))
    page = open_page(PHONE)
    page.goto(f"{server.address}/hadir")

    page.get_by_label("Kode di layar").fill(screen.locator(".digits").inner_text()[-7:])
    page.get_by_role("button", name="Catat kehadiran saya").click()
    page.fill("[name=identity]", "HADIR002")
    page.fill("[name=secret]", PIN)
    page.get_by_role("button", name="Masuk").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("Anda tercatat terlambat")
    screen.clock.fast_forward(A_WHILE)
    expect(screen.locator(".screen-count b")).to_have_text("1")
    assert stored() == ["late"]


CAMERA = """() => {
  window.BarcodeDetector = class {
    static async getSupportedFormats() { return ["qr_code"]; }
    async detect() { return window.held ? [{ rawValue: window.held }] : []; }
  };
  const film = document.createElement("canvas");
  navigator.mediaDevices.getUserMedia = async () => film.captureStream();
}"""


def test_cards_are_scanned_on_the_register_itself(hall, opened):
    an_enrolment(hall[0], a_colleague("Peserta Tanpa Kartu"))  # signs in by email
    db.session.commit()
    page = opened()
    page.add_init_script(f"({CAMERA})()")
    page.reload()
    page.get_by_role("button", name="Pindai kartu").click()

    page.evaluate("window.held = 'https://lms.example/kartu#HADIR003.ABCDEFGH'")
    expect(page.get_by_role("status").filter(has_text=f"{NAMES[1]}: hadir")).to_be_visible()
    page.evaluate("window.held = 'https://elsewhere.example/'")
    expect(page.get_by_role("status").filter(has_text="bukan kartu")).to_be_visible()
    page.get_by_role("button", name="Selesai").click()

    saved(page)
    assert stored() == ["present"]
