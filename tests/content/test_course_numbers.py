"""The numbers of the course Koperasi Go Digital, worked out once more apart from its files."""

from fractions import Fraction
from math import ceil, floor
from pathlib import Path

import pytest

from lms.content.folder import read_folder
from lms.content.revision import canonical, course_from

COURSE = Path(__file__).parents[2] / "courses" / "koperasi-go-digital"
SEEDS = range(200)


def whole(value):
    """Round half up."""
    return Fraction(floor(value + Fraction(1, 2)))


def annuity(principal, rate, months):
    return whole(principal * rate / (1 - (1 + rate) ** -months))


def mdr(*amounts):
    return sum(whole(each * Fraction("0.003")) if each > 500_000 else 0 for each in amounts)


NUMBERS = {  # id: (answer, tolerance); the letters are the numbers drawn, in the order of the file
    "h1-p1": (lambda a, w, b: a * w * b, "0"),
    "h1-p2": (lambda a, p, w: a * (p + w), "0"),
    "h1-p3": (lambda sp, sw, _ss, dc, hb: sp + sw + dc + hb, "0"),
    "h1-p4": (lambda a, t: (a - t) / a * 100, "0.1"),
    "h1-p5": (lambda m, k, x, h: m * k * x * h / 1000, "0.01"),
    "h2-p1": (lambda s, m1, m2, k1, k2: s + m1 + m2 - k1 - k2, "0"),
    "h2-p2": (lambda _x, _y, _z, d: d, "0"),
    "h2-p3": (lambda pa, pb, d: pa + pb - (pa + d), "0"),
    "h2-p4": (lambda h, r, t: whole((h - r) / (t * 12)), "1"),
    "h3-p1": (lambda pk, n, i: pk + whole(pk * n * i / 100), "1"),
    "h3-p2": (lambda pk, n, i, k: pk + whole((pk * n - (k - 1) * pk) * i / 100), "1"),
    "h3-p3": (lambda pk, n, i: whole(pk * n * i / 100 * (n - 1) / 2), "50"),
    "h3-p4": (lambda p, n, i: annuity(p, i / 100, int(n)), "100"),
    "h3-p5": (lambda s, q, total, m: whole(m / total * s * q / 100), "1"),
    "h3-p6": (lambda a, b, M, m, T, t: whole(m / M * a) + whole(t / T * b), "2"),  # noqa: N803
    "h3-p7": (lambda _kw, _md, shu: shu, "0"),
    "h4-p1": (lambda t, m: t - whole(t * m / 100), "1"),
    "h4-p2": (mdr, "1"),
    "h4-p3": (lambda c, u: whole(c * (1 + u / 100)), "1"),
    "h4-p4": (lambda c, gain: gain / (c + gain) * 100, "0.1"),
    "h4-p5": (lambda v, o: o / v * 100, "0.1"),
    "h4-p6": (lambda q, h, f, b: q * h - whole(q * h * f / 100) - q * b, "1"),
    "h5-p1": (lambda x: 72 - x, "0"),
    "h5-p2": (lambda c, u, d: Fraction(floor((c - u) * 1000 / d)), "0"),
    "h5-p3": (lambda _a, e: 10**e, "0"),
    "h5-p4": (lambda n, s: s / n * 100, "0.1"),
    "h5-p5": (lambda p, q: (q - p) / (100 - p), "0.01"),
    "h5-p6": (lambda p, t, r: max(0, ceil(t * p / 100) - r), "0"),
}
ENTRIES = {
    "h2-p5": lambda a, p, w: (
        {"Kas": a * (p + w)},
        {"Simpanan Pokok": a * p, "Simpanan Wajib": a * w},
    ),
    "h2-p6": lambda pk, n, i: (
        {"Kas": pk + whole(pk * n * i / 100)},
        {"Piutang Pinjaman Anggota": pk, "Pendapatan Jasa Pinjaman": whole(pk * n * i / 100)},
    ),
}
TESTS = {  # the answers of the parallel forms, by number
    2: ("45000000", "46000000"),
    4: ("85", "80"),
    6: ("3000000", "3200000"),
    9: ("560000", "448000"),
    10: ("555000", "444000"),
    11: ("20000000", "18000000"),
    12: ("100000", "60000"),
    16: ("598200", "797600"),
    18: ("20", "25"),
}


@pytest.fixture(scope="module")
def course():
    reading = read_folder(COURSE)
    assert reading.problems == ()
    return course_from(canonical(reading.document))


def drawn(variant):
    return [variant.numbers[name] for name in variant.question.draw.free]


@pytest.mark.parametrize("exercise_id", NUMBERS)
def test_answers_are_what_the_formula_says(course, exercise_id):
    formula, tolerance = NUMBERS[exercise_id]
    question = course.exercise(exercise_id).question
    for seed in SEEDS:
        variant = question.variant(seed)
        assert variant.key == formula(*drawn(variant)), drawn(variant)
        assert question.tolerance.value(variant.names) == Fraction(tolerance)


@pytest.mark.parametrize("exercise_id", ENTRIES)
def test_entries_are_what_the_formula_says(course, exercise_id):
    question = course.exercise(exercise_id).question
    for seed in SEEDS:
        variant = question.variant(seed)
        debit, credit = ENTRIES[exercise_id](*drawn(variant))
        names = {line.account.code: line.account.name for line in question.lines}
        assert {
            (names[code], str(side)): amount for (code, side), amount in variant.key.items()
        } == {
            **{(name, "debit"): amount for name, amount in debit.items()},
            **{(name, "credit"): amount for name, amount in credit.items()},
        }


@pytest.mark.parametrize("number", TESTS)
@pytest.mark.parametrize("quiz_id", ["tes-awal", "tes-akhir"])
def test_answers_of_the_tests_are_right(course, quiz_id, number):
    forms = course.quiz(quiz_id).forms
    keys = [forms[name][number - 1].variant(0).key for name in ("A", "B")]
    assert keys == [Fraction(key) for key in TESTS[number]]


def test_no_known_mistake_is_ever_right(course):
    for question in (each.question for each in course.exercises if each.question.kind == "numeric"):
        for seed in SEEDS:
            variant = question.variant(seed)
            tolerance = question.tolerance.value(variant.names)
            for mistake in question.mistakes:
                off = abs(mistake.result.value(variant.names) - variant.key)
                assert off > tolerance, (question.id, mistake.result.text, drawn(variant))


def test_every_day_is_complete(course):
    for module in course.modules:
        questions = [each.question for each in module.exercises]
        [quiz] = [each for each in module.quizzes if each.kind == "quiz"]
        assert len(module.lessons) >= 3
        assert min(len(lesson.html.split()) for lesson in module.lessons) > 400
        assert len(questions) >= 8
        assert sum(bool(each.draw.free) for each in questions) >= 4
        assert [len(form) for form in quiz.forms.values()] == [10]
