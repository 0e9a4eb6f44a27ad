"""How phones, emails and cooperatives are recognised."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.people.contacts import cooperative_key, normalised_email, normalised_phone, written_phone


@pytest.mark.parametrize(
    "typed",
    [
        "081000000101",
        "+62 810-0000-0101",
        "62810 0000 0101",
        "0810.0000.0101",
        "81000000101",
        "'081000000101",
        "(0810) 0000 0101",
    ],
)
def test_a_phone_is_the_same_however_it_is_written(typed):
    assert normalised_phone(typed) == "+6281000000101"


@pytest.mark.parametrize("typed", ["", "12", "8,1E+10", "0810", "O81000000108", "١٢٣", "0" * 30])
def test_what_is_no_phone_number_is_none(typed):
    assert normalised_phone(typed) is None


def test_a_phone_is_shown_in_groups_of_four():
    assert written_phone("+6281000000101") == "0810 0000 0101"


@given(st.from_regex(r"0[1-9][0-9]{7,11}", fullmatch=True))
def test_a_phone_shown_is_read_as_the_same_phone(typed):
    phone = normalised_phone(typed)

    assert phone is not None
    assert normalised_phone(written_phone(phone)) == phone


@pytest.mark.parametrize("typed", ["a@example,org", "a b@example.org", "a@b", "@example.org", "-"])
def test_what_is_no_email_is_none(typed):
    assert normalised_email(typed) is None


def test_an_email_is_trimmed_and_small():
    assert normalised_email(" Lentera.Wicara@Example.ORG ") == "lentera.wicara@example.org"


@pytest.mark.parametrize("name", ["KSP Contoh Embun", "Ksp. CONTOH  embun", "ksp contoh embun "])
def test_a_cooperative_is_the_same_however_it_is_written(name):
    assert cooperative_key(name) == "ksp contoh embun"


def test_kop_is_short_for_koperasi():
    assert cooperative_key("Kop. Jasa Contoh") == cooperative_key("Koperasi Jasa Contoh")
