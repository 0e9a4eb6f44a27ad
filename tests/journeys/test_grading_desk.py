"""The grading desk in a real browser: by keys, without JavaScript, by two trainers at once."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from lms.database import db
from lms.grading.service import save_snippet
from lms.people.models import Person
from lms.quizzes.attempts.models import Answer
from tests.browser import DESKTOP, PHONE, follow, sign_in
from tests.constants import NOW
from tests.factories import PASSWORD, a_staff_member, a_workshop, an_enrolment
from tests.quizzes.factories import an_essay

pytestmark = [pytest.mark.browser, pytest.mark.server]

TEXTS = ("Saya hitung ulang.", "Saya lapor ketua.", "Saya cari bukti.")
KEPT = "Tambahkan ukuran dan tanggalnya."


@pytest.fixture
def workshop(app, at):
    workshop = a_workshop()
    for text in TEXTS:
        an_essay(an_enrolment(workshop), text)
    return workshop


@pytest.fixture
def desk(server, workshop, open_page):
    """Open the desk at the first answer that waits, as one more trainer of the workshop."""

    def opened(size=DESKTOP, **options):
        db.session.rollback()  # the server has written since
        trainer = a_staff_member(workshop)
        save_snippet(trainer, KEPT, NOW)
        db.session.commit()
        page = open_page(size, **options)
        sign_in(page, server.address, trainer.email, PASSWORD)
        page.goto(f"{server.address}/w/{workshop.slug}/grading")
        follow(page.locator("main").get_by_role("link", name="Selisih kas"))
        if options.get("java_script_enabled", True):
            expect(page.get_by_text("Tombol pintas", exact=True)).to_be_visible()
        return page

    return opened


def grades():
    """What each text was given, and with which comment."""
    db.session.rollback()
    return {answer.answer: (answer.credit, answer.comment) for answer in db.session.query(Answer)}


def shown(page):
    """The text of the answer at the desk."""
    return next(text for text in TEXTS if page.get_by_text(text, exact=True).count())


def mark_page(page):
    """Leave a mark that is gone once the browser loads a page."""
    page.evaluate("window.stillTheSame = true")


def is_marked(page):
    return page.evaluate("window.stillTheSame === true")


def test_a_pile_is_graded_by_keys_without_loading_a_page(desk):
    page = desk()
    mark_page(page)
    first = shown(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Jawaban 1 dari 3")

    expect(page.locator("label", has_text="45").locator("kbd")).to_have_text("3")
    for key in ("4", "2", "a"):
        page.keyboard.press(key)
    expect(page.get_by_text("Jumlah 80 dari 100")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Jawaban 2 dari 3")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    expect(page.get_by_text("1 dari 3", exact=True)).to_be_visible()

    page.keyboard.press("3")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("1")
    second = shown(page)
    page.keyboard.press("k")
    page.keyboard.type("Bagus n p 4")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Jawaban 3 dari 3")

    assert is_marked(page)
    given = grades()
    assert given[first] == (pytest.approx(0.8), KEPT)
    assert given[second] == (pytest.approx(0.7), "Bagus n p 4")


def test_the_last_answer_leads_back_to_the_queue(desk):
    page = desk()

    for number in (1, 2, 3):
        expect(page.get_by_role("heading", level=1)).to_have_text(f"Jawaban {number} dari 3")
        for key in ("4", "4", "Enter"):
            page.keyboard.press(key)

    expect(page.get_by_text("Semua jawaban").first).to_be_visible()
    expect(page.get_by_text("3 dari 3 dinilai")).to_be_visible()
    assert page.url.endswith("/grading")


def test_what_is_missing_is_said_and_nothing_typed_is_lost(desk):
    page = desk()
    mark_page(page)

    page.keyboard.press("4")
    page.fill("[name=comment]", "Jelas.")
    page.get_by_role("button", name="Simpan dan berikutnya").click()

    expect(page.get_by_text("Pilih poinnya.")).to_be_visible()
    expect(page.locator("[name=comment]")).to_have_value("Jelas.")
    expect(page.locator("[name=level-1][value='60']")).to_be_checked()
    assert is_marked(page)


def test_without_a_connection_a_grade_waits_on_the_page_and_is_sent_with_one_more_press(desk):
    page = desk()
    mark_page(page)
    text = shown(page)
    page.fill("[name=comment]", "Jelas.")
    page.locator("h1").click()

    page.context.set_offline(True)
    for key in ("4", "4", "Enter"):
        page.keyboard.press(key)
    expect(page.get_by_text("Belum terkirim")).to_be_visible()
    expect(page.locator("[name=comment]")).to_have_value("Jelas.")
    page.context.set_offline(False)
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Jawaban 2 dari 3")
    assert is_marked(page)
    assert grades()[text] == (1, "Jelas.")


def test_a_grade_typed_while_the_sign_in_ended_is_sent_after_signing_in_again(desk, server):
    page = desk()
    text = shown(page)
    email = db.session.scalars(select(Person.email).order_by(Person.id.desc())).first()
    page.fill("[name=comment]", "Jelas.")
    page.locator("h1").click()
    page.context.clear_cookies()

    for key in ("4", "4", "Enter"):
        page.keyboard.press(key)
    page.fill("[name=identity]", email)
    page.fill("[name=secret]", PASSWORD)
    page.get_by_role("button", name="Masuk").click()
    page.get_by_role("button", name="Kirim sekarang").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Jawaban 2 dari 3")
    assert grades()[text] == (1, "Jelas.")


def test_what_was_typed_for_a_skipped_answer_waits(desk):
    page = desk()
    page.keyboard.press("2")
    page.fill("[name=comment]", "Belum selesai.")

    page.get_by_role("link", name="Lewati").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Jawaban 2 dari 3")
    expect(page.locator("[name=comment]")).to_have_value("")
    page.keyboard.press("p")

    expect(page.get_by_role("heading", level=1)).to_have_text("Jawaban 1 dari 3")
    expect(page.locator("[name=comment]")).to_have_value("Belum selesai.")
    expect(page.locator("[name=level-1][value='30']")).to_be_checked()


def test_keys_can_be_switched_off(desk):
    page = desk()
    page.locator("[data-keys] summary").click()
    page.get_by_label("Gunakan tombol pintas").uncheck()

    page.locator("h1").click()
    page.keyboard.press("4")
    page.reload()
    page.keyboard.press("4")

    expect(page.locator("[name=level-1]:checked")).to_have_count(0)


def test_two_trainers_at_one_answer_never_overwrite_silently(desk):
    mine, theirs = desk(), desk(PHONE)
    text = shown(mine)
    assert shown(theirs) == text

    theirs.locator("label").filter(has=theirs.locator("[name=level-1][value='30']")).click()
    theirs.locator("label").filter(has=theirs.locator("[name=level-2][value='10']")).click()
    theirs.get_by_role("button", name="Simpan dan berikutnya").click()
    expect(theirs.get_by_role("heading", level=1)).to_have_text("Jawaban 2 dari 3")
    for key in ("4", "4", "Enter"):
        mine.keyboard.press(key)

    expect(mine.get_by_text("menilai jawaban ini").first).to_be_visible()
    expect(mine.locator("[name=level-1][value='60']")).to_be_checked()
    assert grades()[text][0] == pytest.approx(0.4)

    mine.keyboard.press("Enter")
    expect(mine.get_by_role("heading", level=1)).not_to_have_text("Jawaban 1 dari 3")
    assert grades()[text][0] == 1


def test_the_desk_works_without_javascript(desk):
    page = desk(PHONE, java_script_enabled=False)
    text = shown(page)

    page.locator("label").filter(has=page.locator("[name=level-1][value='45']")).click()
    page.fill("[name=points-2]", "33")
    page.get_by_role("button", name=KEPT).click()
    expect(page.locator("[name=comment]")).to_have_value(KEPT)
    page.get_by_role("button", name="Simpan dan berikutnya").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Jawaban 2 dari 3")
    assert grades()[text] == (pytest.approx(0.78), KEPT)


def test_what_was_given_in_a_workshop_closed_meanwhile_is_told_as_it_was_read(desk, workshop):
    page = desk()
    db.session.rollback()  # the server has written since
    workshop.closed_at = NOW
    db.session.commit()
    for key in ("4", "2", "k"):
        page.keyboard.press(key)
    page.keyboard.type("Tulis ukurannya.")
    page.keyboard.press("Control+Enter")

    expect(page.get_by_text("tidak ada yang berubah")).to_be_visible()
    told = page.get_by_label("tidak tersimpan").input_value()
    assert told.splitlines() == [
        "tepat paling banyak 60: 60",
        "rinci paling banyak 40: 20",
        "Komentar untuk peserta: Tulis ukurannya.",
    ]
    page.get_by_role("link", name="Ke halaman hari ini").click()
    assert page.evaluate("sessionStorage.getItem('typed')") is None
