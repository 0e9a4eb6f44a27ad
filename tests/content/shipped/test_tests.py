"""What the tests and quizzes of Koperasi Go Digital measure; chance and cunning do not help."""

import re
from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest
from rapidfuzz import fuzz

from lms.content.folder import read_folder
from lms.content.revision import canonical, course_from

COURSE = Path(__file__).parents[3] / "courses" / "koperasi-go-digital"
FORMS = ("A", "B", "R")
SEEDS = range(60)
MAX_ALIKE = 92
"""Of 100: two questions that are more alike than this are one question."""


@pytest.fixture(scope="module")
def course():
    return course_from(canonical(read_folder(COURSE).document))


@pytest.fixture(scope="module")
def forms(course):
    return course.quiz("tes-akhir").forms


def goals_of(course):
    return {goal.id for module in course.modules for goal in module.goals}


def words(text):
    return set(re.findall(r"[a-z]{4,}", re.sub(r"<[^>]+>", " ", str(text)).casefold()))


def plain(text):
    """A text without numbers, names and marks, to compare what is asked."""
    return " ".join(re.findall(r"[a-z]+", re.sub(r"<[^>]+>|\{[^}]*\}", " ", str(text)).casefold()))


def options_of(variant):
    right = [each for each in variant.options if variant.grade(each.key).credit == 1]
    wrong = [each for each in variant.options if variant.grade(each.key).credit != 1]
    return [each.text for each in right], [each.text for each in wrong]


def choices(questions):
    return [each for each in questions if each.kind == "single_choice"]


def test_forms_are_parallel_in_all_they_ask(forms):
    blueprints = {
        name: [(q.kind, q.competency, q.goal, q.skill, q.level, q.points) for q in forms[name]]
        for name in FORMS
    }
    assert blueprints["A"] == blueprints["B"] == blueprints["R"]


def test_every_competency_has_three_items_and_every_goal_one(course, forms):
    for name in FORMS:
        of = Counter(question.competency for question in forms[name])
        assert set(of) == {each.code for each in course.competencies}
        assert min(of.values()) >= 3, (name, of)
        assert {question.goal for question in forms[name]} == goals_of(course), name


def test_journals_are_written_not_chosen(forms):
    for name in FORMS:
        journals = [
            each for each in forms[name] if each.skill in {"jurnal-simpanan", "jurnal-pinjaman"}
        ]
        assert {each.kind for each in journals} == {"journal_entry"}


def test_every_number_of_the_remedial_is_drawn(forms):
    assert [question.id for question in forms["R"] if not question.draw.free] == []


def test_the_longest_option_is_the_key_no_more_often_than_by_chance(forms):
    rates = {}
    for name in FORMS:
        longest = 0
        for question in choices(forms[name]):
            (right,), wrong = options_of(question.variant(1))
            longest += len(right) > max(map(len, wrong))
        rates[name] = Fraction(longest, len(choices(forms[name])))
    assert len(set(rates.values())) == 1, rates
    assert rates["A"] <= Fraction(1, 4)


def test_no_key_is_found_by_a_word_of_the_question(course):
    asked = [q for quiz in course.quizzes for form in quiz.forms.values() for q in form]
    for question in choices(asked):
        variant = question.variant(1)
        (right,), wrong = options_of(variant)
        shared = words(question.prompt.html) & words(right)
        assert len(shared) <= max(
            len(words(question.prompt.html) & words(each)) for each in wrong
        ), (
            question.id,
            shared,
        )


def test_tests_reuse_nothing_that_is_practised_or_quizzed(course, forms):
    tested = [each for name in FORMS for each in forms[name]]
    quizzed = [q for quiz in course.quizzes if quiz.kind == "quiz" for q in quiz.forms[""]]
    others = [*(each.question for each in course.exercises), *quizzed]
    assert not {each.id for each in tested} & {each.id for each in others}
    for one in tested:
        for other in others:
            alike = fuzz.ratio(plain(one.prompt.html), plain(other.prompt.html))
            assert alike <= MAX_ALIKE, (one.id, other.id, alike)


def test_quizzes_draw_half_of_their_banks(course):
    for module in course.modules:
        [quiz] = [each for each in module.quizzes if each.kind == "quiz"]
        drawn = [pick for picks in quiz.picks.values() for pick in picks if len(pick.ids) > 1]
        assert 10 <= sum(pick.count for pick in quiz.picks[""]) <= 12
        assert quiz.picks[""] == tuple(drawn)
        assert all(len(pick.ids) == 2 * pick.count for pick in drawn)


def test_questions_of_a_quiz_share_one_set_of_figures(course):
    shared = [each for each in course.quiz("kuis-3").questions() if each.case]

    assert [each.drawn_as for each in shared] == ["tutup-buku-toko"] * 4
    for seed in SEEDS:
        drawn = [each.variant(seed).numbers for each in shared]
        assert len({each["shu"] for each in drawn}) == 1


def test_quizzes_ask_for_nothing_outside_their_day_and_name_goal_and_skill(course):
    for module in course.modules:
        goals = {goal.id for goal in module.goals}
        for quiz in module.quizzes:
            for question in (each for form in quiz.forms.values() for each in form):
                assert question.goal in goals, question.id
                assert question.explain, question.id


ANSWERS = {  # of the forms A and B, by skill: worked out from the numbers in their texts
    "modal-sendiri": (10 + 30 + 5, 12 + 28 + 6, 10**6),
    "simpanan-terkumpul": (75 * 4 * 20, 60 * 5 * 15, 1_000),
    "persen-anggota": (100 - 15, 100 - 20, 1),
    "langkah-digital": (12 * 75 + 300, 12 * 60 + 360, 1_000),
    "saldo-kas": (2_500 + 1_200 - 700, 3_100 + 900 - 800, 1_000),
    "alur-pembukuan": ((6 + 44 + 5) - (18 + 9), (8 + 52 + 6) - (21 + 11), 10**6),
    "angsuran-flat": (500 + 60, 400 + 48, 1_000),
    "angsuran-menurun": (500 + 55, 400 + 44, 1_000),
    "membandingkan-jasa": (12 * 560 - 6_000 - 390, 12 * 448 - 4_800 - 312, 1_000),
    "shu-phu": (45 - 25, 52 - 34, 10**6),
    "shu-anggota": (100, 60, 1_000),
    "data-ods": (90 + 12 - 5, 120 + 9 - 14, 1),
    "uang-bersih-qris": (600_000 - 1_800, 800_000 - 2_400, 1),
    "promosi-produk": (45_000 * 2 // 5, 30_000 // 5, 1),
    "harga-margin": (20, 25, 1),
    "cadangan-data": (5 * 300, 8 * 250, 1),
}


@pytest.mark.parametrize("skill", ANSWERS)
def test_answers_of_the_forms_are_right(forms, skill):
    *expected, unit = ANSWERS[skill]
    keys = [
        [q.variant(0).key for q in forms[name] if q.skill == skill and q.kind == "numeric"]
        for name in ("A", "B")
    ]
    assert keys == [[each * unit] for each in expected]


DRAWN = {  # of form R and the banks: the letters are the numbers drawn, in the order of the file
    "r-02": lambda p, w, _s, c: p + w + c,
    "r-04": lambda _a, percent: 100 - percent,
    "r-06": lambda start, more, less: start + more - less,
    "r-09": lambda p, n, j: p * (100 + n * j) / 100 / n,
    "r-10": lambda p, n, k: p / n * (1 + (n - k + 1) / 100),
    "r-11": lambda income, costs: income - costs,
    "r-12": lambda fund, total, hers: fund * hers / total,
    "r-16": lambda paid: paid * Fraction(997, 1000),
    "r-18": lambda _price, margin: margin,
    "r-21": lambda people, w, months: people * w * months,
    "r-22": lambda rent, course: sum((rent,) * 12) + course,
    "r-25": lambda cash, lent, ss: cash + lent - ss - 3_000_000,
    "r-26": lambda _pk, js: js * 3,
    "r-28": lambda n, more, less: n - less + more,
    "r-30": lambda _grams, hundred: hundred,
    "r-34": lambda size, n: sum((size,) * int(n)),
    "r-35": lambda n, done: 100 - 100 * (n - done) / n,
    "r-36": lambda percent, days, done: days * percent / 100 - done,
    "k1-11": lambda w: sum((w,) * 12),
    "k1-12": lambda p, w, _s, c: p + w + c,
    "k1-16": lambda n, p: sum((p + 25_000,) * int(n - 2)),
    "k1-17": lambda n, late: 100 - 100 * (n - late) / n,
    "k1-18": lambda n: 3 + n,
    "k1-19": lambda m, r: 5 * r * m,
    "k1-22": lambda n, h: h * n,
    "k2-11": lambda s, more, less: s + more - less - 75_000,
    "k2-12": lambda _n, _m, d: d,
    "k2-15": lambda _b, u, w: u + w + 9_500_000,
    "k2-16": lambda a, p: a + p - 1_900_000,
    "k2-17": lambda month: month,
    "k2-18": lambda _l, more: more,
    "k3-11": lambda p, j: p * (100 + 10 * j) / 1000,
    "k3-12": lambda p: p * Fraction(107, 1000),
    "k3-13": lambda p: p / 5,
    "k3-14": lambda p, fee: p * (100 - fee) / 100,
    "k3-16": lambda p, s, r: p - (12_000_000 + s + r),
    "k3-19": lambda s, c: s * c * 10_000,
    "k3-20": lambda fund, paid: fund * paid / 40_000_000,
    "k3-21": lambda a, k: a - k,
    "k3-23": lambda n: next(k for k in range(int(n)) if 2 * k > n),
    "k3-51": lambda sold, cost, spent, _p: sold - cost - spent,
    "k3-52": lambda sold, cost, spent, part: (sold - cost - spent) * part / 100,
    "k3-53": lambda sold, cost, _spent, _p: sold - cost,
    "k3-54": lambda sold, cost, spent, part: (sold - cost - spent) * (100 - part) / 100,
    "k4-11": lambda t: t * Fraction(993, 1000),
    "k4-12": lambda _a, b: b * Fraction(3, 1000),
    "k4-17": lambda g, h: h * (1000 / g),
    "k4-21": lambda _h, p: p,
    "k4-22": lambda n, k: n * 50_000 - n * 3_000 - n * k,
    "k4-23": lambda v, o: 100 * o / v,
    "k5-13": lambda n, a, b: n - (a + b),
    "k5-15": lambda day: (24 * day + 72) / 24,
    "k5-17": lambda gb, mb: 1000 * gb / mb,
    "k5-19": lambda n, s: 100 - 100 * (n - s) / n,
    "k5-20": lambda p, t, r: t * p / 100 - r,
}


def asked_of(course):
    return {q.id: q for quiz in course.quizzes for form in quiz.forms.values() for q in form}


def test_every_number_that_is_drawn_is_worked_out_once_more(course):
    asked = asked_of(course).values()
    assert {q.id for q in asked if q.kind == "numeric" and q.draw.free} == set(DRAWN)


@pytest.mark.parametrize("question_id", DRAWN)
def test_drawn_answers_are_what_the_formula_says(course, question_id):
    question = asked_of(course)[question_id]
    for seed in SEEDS:
        variant = question.variant(seed)
        numbers = [variant.numbers[name] for name in question.draw.free]
        assert variant.key == DRAWN[question_id](*numbers), numbers
        for mistake in question.mistakes:
            assert mistake.result.value(variant.names) != variant.key, (
                mistake.result.text,
                numbers,
            )


def test_every_entry_balances_and_is_whole(course):
    for question in asked_of(course).values():
        if question.kind != "journal_entry":
            continue
        for seed in SEEDS:
            sides = Counter()
            for (_code, side), amount in question.variant(seed).key.items():
                assert amount > 0, question.id
                assert amount.denominator == 1, question.id
                sides[str(side)] += amount
            assert sides["debit"] == sides["credit"], question.id
