"""All kinds of questions on a phone of 360 px: with one thumb, by keyboard, without scripts."""

import re
import shutil
from fractions import Fraction

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from lms.database import db
from lms.questions import KINDS
from lms.quizzes.attempts.models import Answer
from tests.browser import PHONE
from tests.constants import COURSE
from tests.factories import a_revision
from tests.journeys.attempts import SHEET
from tests.pages import checks
from tests.uploads.factories import a_photo

pytestmark = [pytest.mark.browser, pytest.mark.server]

QUIZ = """\
id: kuis-1
kind: quiz
title: Semua bentuk soal
questions:
- id: q-1
  kind: single_choice
  ask: Mana yang benar?
  options: [{text: ini, right: true}, {text: itu}]
- id: q-2
  kind: multiple_answer
  ask: Mana saja?
  options: [{text: satu, right: true}, {text: dua}]
- {id: q-3, kind: true_false, ask: Benarkah?, answer: true}
- {id: q-4, kind: numeric, ask: Berapa?, answer: "600000 - 40000", unit: rp}
- id: q-5
  kind: matching
  ask: Pasangkan.
  options: [debit, kredit]
  items: [{text: Kas, match: debit}, {text: Simpanan Pokok, match: kredit}]
- {id: q-6, kind: ordering, ask: Urutkan., steps: [catat, hitung, lapor]}
- {id: q-7, kind: short_answer, ask: Apa namanya?, accepted: [OTP]}
- id: q-8
  kind: cloze
  ask: "Total [[1]] sama dengan total [[2]], yaitu [[3]]."
  blanks:
    - accepted: [debit]
    - {options: [debit, kredit], right: kredit}
    - {answer: "7000", unit: rp}
- id: q-9
  kind: journal_entry
  ask: Catat.
  debit: {Kas: "7000"}
  credit: {Simpanan Pokok: "7000"}
- {id: q-10, kind: essay, ask: Ceritakan., words: 3, rubric: [{criterion: Jelas, points: 10}]}
- {id: q-11, kind: file_upload, ask: Kirim foto., rubric: [{criterion: Tajam, points: 10}]}
"""
ACCOUNTS = """\
- {code: 1101, name: Kas, normal: debit}
- {code: 3101, name: Simpanan Pokok, normal: credit}
"""
TOTALS = {
    "1,25 juta": "Rp1.250.000",
    "1,25jt.": "Rp1.250.000",
    "4735 rb": "Rp4.735.000",
    "12,5 Ribu rupiah": "Rp12.500",
    "4,035,000": "Rp4.035.000",
    "1,250.00": "Rp1.250",
    "1.250.50": "Rp1.250,5",
    "IDR 50.000": "Rp50.000",
    "rp. 50.000,-": "Rp50.000",
    "50.000 rp": "Rp50.000",
    "1,500": "Rp1,5",
    "1 250 000": "Rp1.250.000",
    "-5": "Rp0",
    "satu": "Rp0",
}
"""What is typed into a journal, and how the page itself understands it."""
PHOTO = {"name": "foto.png", "mimeType": "image/png", "buffer": a_photo(800, 600, "PNG")}


@pytest.fixture
def begin_all(begin, tmp_path):
    """Let somebody begin a quiz of all kinds; return her page and the address of the attempt."""
    folder = tmp_path / "course"
    shutil.copytree(COURSE, folder)
    (folder / "day-1/quiz.yaml").write_text(QUIZ)
    (folder / "accounts.yaml").write_text(ACCOUNTS)
    return lambda **options: begin(a_revision(folder), position=1, **options)


def answer(page, kind):
    """Answer rightly by the names that a screen reader says."""
    if kind in ("single_choice", "multiple_answer", "true_false"):
        right = {"single_choice": "ini", "multiple_answer": "satu", "true_false": "Benar"}[kind]
        page.locator(".option", has_text=right).click()
    elif kind == "numeric":
        page.get_by_label("Jawaban Anda dalam rupiah").fill("Rp 560.000,00")
    elif kind == "matching":
        for item, option in (("Kas", "debit"), ("Simpanan Pokok", "kredit")):
            page.get_by_role("group", name=item, exact=True).get_by_text(option).click()
    elif kind == "ordering":
        for place, step in enumerate(("catat", "hitung", "lapor"), start=1):
            page.get_by_label(step, exact=True).select_option(str(place))
    elif kind == "short_answer":
        page.get_by_label("Jawaban Anda").fill(" o.t.p ")
    elif kind == "cloze":
        page.get_by_label("Isian 1 dari 3").fill("Debit")
        page.get_by_label("Isian 2 dari 3").select_option("kredit")
        page.get_by_label("Isian 3 dari 3").fill("7.000")
    elif kind == "journal_entry":
        write_line(page, 1, "1101 Kas", "Debit", "7.000")
        write_line(page, 2, "3101 Simpanan Pokok", "Kredit", "7000")
    elif kind == "essay":
        page.locator("textarea").fill("Cerita saya.")
    else:
        page.set_input_files("#answer", PHOTO)


def write_line(page, number, account, side, amount):
    line = page.get_by_role("group", name=f"Baris {number}", exact=True)
    line.get_by_label("Akun").select_option(label=account)
    line.get_by_label(side).fill(amount)


def earned():
    db.session.rollback()
    rows = db.session.scalars(select(Answer).order_by(Answer.position))
    return [row.credit for row in rows]


@pytest.mark.parametrize("scripts", [True, False])
def test_every_kind_is_answered_on_the_smallest_phone(begin_all, scripts):
    page, attempt = begin_all(java_script_enabled=scripts)

    for position, kind in enumerate(QUIZ_KINDS, start=1):
        page.goto(f"{attempt}/{position}")
        answer(page, kind)
        if scripts:
            found = list(checks.size_problems(checks.look_at(page)))
            assert [*found, *checks.sideways_problems(page)] == [], kind
        if kind == "file_upload":
            continue
        page.get_by_role("button", name=re.compile("^Simpan dan")).click()
        page.wait_for_url(lambda url, n=position: not url.endswith(f"/{n}"))
    if scripts:
        expect(page.locator(".files img")).to_be_visible()
    else:
        page.get_by_role("button", name=re.compile("^Simpan dan")).click()
    page.goto(f"{attempt}/check")
    page.get_by_role("button", name=re.compile("^Kumpulkan")).first.click()
    page.wait_for_url(re.compile("/result$"))

    assert earned() == [Fraction(1)] * 9 + [None, None]


def test_every_kind_is_answered_without_a_line(begin_all):
    page, attempt = begin_all()
    page.wait_for_function(SHEET)
    page.context.set_offline(True)

    for kind in QUIZ_KINDS[:-1]:
        answer(page, kind)
        found = list(checks.size_problems(checks.look_at(page)))
        assert [*found, *checks.sideways_problems(page)] == [], kind
        page.get_by_role("button", name="Simpan dan lanjut").click()
    expect(page.get_by_text("Berkas memerlukan sambungan")).to_be_visible()
    page.get_by_role("button", name="Simpan dan periksa").click()

    expect(page.get_by_text("Satu soal belum dijawab")).to_be_visible()
    expect(page.get_by_role("link", name=f"Soal {len(QUIZ_KINDS)}")).to_be_visible()
    assert list(checks.accessibility_problems(page, "light")) == []
    page.context.set_offline(False)
    page.get_by_role("button", name="Kumpulkan sekarang").click()
    page.wait_for_url(f"{attempt}/result")
    assert earned()[:-1] == [Fraction(1)] * 9 + [None]


QUIZ_KINDS = re.findall(r"kind: (\w+)", QUIZ)[1:]


def test_the_quiz_has_every_kind():
    assert set(QUIZ_KINDS) == set(KINDS)


def test_a_screen_reader_finds_its_way_in_every_kind(begin_all):
    page, attempt = begin_all(reduced_motion="reduce")
    for position, kind in enumerate(QUIZ_KINDS, start=1):
        page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
        page.goto(f"{attempt}/{position}")
        assert list(checks.accessibility_problems(page, "light", "dark")) == [], kind


def test_a_journal_adds_up_warns_and_offers_one_more_line(begin_all):
    page, attempt = begin_all()
    page.goto(f"{attempt}/9")
    lines = page.locator(".entry-line:visible")
    expect(lines).to_have_count(2)

    write_line(page, 1, "1101 Kas", "Debit", "Rp 7.000")
    page.keyboard.press("Tab")
    expect(page.locator("[data-total=debit]")).to_have_text("Rp7.000")
    expect(page.locator("[data-balance]")).to_have_text("Debit dan kredit belum sama.")

    for typed, total in TOTALS.items():
        write_line(page, 1, "1101 Kas", "Debit", typed)
        expect(page.locator("[data-total=debit]"), typed).to_have_text(total)
    write_line(page, 1, "1101 Kas", "Debit", "7 ribu")

    write_line(page, 2, "3101 Simpanan Pokok", "Kredit", "7000 rupiah")
    expect(lines).to_have_count(3)
    page.keyboard.press("Tab")
    expect(page.locator("[data-balance]")).to_be_empty()
    expect(page.locator("[data-total=credit]")).to_be_in_viewport()


def test_a_button_writes_and_takes_away_the_minus_and_it_is_saved(begin_all):
    page, attempt = begin_all()
    page.goto(f"{attempt}/4")
    field = page.get_by_label("Jawaban Anda dalam rupiah")
    expect(field).to_have_attribute("inputmode", "decimal")
    field.fill("50.000")

    page.get_by_role("button", name="Ganti tanda").click()
    expect(field).to_have_value("-50.000")
    expect(field).to_be_focused()
    expect(page.locator("[data-save-state]")).to_have_attribute("data-state", "saved")
    page.get_by_role("button", name="Ganti tanda").click()
    expect(field).to_have_value("50.000")


def test_words_are_counted_while_they_are_written_and_too_many_told_once(begin_all):
    page, attempt = begin_all()
    page.goto(f"{attempt}/10")
    page.locator("textarea").fill("satu dua tiga")
    expect(page.locator("[data-words]")).to_have_text("3 dari 3 kata")

    page.locator("textarea").fill("satu dua tiga empat")
    expect(page.locator("[data-words]")).to_contain_text("4 kata: terlalu banyak")
    page.get_by_role("button", name=re.compile("^Simpan dan")).click()
    expect(page.locator("#answer-error")).to_contain_text("Teks Anda 4 kata")
    expect(page.locator("textarea")).to_have_value("satu dua tiga empat")
    page.get_by_role("button", name=re.compile("^Simpan dan")).click()
    page.wait_for_url(re.compile("/11$"))
