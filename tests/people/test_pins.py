"""Which PINs are too easy to guess."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.people.first_secrets import first_pin
from lms.people.pins import pin_problem

PINS = st.integers(0, 999_999).map("{:06}".format)


@pytest.mark.parametrize(
    "pin",
    [
        *("123456", "654321", "890123", "111111", "121212", "123123", "112233", "123321", "110011"),
        *("170865", "650817", "290200", "311299", "010190"),  # days
        *("12345", "1234567", "12345a", "", "½23456", "١٢٣٤٥٧"),
    ],
)
def test_an_easy_pin_is_refused_with_a_reason(pin):
    assert pin_problem(pin).endswith(".")


@pytest.mark.parametrize("pin", ["583921", "846207", "739164", "310293"[::-1]])
def test_a_pin_without_a_pattern_will_do(pin):
    assert pin_problem(pin) == ""


def test_the_end_of_her_own_phone_number_is_refused():
    assert pin_problem("583921", ["+62810583921"])
    assert pin_problem("583921", ["K4MP7TXQ", ""]) == ""


@given(PINS)
def test_a_pin_is_judged_the_same_backwards_unless_it_is_a_date(pin):
    if "date" not in pin_problem(pin) + pin_problem(pin[::-1]):
        assert bool(pin_problem(pin)) == bool(pin_problem(pin[::-1]))


def test_nine_of_ten_pins_will_do():
    refused = sum(bool(pin_problem(f"{n:06}")) for n in range(0, 1_000_000, 97))

    assert refused / (1_000_000 / 97) < 0.1


def test_the_pin_of_invented_people_is_the_same_for_the_same_token_and_never_easy(app):
    with app.app_context():
        pins = [first_pin("t" * 43, f"semua {n}") for n in range(50)]

        assert first_pin("t" * 43, "semua 0") == pins[0]
    assert not any(pin_problem(pin) for pin in pins)
