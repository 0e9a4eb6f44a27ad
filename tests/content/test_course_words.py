"""Words of Koperasi Go Digital: right in substance is right, and what may change has a name."""

from pathlib import Path

import pytest

from lms.content.folder import read_folder
from lms.content.revision import canonical, course_from
from lms.questions.short_answer import accepts, is_near
from tests.shipped import SHIPPED, read_once, shipped_course

COURSE = Path(__file__).parents[2] / "courses" / "koperasi-go-digital"

WORDS = [  # question, blank (None: a short answer), said in other words, and what is wrong
    ("h1-p15", 0, ["=SUM", "sum", "fungsi SUM"], ["COUNT", "jumlah"]),
    ("h1-p15", 2, ["=COUNTIF", "count if", "Rumus COUNTIF"], ["COUNT", "SUMIF"]),
    ("h1-t10", None, ["Filter", "penyaringan", "saringan (filter)"], ["sortir", "hapus"]),
    ("h2-t4", 0, ["kiri", "sebelah debit", "Debet"], ["kredit"]),
    ("h2-t4", 1, ["kanan", "sisi kredit"], ["debit"]),
    ("h2-t4", 2, ["selalu sama dengan", "harus sama", "="], ["lebih besar dari"]),
    ("h2-t6", None, ["neraca percobaan", "daftar saldo"], ["neraca", "buku besar"]),
    ("h3-t3", 0, ["beban operasional", "biaya-biaya", "beban"], ["simpanan", "pendapatan"]),
    ("h3-t3", 1, ["depresiasi", "penyusutan aset"], ["kas", "persediaan"]),
    ("h3-t3", 2, ["liabilitas"], ["aset", "modal"]),
    ("h3-t6", None, ["RAT (rapat anggota tahunan)", "Rapat Anggota Tahunan"], ["rapat pengurus"]),
    ("h5-t6", None, ["dua jenis media", "perangkat penyimpanan"], ["salinan", "orang"]),
    ("k1-8", 0, ["=SUM", "rumus sum"], ["MAX"]),
    ("k1-9", None, ["OTP (One Time Password)", "sandi sekali pakai"], ["PIN", "sandi"]),
    ("k2-10", None, ["opname kas", "pemeriksaan kas"], ["neraca saldo"]),
    ("k3-7", 0, ["total aktiva", "kekayaan", "seluruh aset"], ["kas"]),
    ("k3-7", 1, ["liabilitas", "total hutang"], ["simpanan pokok"]),
    ("k3-7", 2, ["anggaran dasar/anggaran rumah tangga", "AD & ART"], ["ODS", "UU 25/1992"]),
    ("k4-10", None, ["merchant discount rate (MDR)", "tarif MDR"], ["NMID", "pajak"]),
    ("k5-6", None, ["3 (tiga)", "tiga salinan"], ["2", "satu"]),
]


@pytest.fixture(scope="module")
def questions():
    course = course_from(canonical(read_folder(COURSE).document))
    written = [each.question for each in course.exercises]
    for quiz in course.quizzes:
        for form in quiz.forms.values():
            written += form
    return {question.id: question for question in written}


@pytest.mark.parametrize(("question_id", "blank", "right", "wrong"), WORDS)
def test_what_is_right_in_substance_is_accepted(questions, question_id, blank, right, wrong):
    question = questions[question_id]
    accepted = question.accepted if blank is None else question.blanks[blank].accepted

    assert [text for text in right if not accepts(accepted, text)] == []
    assert [text for text in wrong if accepts(accepted, text) or is_near(accepted, text)] == []


def test_there_is_nothing_to_advise_about_the_course():
    assert read_once(SHIPPED).advice == ()


@pytest.mark.parametrize("name", ["mdr_mikro", "batas_bocor", "uu_koperasi", "uu_pdp"])
def test_questions_tell_what_may_change_by_its_name(name):
    [fact] = [each for each in shipped_course().facts if each.name == name]
    files = [*SHIPPED.glob("day-*/*.yaml"), *SHIPPED.glob("banks/*"), *SHIPPED.glob("tests/*")]
    texts = {file.name: file.read_text("utf-8") for file in files}

    assert [file for file, text in texts.items() if fact.text in text] == []
    assert [file for file, text in texts.items() if f"fact.{name}" in text]
