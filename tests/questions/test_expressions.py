import gc
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.questions.expressions import Expression, Unsound

NUMBERS = {"a": Fraction(40), "w": Fraction(10000), "n": Fraction(12)}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a * w", 400000),
        ("1.2", Fraction(12, 10)),
        ("0.1 + 0.2", Fraction(3, 10)),
        ("a / 3", Fraction(40, 3)),
        ("-a + +n", -28),
        ("2 ** 10", 1024),
        ("2 ** -2", Fraction(1, 4)),
        ("(1 + 1/100) ** -2", Fraction(10000, 10201)),
        ("bulat(2.5)", 3),
        ("round_half_up(-2.5)", -3),
        ("naik(2.1)", 3),
        ("turun(2.9)", 2),
        ("min(a, n, 5)", 5),
        ("max(a, n)", 40),
        ("sum(a, n, 1)", 53),
        ("abs(n - a)", 28),
        ("a if a > n else n", 40),
        ("1 if 10 < n <= 12 and not a == n else 0", 1),
        ("sum(bulat(a*0.003) if a>500000 else 0, bulat(w*0.003) if w>500 else 0)", 30),
    ],
)
def test_calculations_are_exact(text, value):
    assert Expression(text).value(NUMBERS) == value


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "empty"),
        ("a +", "cannot be read"),
        ("((((", "cannot be read"),
        ("a = 1", "Write =="),
        ("a ^ 2", r"Write \*\*"),
        ("a × w", r"Write \*"),
        ("max(a; w)", "Write ,"),
        ("1.500.000", "without dots"),
        ("1.500", "two ways"),
        ("2a", "number next to a letter"),
        ("1e9", "number next to a letter"),
        ("0x10", "number next to a letter"),
        ("1_000", "number next to a letter"),
        ("a % 2", "Write /100"),
        ("'a' * 3", "cannot be used"),
        ("a().real", "cannot be used"),
        ("a.real", "cannot be worked out"),
        ("[a]", r"Write \("),
        ("a // 2", "cannot be (read|worked)|not available"),
        ("lambda: a", "cannot be used"),
        ("(a, w)", "not available"),
        ("a is w", "not available|cannot be worked out"),
        ("a in w", "not available|cannot be worked out"),
        ("__import__(a)", "is not a function"),
        ("bulatt(a)", 'Did you mean "bulat"'),
        ("bulat(a, w)", "one number"),
        ("bulat()", "one number in"),
        ("min()", "one number or more"),
        ("bulat(a)(1)", "This is not a function"),
        ("bulat + 1", "in brackets"),
        ("a(1)", "is not a function"),
        ("(a)(1)", "is not a function"),
        ("a / (n - 12)", "divides by zero when a = 40, w = 10000, n = 12"),
        ("0 ** -1", "divides by zero"),
        ("a > n", "yes or no"),
        ("a ** 0.5", "whole numbers"),
        ("9 ** 9 ** 9", "far too large"),
        ("9 ** -999", "far too large"),
        ("(10 ** 30) ** 600", "far too large"),
        ("w ** 600 * w ** 600 * w ** 600", "far too large"),
        ("-" * 400 + "1", "nested too deeply"),
        ("1+" * 300 + "1", "longer than"),
        ("1+" * 200 + "1", "nested too deeply"),
    ],
)
def test_everything_else_is_told(text, words):
    with pytest.raises(Unsound, match=words):
        Expression(text).value(NUMBERS)


def test_the_largest_number_can_still_be_written_down():
    largest = Expression(" * ".join(["10 ** 600"] * 7)).value({})

    assert len(str(largest)) == 4201
    with pytest.raises(Unsound, match="far too large"):
        Expression(" * ".join(["10 ** 600"] * 8)).value({})


def test_an_unknown_number_is_told_with_the_nearest_one():
    with pytest.raises(Unsound) as told:
        Expression("s + keluer").check(["s", "masuk", "keluar"])
    assert told.value.message == (
        '"keluer" is not one of the numbers drawn (s, masuk, keluar). Did you mean "keluar"?'
    )


def test_where_nothing_is_drawn_the_author_is_told_to_draw():
    with pytest.raises(Unsound, match="draws no numbers"):
        Expression("a").check([])


WORDS = [
    "a",
    "w",
    "n",
    "1",
    "2.5",
    "(",
    ")",
    "+",
    "-",
    "*",
    "/",
    "**",
    ",",
    "<",
    "if",
    "else",
    "max",
]


@given(st.text(max_size=80) | st.lists(st.sampled_from(WORDS)).map(" ".join))
def test_any_text_gives_a_number_or_a_sentence(text):
    with suppress(Unsound):
        assert isinstance(Expression(text).value(NUMBERS), Fraction)


def test_many_threads_may_read_calculations_at_once():
    """Python before 3.11.8 and 3.12.2 fails with a SystemError where this is not looked after."""
    run = time.perf_counter_ns()  # nobody has read these texts before
    texts = [f"{' + '.join(f'{run + n} * (a - {k})' for k in range(9))} + w" for n in range(1_600)]
    gc.callbacks.append(_some_work)
    patient, often = sys.getswitchinterval(), gc.get_threshold()
    sys.setswitchinterval(0.000_01)
    gc.set_threshold(50)
    try:
        with ThreadPoolExecutor(16) as threads:
            names = list(threads.map(lambda text: Expression(text).names, texts))
    finally:
        gc.set_threshold(*often)
        sys.setswitchinterval(patient)
        gc.callbacks.remove(_some_work)

    assert names == [{"a", "w"}] * len(texts)


def _some_work(_phase: str, _info: dict) -> None:
    sum(len(str(number)) for number in range(200))
