"""How an author is told what stands in a file and what belongs there."""

import pytest

from lms.questions.authoring.wording import MAX_QUOTE_LENGTH, line_problem, shape, text_expected


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "nothing"),
        ([], "a list"),
        ({}, "keys with values"),
        ("tujuh", '"tujuh"'),
        (7, '"7"'),
        ("x" * MAX_QUOTE_LENGTH, f'"{"x" * MAX_QUOTE_LENGTH}"'),
        ("x" * (MAX_QUOTE_LENGTH + 1), f'"{"x" * MAX_QUOTE_LENGTH}…"'),
    ],
)
def test_a_value_is_told_by_its_shape_and_a_long_text_by_its_beginning(value, words):
    assert shape(value) == words


def test_braces_that_made_keys_of_a_text_are_explained():
    assert text_expected([]) == "Expected text here, found a list"
    assert text_expected({"a": "rp"}) == (
        'Expected text here, found keys with values. Text that begins with "{" or has ": " in it '
        "must stand in quotes"
    )


def test_a_line_is_one_line_not_empty_and_not_too_long():
    assert line_problem("12345", 5) == ""
    assert line_problem("123456", 5) == "This is longer than 5 characters. Shorten it"
    assert line_problem("1\n2", 5) == "This must be one line"
    assert line_problem("", 5) == "This is empty. Write something"
