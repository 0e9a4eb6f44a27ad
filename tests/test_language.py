from contextlib import suppress
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.language import (
    UnreadableNumber,
    initials,
    number,
    percent,
    read_number,
    round_half_up,
    rupiah,
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1250000", 1250000),
        ("1.250.000", 1250000),
        ("Rp 1.250.000,00", 1250000),
        ("Rp1.250.000", 1250000),
        ("rp. 50.000,-", 50000),
        ("12,5", Fraction(25, 2)),
        ("560.000 rupiah", 560_000),
        ("1.250.000 Rupiah", 1_250_000),
        ("12.5", Fraction(25, 2)),
        ("12.50", Fraction(25, 2)),
        ("1.250.50", Fraction(2501, 2)),
        ("1.500", 1500),
        ("1 250 000", 1250000),
        ("1\u00a0250\u00a0000", 1250000),
        ("82,5%", Fraction(165, 2)),
        ("82,5 %", Fraction(165, 2)),
        ("-50.000", -50000),
        ("\u221250.000", -50000),
        ("-Rp50.000", -50000),
        ("Rp-50.000", -50000),
        ("+7", 7),
        (",5", Fraction(1, 2)),
        (" 0,25 ", Fraction(1, 4)),
        ("007", 7),
    ],
)
def test_numbers_are_read_as_indonesians_write_them(typed, meant):
    assert read_number(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "Rp",
        "-",
        "nan",
        "inf",
        "1e5",
        "1e999999999",
        "1_000",
        "0x10",
        "abc",
        "12a",
        "1,2,3",
        "1.2500",
        "0.500",
        "12.",
        "12,",
        ".",
        ",",
        "1.25.000",
        "1,250.00",
        "--5",
        "-Rp-5",
        "5-",
        "٣",
        "½",
        "1/2",
        "9" * 41,
        "1\x00",
        "1 25",
        "1.250 000",
    ],
)
def test_anything_else_is_refused(typed):
    with pytest.raises(UnreadableNumber):
        read_number(typed)


@given(st.text(max_size=60))
def test_reading_never_fails_in_another_way(typed):
    with suppress(UnreadableNumber):
        read_number(typed)


@given(st.fractions(min_value=-(10**12), max_value=10**12), st.sampled_from([0, 1, 2]))
def test_what_is_written_reads_back_as_the_same_number(value, decimals):
    rounded = round_half_up(value, decimals)
    assert read_number(number(rounded, decimals)) == rounded


@given(st.integers(-(10**15), 10**15))
def test_money_reads_back_as_the_same_number(value):
    assert read_number(rupiah(value)) == value


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (number(1250000), "1.250.000"),
        (number(Fraction(25, 2)), "12,5"),
        (number(Fraction(1, 3)), "0,3333"),
        (number(Fraction(-1, 4)), "-0,25"),
        (number(12, 2), "12,00"),
        (number(Fraction(1, 8), 2), "0,13"),
        (number(Fraction(-1, 1000), 2), "0,00"),
        (rupiah(1250000), "Rp1.250.000"),
        (rupiah(-50000), "-Rp50.000"),
        (rupiah(Fraction(5, 2)), "Rp3"),
        (percent(Fraction(165, 2)), "82,5%"),
        (percent(90), "90,0%"),
    ],
)
def test_numbers_are_written_as_indonesians_write_them(written, expected):
    assert written == expected


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("I Made Halilintar Dwipa", "MH"),
        ("Ni Luh Contoh", "LC"),
        ("Pelatih Contoh", "PC"),
        ("Sukerti", "S"),
        ("I Na", "IN"),
        ("", ""),
    ],
)
def test_initials_pass_over_the_words_that_half_of_all_names_begin_with(name, letters):
    assert initials(name) == letters
