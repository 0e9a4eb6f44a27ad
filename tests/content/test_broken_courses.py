"""Each way to break a course, and what its author is told."""

from time import process_time

import pytest

EXERCISES = "day-1/exercises.yaml"

CHANGES = [
    # file, what stands there, what is written instead, words of the message
    ("course.yaml", "title: Koperasi Go Digital", "titel: X", '"titel" is not a key'),
    ("course.yaml", "language: id ", "language: en ", 'only be in "id"'),
    ("course.yaml", "attendance: 80", "attendance: 180", "from 0 to 100"),
    ("course.yaml", "practice_days: 30", "practice_days: sebulan", "whole number"),
    ("course.yaml", "  K8: Keamanan data", "  k8 x: Keamanan data", "cannot be a code"),
    ("course.yaml", "modules: [day-1]", "modules: [../day-1]", "cannot be a name"),
    ("course.yaml", "modules: [day-1]", "modules: day-1", "must be a list"),
    ("day-1/module.yaml", "lessons: [modal", "x: [a]\nlessons: [modal", '"x" is not a key'),
    (EXERCISES, "answer: sebulan * b", "answer: sebulan * c", '"c" is not one of the numbers'),
    (EXERCISES, "answer: sebulan * b", "answer: sebulam * b", 'Did you mean "sebulan"?'),
    (EXERCISES, "answer: sebulan * b", "answer: sebulan ** 9999 ** 2", "far too large"),
    (EXERCISES, "answer: sebulan * b", "answer: sebulan * b; 2", "Write ,"),
    (EXERCISES, "answer: sebulan * b", "answer: pembulatan(b)", "is not a function"),
    (EXERCISES, "answer: sebulan * b", "answer: a / (b - b)", "divides by zero"),
    (EXERCISES, "answer: sebulan * b", "answer: a > b", "gives yes or no"),
    (EXERCISES, "answer: sebulan * b", "answer: 1000 / 3", "endless decimals"),
    (EXERCISES, "answer: sebulan * b", "answer: 1.500 * b", "two ways"),
    (EXERCISES, "tolerance: 0.1", "tolerance: a - 1000", "less than zero"),
    (EXERCISES, "    a: 40..240 step 20", "    a: 240..40 step 20", "ends before it begins"),
    (EXERCISES, "    a: 40..240 step 20", "    a: 40..240 step 0", "more than zero"),
    (EXERCISES, "    a: 40..240 step 20", "    a: 40 sampai 240", "does not say how to draw"),
    (EXERCISES, "    sebulan: = a * w", "    sebulan: = a * z", '"z" is not one of'),
    (EXERCISES, "  kind: true_false", "  kind: true_flase", 'Did you mean "true_false"?'),
    (EXERCISES, "  answer: salah", "  answer: mungkin", "must be true or false"),
    (EXERCISES, "  accepted: [OTP, kode OTP]", '  accepted: ["..."]', "only punctuation"),
    (EXERCISES, "  accepted: [OTP, kode OTP]", "  accepted: OTP", "must be a list"),
    (EXERCISES, "  points: 2\n", "  points: dua\n", "must be a number"),
    (EXERCISES, "  level: 2", "  level: 9", "from 1 to 3"),
    (EXERCISES, "- id: h1-t2", "- id: h1-t1", "is the id of day-1/exercises.yaml:"),
    (EXERCISES, "- id: h1-t2", "- id: H1 T2", "cannot be an id"),
    (EXERCISES, "  goal: T1.1", "  goal: T1.7", "is not a goal"),
    (EXERCISES, "  words: 60", "  words: 60\n  word: 1", 'Did you mean "words"?'),
    (EXERCISES, "    - criterion: Pesannya jelas", "    - kriteria: x", '"kriteria" is not a key'),
    (EXERCISES, "      match: dibayar sekali", "      match: dibayar sekal", "Did you mean"),
    (
        EXERCISES,
        "berkala, dapat ditarik, ber",
        "berkala, dapat ditarik, dapat ditarik, ber",
        "same",
    ),
    (
        EXERCISES,
        "  items:\n    - text: Simpanan pokok\n",
        "  items:\n    - {text: Simpanan wajib, match: dapat ditarik}\n"
        "    - text: Simpanan pokok\n",
        "same",
    ),
    (EXERCISES, "  steps:\n", "  steps:\n    - Rapikan data\n", "steps are the same"),
    (EXERCISES, "    - answer: lunas", "    - answer: luna", 'Did you mean "lunas"?'),
    (EXERCISES, "    - answer: lunas", "    - answer: lunas / 7", "endless decimals"),
    (EXERCISES, "      right: debit", "      right: debet", 'Did you mean "debit"?'),
    (EXERCISES, "    - accepted: [SUM]", "    - accept: [SUM]", "this one has 0"),
    (EXERCISES, "    Kas: baru", "    Kass: baru", 'Did you mean "Kas"?'),
    (EXERCISES, "    Simpanan Pokok: baru", "    Simpanan Pokok: -1 * baru", "above zero"),
    (EXERCISES, "    Simpanan Pokok: baru", "    Simpanan Pokok: 0 * baru", "above zero"),
    (EXERCISES, "  debit:\n", "  debet:\n", 'Did you mean "debit"?'),
    ("day-1/modal-koperasi.md", "pre: [h1-p1]", "pre: [h1-p9]", "not an exercise of this"),
    ("day-1/modal-koperasi.md", "pre: [h1-p1]", "pre: [h1-p1, h1-p1]", "stands here twice"),
    ("day-1/modal-koperasi.md", "pre: [h1-p1]", "pre: [h1-p1, h1-t1, h1-t2]", "more than 2"),
    ("day-1/modal-koperasi.md", "pre: [h1-p1]", "pre: [h1-t5]", "Nobody judges"),
    ("day-1/module.yaml", "lesson: h1-l1", "lesson: h1-l2", 'Did you mean "h1-l1"?'),
    ("day-1/module.yaml", "{minutes: 90,", "{minutes: 3,", "from 5 to 480"),
    ("day-1/module.yaml", "{minutes: 90,", "{minuts: 90,", 'Did you mean "minutes"?'),
    ("skills.yaml", "id: tabel-anggota", "id: hitung-anggota", "Choose another"),
    ("skills.yaml", "  day: 1", "  day: 6", "The course has 1 days, not 6"),
    ("skills.yaml", "  practical: true", "  practikal: true", 'Did you mean "practical"?'),
    ("questionnaire.yaml", "  open: true", "  opne: true", 'Did you mean "open"?'),
    ("questionnaire.yaml", "id: angket-perbaiki", "id: angket-materi", "Choose another"),
    ("questionnaire.yaml", "  open: true", "  open: 3", "must be true or false"),
    ("accounts.yaml", "code: 1201", "code: 1101", '"1101" is in the list twice'),
    ("accounts.yaml", "name: Simpanan Pokok,", "name: Kas,", "is in the list twice"),
    ("accounts.yaml", "code: 1201", "code: kas", "cannot be a code"),
    ("accounts.yaml", "Kas, normal: debit", "Kas, normal: debet", 'Did you mean "debit"?'),
    ("day-1/quiz.yaml", "  - use: h1-p1", "  - use: h1-p9", 'Did you mean "h1-p'),
    ("day-1/quiz.yaml", "  - use: h1-p1", "  - use: h1-p1\n  - use: h1-p1", "used twice"),
    ("day-1/quiz.yaml", "attempts: 2 ", "attempts: banyak ", "must be a whole number"),
    ("day-1/quiz.yaml", "opens: day 1 14:30 ", "opens: hari 1 14:30 ", "does not say when"),
    ("day-1/quiz.yaml", "opens: day 1 14:30 ", "opens: day 1 25:30 ", "does not say when"),
    ("day-1/quiz.yaml", "opens: day 1 14:30 ", "opens: day 2 14:30 ", "There is no day 2"),
    ("day-1/quiz.yaml", "end of day 1 + 7 days", "end of day 1 + tujuh", "is not clear"),
    ("day-1/quiz.yaml", "end of day 1 + 7 days", "end of day 1 + 999 days", "365 days away"),
    ("day-1/quiz.yaml", "end of day 1 + 7 days", "day 1 14.30", 'closes ("day 1 14:30") before'),
    ("day-1/quiz.yaml", "wait: 30 minutes", "wait: sebentar", '"wait" must be a time such as'),
    ("day-1/quiz.yaml", "wait: 30 minutes", "wait: 99 days", "at most 60 days"),
    ("day-1/quiz.yaml", "counts: best ", "counts: bset ", 'Did you mean "best"?'),
    ("day-1/quiz.yaml", "review: later ", "review: latr ", 'Did you mean "later"?'),
    ("day-1/quiz.yaml", "pick: 2 ", "pick: 9 ", "from 1 to 3"),
    ("day-1/quiz.yaml", "from: kas ", "from: kass ", 'Did you mean "kas"?'),
    ("day-1/quiz.yaml", "  - id: k1-1", "  - use: kas-1\n  - id: k1-1", "used twice"),
    ("day-1/assignment.yaml", "[score, feedback]", "[score, fedback]", 'Did you mean "feedback"?'),
    ("day-1/assignment.yaml", "during: [correctness", "during: [score", "There is no score while"),
    ("day-1/assignment.yaml", "during: [correctness, feedback]", "during: score", "no score while"),
    ("day-1/assignment.yaml", "during: [correctness", "during: [corectness", "Did you mean"),
    ("day-1/quiz.yaml", "review: later ", "review: {during: all} ", 'Write "numbers: attempt"'),
    ("day-1/quiz.yaml", "review: later ", "review: {during: [correctness]} ", "to a neighbour"),
    ("tests/pretest.yaml", "form: first", "form: first\nreview: {during: all}", "while a test is"),
    ("tests/posttest.yaml", "kind: posttest", "kind: posttest\nreview: {during: all}", "a test is"),
    ("day-1/assignment.yaml", "right_after: none", "right_after: [{a: b}]", "keys with values"),
    ("day-1/assignment.yaml", "right_after: none", "right_after: [[score]]", "cannot be a list"),
    (EXERCISES, "answer: sebulan * b", "answer: True", '"True" cannot be used'),
    (EXERCISES, "answer: sebulan * b", "answer: None * b", '"None" cannot be used'),
    (EXERCISES, "answer: sebulan * b", "answer: bulat(b / (a + b - 107))", "b = 7"),
    (EXERCISES, "answer: sebulan * b", "answer: b * (b - 5) ** -2", "divides by zero when"),
    (
        "day-1/assignment.yaml",
        "right_after: none",
        "rightafter: none",
        'Did you mean "right_after"?',
    ),
    ("day-1/assignment.yaml", "required: false", "remedial: 1", "belongs to a post-test"),
    ("tests/posttest.yaml", "form: R}", "form: X}", "is not one of the forms"),
    ("tests/posttest.yaml", "pass: 70\n", "pass: 60\n", '"pass" must be 70'),
    ("day-1/quiz.yaml", "numbers: workshop ", "numbers: workshops ", 'Did you mean "workshop"?'),
    ("day-1/quiz.yaml", "kind: quiz", "kind: pretest", "must be of the kind"),
    ("day-1/quiz.yaml", "    answer: false", "    answer: &x false", "Anchors"),
    ("day-1/quiz.yaml", "    answer: false", "    answer: *x", "aliases"),
    ("day-1/quiz.yaml", "    answer: false", "    answer: !!python/name:os.system x", "Tags"),
    ("day-1/quiz.yaml", "title: Kuis akhir hari 1", 'title: "a\\0b"', "cannot be shown"),
    ("tests/pretest.yaml", "kind: pretest", "kind: ujian", '"kind" cannot be "ujian"'),
    ("tests/form-a.yaml", "K1\n  goal: T1.2", "K7\n  goal: T1.2", "is not a competency"),
    ("day-1/modal-koperasi.md", "minutes: 15", "minutes: 0", "from 1 to 480"),
    ("day-1/modal-koperasi.md", "competencies: [K1]", "competencies: [K2]", "is not a compet"),
    ("day-1/modal-koperasi.md", "## Dua macam", "# Dua macam", 'Begin headings with "##"'),
    ("day-1/modal-koperasi.md", "> Kutipan", "<b>Kutipan</b>", "HTML is not available"),
    ("day-1/modal-koperasi.md", "> Kutipan", "![foto](x.png)", "stands alone in its line"),
    ("day-1/modal-koperasi.md", "> Kutipan", "[x](javascript:alert(1))", "A link must begin"),
    ("day-1/modal-koperasi.md", "!!! tip", "!!! info", '"info" is not a kind of box'),
]


@pytest.mark.parametrize(("file", "old", "new", "words"), CHANGES)
def test_one_wrong_line_is_told_with_its_place(course, file, old, new, words):
    added = new.count("\n") if new.startswith(old) and not old.endswith("\n") else 0
    line = course.line_of(file, old) + added
    course.change(file, old, new)

    told = course.problems()

    assert len(told) == 1, told
    assert words in told[0]
    assert told[0].startswith(f"{file}:{line}: ")


def test_placeholders_are_told_with_the_line_they_stand_in(course):
    course.change(EXERCISES, "selama {b} bulan?", "selama {bulan} bulan?")
    line = course.line_of(EXERCISES, "{bulan}")

    assert course.problems() == [
        f'{EXERCISES}:{line}: "bulan" is not one of the numbers drawn (a, w, b, sebulan). '
        'Did you mean "sebulan"?'
    ]


@pytest.mark.parametrize(
    "place", ["  ask: |\n    {answer} ", "  hints:\n    - Kuncinya {answer}.\n"]
)
def test_the_key_cannot_stand_where_it_would_give_the_answer_away(course, place):
    key = place.split("\n", maxsplit=1)[0]
    text = (course.root / EXERCISES).read_text()
    course.write(EXERCISES, text.replace(f"{key}\n", place, 1))

    assert any('"answer" is not one of the numbers drawn' in told for told in course.problems())


@pytest.mark.parametrize("calculation", ["bulat", "min", "a if a > 0 else sum"])
def test_a_function_without_brackets_is_no_number(course, calculation):
    course.change(EXERCISES, "answer: sebulan * b", f"answer: {calculation}")
    assert any(EXERCISES in told for told in course.problems())


def test_a_key_written_twice_is_told_with_the_line_of_the_first(course):
    course.change("course.yaml", "practice_days: 30", "practice_days: 30\ntitle: Lagi")
    line = course.line_of("course.yaml", "Lagi")

    assert course.problems() == [
        f'course.yaml:{line}: "title" was written already in line 1. Keep one of them.'
    ]


def test_options_that_turn_out_the_same_are_told(course):
    course.change(EXERCISES, "    - text: produsen", "    - text: konsumen")
    line = course.line_of(EXERCISES, "  options:")

    [told] = course.problems()

    assert told.startswith(f'{EXERCISES}:{line}: Two options are the same, "konsumen"')


@pytest.mark.parametrize(
    ("old", "new", "count"),
    [
        ("    - text: simpan pinjam\n", "    - text: dua\n      right: true\n", 2),
        ("konsumen\n      right: true\n", "konsumen\n", 0),
    ],
)
def test_a_single_choice_has_exactly_one_right_option(course, old, new, count):
    course.change(EXERCISES, old, new)

    [told] = course.problems()

    assert f'{count} options are marked "right: true". Mark exactly one.' in told


def test_forms_that_are_not_parallel_are_told(course):
    course.change("tests/form-b.yaml", "K1\n  goal: T1.2", "K8\n  goal: T1.2")
    assert any("The forms A and B are not parallel" in told for told in course.problems())


@pytest.mark.parametrize(
    "name",
    [
        "course.yaml",
        "day-1/module.yaml",
        "day-1/quiz.yaml",
        "day-1/exercises.yaml",
        "day-1/modal-koperasi.md",
        "tests/pretest.yaml",
        "tests/form-b.yaml",
    ],
)
def test_a_missing_file_is_told(course, name):
    (course.root / name).unlink()
    assert any(told.startswith(f"{name}:1: This file is missing") for told in course.problems())


def test_a_folder_that_is_not_there_is_told(tmp_path, course):
    course.root = tmp_path / "tidak-ada"
    assert course.problems() == ["course.yaml:1: This file is missing. Create it."]


def test_a_lesson_that_nobody_listed_is_told(course):
    course.write("day-1/lupa.md", "x")
    assert course.problems() == [
        'day-1/module.yaml:1: "lupa.md" is not listed. Add it or remove it.'
    ]


def test_a_wrong_encoding_is_told_with_its_line(course):
    course.write("course.yaml", b"title: x\nsummary: caf\xe9\n")
    assert course.problems() == [
        "course.yaml:2: This is not UTF-8 text. Save the file with the encoding UTF-8."
    ]


def test_a_file_that_is_far_too_large_is_not_read(course):
    course.write("course.yaml", "a" * 600_000)
    assert course.problems() == ["course.yaml:1: This file is larger than 500 KB. Split it."]


@pytest.mark.parametrize("text", ["", "# hanya catatan\n", "- a\n", "hanya teks", "[" * 500])
def test_a_course_file_of_another_shape_is_told(course, text):
    course.write("course.yaml", text)
    assert [told[:14] for told in course.problems()] == ["course.yaml:1:"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("title: a: b\n", "must stand in quotes"),
        ("title:\n\tx: y\n", "spaces instead of tabs"),
        ('title: "abc\n', "Check the quotes"),
    ],
)
def test_yaml_that_cannot_be_read_gets_advice(course, text, words):
    course.write("course.yaml", text)
    [told] = course.problems()
    assert words in told


def test_a_link_out_of_the_folder_is_not_followed(course, tmp_path):
    (tmp_path / "rahasia.md").write_text("---\nid: x\n---\n")
    lesson = course.root / "day-1/modal-koperasi.md"
    lesson.unlink()
    lesson.symlink_to(tmp_path / "rahasia.md")
    assert any("outside the course's folder" in told for told in course.problems())


def test_all_problems_are_told_at_once(course):
    course.change("course.yaml", "attendance: 80", "attendance: 180")
    course.change(EXERCISES, "  level: 2", "  level: 9")
    course.change("day-1/quiz.yaml", "shuffle: true", "shuffle: kadang")
    course.change("tests/form-a.yaml", "  unit: rp", "  units: rp")
    files = [told.partition(":")[0] for told in course.problems()]
    assert files == ["course.yaml", EXERCISES, "day-1/quiz.yaml", "tests/form-a.yaml"]


def test_a_file_that_cannot_be_read_does_not_shift_the_places_of_others(course):
    course.write("tests/pretest.yaml", "- a\n")
    course.change("tests/posttest.yaml", "minutes: 30", "minutes: 0")
    assert course.problems()[0].startswith("tests/posttest.yaml:4: ")


def test_an_entry_that_does_not_balance_is_told(course):
    course.change(EXERCISES, "    Simpanan Wajib: baru * pokok / 10", "    Simpanan Wajib: baru")
    line = course.line_of(EXERCISES, "  debit:")

    [told] = course.problems()

    assert told.startswith(f"{EXERCISES}:{line}: The entry does not balance: debit Rp")


def test_a_blank_without_its_place_in_the_text_is_told(course):
    line = course.line_of(EXERCISES, "`=[[1]]")
    course.change(EXERCISES, "jadi [[2]] anggota", "jadi dua anggota")

    assert course.problems() == [
        f"{EXERCISES}:{line}: The text must have each blank once, in this order: "
        "[[1]], [[2]], [[3]]."
    ]


def test_entries_without_accounts_are_told(course):
    (course.root / "accounts.yaml").unlink()
    line = course.line_of(EXERCISES, "  kind: journal_entry")

    assert course.problems() == [
        f"{EXERCISES}:{line}: Journal entries need accounts. Write them in accounts.yaml."
    ]


def test_accounts_are_written_in_their_own_file(course):
    course.change("course.yaml", "practice_days: 30", "practice_days: 30\naccounts: [Kas]")

    assert any('"accounts" is not written here' in told for told in course.problems())


@pytest.mark.parametrize(
    "guarded", ["a / (b - 5) if b != 5 else 0", "0 if b == 5 else a / (b - 5)"]
)
def test_a_division_that_is_guarded_is_no_problem(course, guarded):
    course.expect_nothing()
    course.change(EXERCISES, "answer: sebulan * b", f"answer: bulat({guarded})")
    assert course.problems() == []


def test_options_that_are_the_same_in_one_draw_of_many_are_told(course):
    course.change(EXERCISES, "  ask: Toko yang", "  draw: {x: 1..9, y: 1..9}\n  ask: Toko yang")
    course.change(EXERCISES, "    - text: produsen", '    - text: "{x + y}"')
    course.change(EXERCISES, "    - text: simpan pinjam", '    - text: "{x * y}"')

    [told] = course.problems()

    assert 'Two options are the same, "4" when x = 2, y = 2' in told


@pytest.mark.parametrize("name", ["day-1/modal-koperasi.md", "day-1", "banks"])
def test_a_link_that_leads_to_itself_is_told(course, name):
    place = course.root / name
    place.rename(course.root.parent / "lain")
    place.symlink_to(place)
    assert any(name in told for told in course.problems())


def test_a_folder_of_banks_elsewhere_is_told_once_and_not_listed(course):
    (course.root / "banks").rename(course.root.parent / "lain")
    (course.root / "banks").symlink_to(course.root.parent / "lain")
    assert course.problems() == [
        "banks:1: This folder is outside the course's folder. Move it inside."
    ]


def test_a_folder_in_the_place_of_a_file_is_told(course):
    (course.root / "accounts.yaml").unlink()
    (course.root / "accounts.yaml").mkdir()
    assert course.problems()[0].startswith("accounts.yaml:1: A file belongs here")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("day-1/exercises.yaml", "- id: a: b\n"),
        ("day-1/modal-koperasi.md", "tanpa kunci"),
        ("day-1/module.yaml", "- a"),
        ("banks/kas.yaml", "\x00"),
    ],
)
def test_what_could_not_be_read_makes_no_further_problems_elsewhere(course, name, content):
    course.write(name, content)
    [told] = course.problems()
    assert told.startswith(f"{name}:1: ")


def test_a_day_that_nobody_listed_is_told(course):
    course.write("day-9/module.yaml", "title: x\n")
    line = course.line_of("course.yaml", "modules:")
    assert course.problems() == [
        f'course.yaml:{line}: The day "day-9" is not listed. Add it or remove its folder.'
    ]


def test_a_form_that_no_test_uses_is_told(course):
    course.write("tests/form-z.yaml", "- id: z\n")
    [told] = course.problems()
    assert told.startswith("tests/form-z.yaml:1: No test uses this file")


@pytest.mark.parametrize("end", ["\r", "\r\n"])
def test_lines_may_end_as_they_do_elsewhere(course, end):
    for file in course.root.rglob("*.*"):
        file.write_bytes(file.read_text().replace("\n", end).encode())
    assert course.problems() == []


@pytest.mark.parametrize(
    "ask",
    ["{" * 400_000, "{z} " * 100_000, "*a " * 100_000, "`" * 50_000, "|" + "`" * 7_900],
    ids=len,
)
def test_an_endless_text_is_told_at_once(course, ask):
    head = "- id: q\n  kind: numeric\n  title: t\n  answer: 1\n  ask: |\n    "
    course.write(EXERCISES, head + ask[:450_000] + "\n")
    began = process_time()
    course.problems()
    assert process_time() - began < 10


@pytest.mark.parametrize("text", ["[" + "a," * 20_000 + "]", "- id: x\n" * 5_000])
def test_an_endless_list_is_told_at_once(course, text):
    course.write(EXERCISES, text)
    assert f'{EXERCISES}:1: "exercises" has more than 2000 entries. Split it.' in course.problems()


def test_so_many_numbers_are_not_drawn(course):
    numbers = "".join(f"    a{n}: 1..9\n" for n in range(1_000))
    course.change(EXERCISES, "    a: 40..240 step 20\n", "    a: 40..240 step 20\n" + numbers)
    assert any("more than 40 numbers" in told for told in course.problems())


def test_a_quiz_in_which_nothing_gives_points_is_told(course):
    for goal in ("T1.1", "T1.2"):
        course.change("tests/form-a.yaml", f"  goal: {goal}", f"  goal: {goal}\n  points: 0")
    assert any("No question here gives points" in told for told in course.problems())
