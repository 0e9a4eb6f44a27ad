from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.questions.draws import Draws, check_name, derive_seed, parse_rule, picker
from lms.questions.expressions import Unsound


def draws(**rules):
    return Draws(tuple((name, parse_rule(rule)) for name, rule in rules.items()))


@given(st.integers(0, 2**63 - 1))
def test_numbers_stay_within_their_rules(seed):
    numbers = draws(a="40..240 step 20", b="0.5..2 step 0.5", w="one of 1, 2.5", s="= a * w")
    drawn = numbers.numbers(picker("q", seed))
    assert drawn["a"] in range(40, 241, 20)
    assert drawn["b"] in [Fraction(1, 2), 1, Fraction(3, 2), 2]
    assert drawn["w"] in [1, Fraction(5, 2)]
    assert drawn["s"] == drawn["a"] * drawn["w"]


def test_every_value_is_drawn_by_some_seed():
    rule = draws(b="3..12")
    seen = {rule.numbers(picker("q", seed))["b"] for seed in range(200)}
    assert seen == set(range(3, 13))


def test_numbers_of_one_question_are_drawn_apart():
    pairs = {
        tuple(draws(a="1..3", b="1..3").numbers(picker("q", seed)).values()) for seed in range(200)
    }
    assert len(pairs) == 9


def test_other_questions_draw_other_numbers_from_the_same_seed():
    rule = draws(a="1..1000000")
    assert rule.numbers(picker("q-1", 5)) != rule.numbers(picker("q-2", 5))


def test_drawn_numbers_cannot_be_changed():
    with pytest.raises(TypeError):
        draws(a="1..3").numbers(picker("q", 1))["a"] = Fraction(9)


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "1",
        "1..",
        "..2",
        "3..1",
        "1..2 step 0",
        "1..2 step -1",
        "one of",
        "one of a",
        "1...3",
        "1.000.000..2.000.000",
        "1..1e9",
        "one of 1; 2",
        "one of 1,,2",
        "1 .. 2 .. 3",
    ],
)
def test_other_rules_are_told(rule):
    with pytest.raises(Unsound):
        parse_rule(rule)


@pytest.mark.parametrize("name", ["", "1a", "a b", "if", "answer", "bulat", "lambda", "a-b", "é"])
def test_names_that_cannot_be_used_are_told(name):
    with pytest.raises(Unsound):
        check_name(name)


@given(st.lists(st.text(max_size=5) | st.integers(), max_size=4))
def test_a_seed_is_a_63_bit_number(parts):
    assert 0 <= derive_seed(*parts) < 2**63


def test_a_seed_depends_on_where_one_part_ends():
    assert derive_seed("ab", "c") != derive_seed("a", "bc")
