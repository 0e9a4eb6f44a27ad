"""Cases: figures that several questions share."""

import pytest

from lms.content.folder import read_folder
from lms.content.revision import canonical, course_from
from lms.language import number
from lms.practice.rules import seed_of
from lms.quizzes.attempts.rules import question_seed

CASES, BANK = "cases.yaml", "banks/toko.yaml"
TOLD = """\
- id: toko-maju
  title: Toko {Contoh}
  draw:
    modal: 2000000..8000000 step 500000
    barang: [beras, gula]
  tell: |
    Toko menjual {barang} dengan modal **{modal:rp}**.
"""
ASKED = """\
- id: toko-1
  kind: numeric
  competency: K1
  case: toko-maju
  draw:
    laba: 100000..900000 step 50000
  ask: Labanya {laba:rp}. Berapa modalnya sekarang?
  answer: modal + laba
  unit: rp
- id: toko-2
  kind: cloze
  competency: K1
  case: toko-maju
  ask: Dua kali modalnya [[1]].
  blanks:
    - answer: modal * 2
"""


@pytest.fixture
def case(course):
    course.write(CASES, TOLD)
    course.write(BANK, ASKED)
    return course


def questions(course):
    read = course_from(canonical(read_folder(course.root).document))
    return next(bank.questions for bank in read.banks if bank.id == "toko")


@pytest.mark.parametrize(
    "seeds", [lambda q: question_seed(7, q.drawn_as), lambda q: seed_of(3, q.drawn_as, 2)]
)
def test_questions_of_a_case_have_the_same_figures(case, seeds):
    first, second = (each.variant(seeds(each)) for each in questions(case))

    assert first.numbers["modal"] == second.numbers["modal"]
    assert first.numbers["barang"] == second.numbers["barang"]
    assert first.key == first.numbers["modal"] + first.numbers["laba"]
    assert second.key_answer == [number(2 * first.numbers["modal"])]


def test_the_situation_stands_above_each_question(case):
    for each in questions(case):
        variant = each.variant(1)
        before, after = variant.prompt.split("</div>", 1)

        assert '<p class="admonition-title">Toko {Contoh}</p>' in before
        assert str(variant.numbers["barang"]) in before
        assert "modalnya" in after


def test_other_seeds_draw_other_figures(case):
    first, _second = questions(case)

    assert len({first.variant(seed).numbers["modal"] for seed in range(40)}) > 5


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        (CASES, "{modal:rp}", "{model:rp}", f'{CASES}:7: "model" is not one of the numbers drawn'),
        (CASES, "2000000..8000000", "9..8", f"{CASES}:4: The range ends before it begins."),
        (CASES, "  title: Toko {Contoh}\n", "", f'{CASES}:1: "title" is missing.'),
        (CASES, "id: toko-maju", "id: Toko", f'{CASES}:1: "Toko" cannot be an id.'),
        (BANK, "laba: 1", "modal: 1", f'{BANK}:6: "modal" is drawn by the case "toko-maju"'),
        (BANK, "1\n  kind: numeric\n", "1\n  kind: numeric\n  case_text: x\n", f"{BANK}:3:"),
    ],
)
def test_what_is_wrong_is_told_where_it_stands(case, file, old, new, told):
    case.change(file, old, new)

    assert any(each.startswith(told) for each in case.problems())


def test_a_fault_of_a_case_is_told_once_however_many_questions_it_has(case):
    case.change(CASES, "{modal:rp}", "{model:rp}")

    assert len([each for each in case.problems() if each.startswith(CASES)]) == 1


def test_a_case_that_is_not_there_is_told(case):
    text = (case.root / BANK).read_text()
    case.write(BANK, text.replace("case: toko-maju", "case: toko-mundur", 1))
    told = case.problems()

    assert f'{BANK}:4: There is no case "toko-mundur". Did you mean "toko-maju"?' in told


def test_a_case_without_questions_is_told(course):
    course.write(CASES, TOLD)

    assert course.problems() == [f'{CASES}:1: No question belongs to the case "toko-maju".']
