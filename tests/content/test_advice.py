"""What a sound course should do better: told once, with its place, and it stops nobody."""

import json
from datetime import date

import pytest

from lms.content.checks.words import long_sentences, other_words
from lms.content.folder import read_folder

EXERCISES = "day-1/exercises.yaml"
LESSON = "day-1/modal-koperasi.md"
TODAY = date(2026, 11, 28)


def advice(course, today=TODAY):
    reading = read_folder(course.root, today)
    assert reading.problems == ()
    assert reading.document is not None
    return [str(each) for each in reading.advice]


CHANGES = [
    # file, what stands there, what is written instead, words of the advice
    (
        EXERCISES,
        "    - if: sebulan\n",
        "    - if: sebulan * b\n",
        "This is the right answer when a =",
    ),
    (
        EXERCISES,
        "      say: Ini baru satu bulan.",
        "      say: Keliru.\n    - if: a * w\n      say: Ini baru satu bulan.",
        "Mistake 1 has the same result",
    ),
    (EXERCISES, "= **{answer:rp}**.", "= **{answer + 1:rp}**.", "does not show the answer"),
    (EXERCISES, "  tolerance: 0.1\n", "  tolerance: 5\n", "is more than 2% of the answer"),
    (EXERCISES, "100 ≈ {answer:d1}%", "100 = {answer:d1}%", 'Write "≈" instead of "="'),
    (
        EXERCISES,
        "  answer: sebulan * b\n",
        "  answer: sebulan * b + 1 / 4\n  tolerance: 1\n",
        "there are no parts of rupiah",
    ),
    (EXERCISES, "    t: 3..30\n", "    t: 3..4\n", "Write wider ranges"),
    (EXERCISES, "50000, 100000, 250000", "50000, 100000, 200000", "There are 19 different answers"),
    (EXERCISES, "    a: 40..240 step 20", "    a: 40..24000 step 1", "Write a larger step"),
    (
        EXERCISES,
        "  answer: (a - t) / a * 100",
        "  answer: (a + t) / a * 100",
        "% in some draws. Narrow the numbers",
    ),
    (
        EXERCISES,
        "    t: 3..30\n",
        "    t: 3..30\n    shu: = a - 4 * t\n",
        "It is below zero when",
    ),
    ("facts.yaml", "checked: 2026-11-20", "checked: 2025-11-20", "Look again"),
    (
        "course.yaml",
        "  K8: Keamanan data",
        "  K8: Keamanan\n  K9: Rencana",
        "No question asks for K9",
    ),
    (
        "day-1/module.yaml",
        "  T1.2: Menghitung",
        "  T1.3: Menjelaskan modal.\n  T1.2: Menghitung",
        "No question asks for the goal T1.3",
    ),
    ("tests/form-b.yaml", "  kind: numeric", "  kind: numeric\n  level: 2", "has another level"),
    (
        "tests/form-b.yaml",
        "  goal: T1.2",
        "  goal: T1.1",
        "has another goal than that of form A",
    ),
    (LESSON, "dan *modal pinjaman*", "dan modal pinjaman di ponsel", '"ponsel" is called "HP"'),
    (LESSON, "Modal koperasi terdiri", "anda tahu, anda lihat: modal", '"anda" is written "Anda"'),
    (
        LESSON,
        "Modal koperasi terdiri atas",
        "Modal koperasi yang dipakai untuk membeli barang dan membayar semua biaya serta menutup "
        "semua kerugian sepanjang tahun buku yang sedang berjalan sekarang ini di koperasi kita "
        "terdiri atas",
        "words. Make two of it",
    ),
    (
        EXERCISES,
        "      say: Ini baru satu bulan.",
        "      say: Ini baru simpanan satu bulan, sedangkan yang ditanyakan soal di atas adalah "
        "simpanan wajib semua anggota koperasi selama beberapa bulan yang disebut di dalam "
        "kalimat yang pertama itu juga.",
        "words. Make two of it",
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "words"), CHANGES)
def test_what_should_be_better_is_told_once_with_its_place(course, file, old, new, words):
    course.expect_nothing()
    course.remove("specification.yaml")  # or a form that is changed does not match it
    line = course.line_of(file, old)
    course.change(file, old, new)

    told = advice(course)

    assert len(told) == 1, told
    assert words in told[0]
    assert told[0].startswith(f"{file}:")
    assert abs(int(told[0].split(":")[1]) - line) <= 20


def test_a_goal_that_is_practised_and_never_tested_is_told(course):
    course.change(
        "day-1/module.yaml", "  T1.2: Menghitung", "  T1.3: Menjaga OTP.\n  T1.2: Menghitung"
    )
    course.change(
        EXERCISES, "  title: Kode sekali pakai", "  goal: T1.3\n  title: Kode sekali pakai"
    )
    line = course.line_of("day-1/module.yaml", "T1.3")

    assert advice(course) == [
        f"day-1/module.yaml:{line}: No test asks for the goal T1.3. Add a question."
    ]


def test_there_is_nothing_to_advise_about_the_reference(course):
    assert advice(course) == []


def test_forms_whose_keys_are_told_by_their_length_are_unequal(course):
    course.remove("specification.yaml")
    for form, text in (("a", "Kas, bank, dan piutang anggota"), ("b", "Kas")):
        course.change(
            f"tests/form-{form}.yaml",
            "  kind: numeric",
            "  kind: single_choice\n  options:\n"
            f"    - {{text: '{text}', right: true}}\n    - text: Utang\n    - text: Modal koperasi",
        )
        written = (course.root / f"tests/form-{form}.yaml").read_text()
        kept = [line for line in written.splitlines() if line[:8] not in ("  answer", "  unit: ")]
        course.write(f"tests/form-{form}.yaml", "\n".join(kept))

    told = [each for each in advice(course) if "only longest" in each]

    assert any("unequally often (A 1, B 0)" in each for each in told)


def test_facts_have_no_age_unless_the_day_is_known(course):
    course.change("facts.yaml", "checked: 2026-11-20", "checked: 2020-11-20")
    assert not [each for each in advice(course, None) if "Look again" in each]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Buka `upload` dan [sini](https://upload.example).", []),
        ("Satu.\n\nUpload, lalu upload.", [(2, '"Upload" is called "unggah" here')]),
        ("Kirim ke bisa@example.org", []),
        ("Dua Anda. Bila anda mau.", [(0, '"anda" is written "Anda"')]),
    ],
)
def test_words_are_told_by_line_and_code_and_addresses_are_not_words(text, told):
    assert list(other_words(text)) == told


def test_long_sentences_end_at_list_entries_and_tables_have_none():
    entry = "- satu dua tiga empat lima enam tujuh delapan sembilan sepuluh\n"
    assert list(long_sentences(entry * 4)) == []
    assert list(long_sentences("| " + "kata " * 40 + "|\n")) == []
    [(line, message)] = long_sentences("Satu.\n\n" + "kata " * 26 + "akhir.")
    assert line == 2
    assert "has 27 words" in message


def test_counts_problems_and_advice_are_printed_as_json(app, course):
    course.change(LESSON, "dan *modal pinjaman*", "dan modal pinjaman di ponsel")
    line = course.line_of(LESSON, "ponsel")
    run = app.test_cli_runner().invoke
    said = run(args=["course", "check", str(course.root), "--format", "json"])
    told = json.loads(said.output)

    assert said.exit_code == 0
    assert told["sound"] is True
    assert (told["lessons"], told["pictures"], told["exercises"], told["drawn"]) == (1, 1, 12, 5)
    assert told["kinds"]["matching"] == 2
    assert told["skills"] == 2
    assert told["tested"] == 1
    assert told["advice"] == [
        {"file": LESSON, "line": line, "message": '"ponsel" is called "HP" here.'}
    ]

    course.change("course.yaml", "practice_days: 30", "practice_days: sebulan")
    said = run(args=["course", "check", str(course.root), "--format", "json"])
    assert said.exit_code == 1
    [problem] = json.loads(said.output)["problems"]
    assert (problem["file"], problem["line"]) == ("course.yaml", 11)
