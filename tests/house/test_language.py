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
    readings,
    round_half_up,
    rupiah,
    unmistakable,
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
        ("1,25 juta", 1_250_000),
        ("1,25 jt", 1_250_000),
        ("Rp1,25jt.", 1_250_000),
        ("4735 ribu", 4_735_000),
        ("4735 rb", 4_735_000),
        ("12,5 Ribu rupiah", 12_500),
        ("2 miliar", 2 * 10**9),
        ("1,5 triliun", 15 * 10**11),
        ("(50.000)", -50_000),
        ("(Rp50.000)", -50_000),
        ("Rp (50.000,00)", -50_000),
        ("(1,25 jt)", -1_250_000),
        ("minus 50.000", -50_000),
        ("Minus Rp50.000", -50_000),
        ("Rp min 50.000", -50_000),
        ("4,035,000", 4_035_000),
        ("4,035,000.50", Fraction(8_070_001, 2)),
        ("1,250.00", 1250),
        ("16,7 persen", Fraction(167, 10)),
        ("IDR 50.000", 50_000),
        ("50.000 IDR", 50_000),
        ("50.000 rp", 50_000),
        ("12.", 12),
        ("1.250.000.", 1_250_000),
        ("(Rp50.000).", -50_000),
        ("16,7%.", Fraction(167, 10)),
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
        "12,",
        "12..",
        ".",
        ",",
        "1.25.000",
        "1,250.500",
        "5(0)",
        "(50",
        "(-50)",
        "minus -5",
        "juta",
        "1,25 jutaan",
        "0.500 juta",
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
        "2 m\u0131liar",  # without its dot it is another letter
    ],
)
def test_anything_else_is_refused(typed):
    with pytest.raises(UnreadableNumber):
        read_number(typed)


@pytest.mark.parametrize(
    ("typed", "house_rule", "other"),
    [
        ("1,500", Fraction(3, 2), 1500),
        ("-Rp1,125", Fraction(-9, 8), -1125),
        ("(1,500)", Fraction(-3, 2), -1500),
        ("1,250 juta", 1_250_000, 1_250_000_000),
        ("1.250 juta", 1_250_000_000, 1_250_000),
        ("4.735 ribu", 4_735_000, 4735),
    ],
)
def test_what_can_be_read_in_two_ways_has_both_the_house_rule_first(typed, house_rule, other):
    assert readings(typed) == (house_rule, other)
    assert read_number(typed) == house_rule


@pytest.mark.parametrize(
    "typed", ["1.500", "0,125", "1,5", "1,1250", "1.250,500", "4,035,000", "1.250.000 ribu"]
)
def test_what_can_be_read_in_one_way_only_is_not_asked_back(typed):
    assert len(readings(typed)) == 1


@given(st.integers(-(10**12), 10**12), st.integers(0, 9))
def test_what_is_written_unmistakably_has_one_reading(digits, places):
    value = Fraction(digits, 10**places)
    assert readings(unmistakable(value, 9)) == (value,)


@given(st.fractions(-(10**6), 10**6), st.sampled_from(["ribu", "rb", "juta", "jt", "miliar"]))
def test_a_word_behind_the_figures_multiplies_what_stands_before_it(value, word):
    figures = round_half_up(value, 2)
    times = {"ribu": 10**3, "rb": 10**3, "juta": 10**6, "jt": 10**6, "miliar": 10**9}[word]
    assert figures * times in readings(f"{number(figures)} {word}")


@given(st.fractions(0, 10**9), st.sampled_from(["-{}", "minus {}", "({})", "-Rp{}", "(Rp {})"]))
def test_every_way_to_write_a_negative_number_says_the_same(value, way):
    figures = unmistakable(round_half_up(value, 2), 2)
    assert read_number(way.format(figures)) == -read_number(figures)


OLD_FORMS = st.builds(
    "".join,
    st.tuples(
        st.sampled_from(["", "-", "+", "\u2212", "Rp", "Rp ", "rp. ", "-Rp", "Rp-"]),
        st.sampled_from(["7", "007", "12", "125", "1.500", "1.250.000", "1 250 000", "1250000"]),
        st.sampled_from(["", ",5", ",50", ",500", ",1250"]),
        st.sampled_from(["", "%", " %", " rupiah", ",-", "  "]),
    ),
)


@given(OLD_FORMS)
def test_what_was_read_before_is_read_as_it_was(typed):
    bare = typed.casefold().replace("\u2212", "-").replace("rp.", "").replace("rp", "")
    bare = bare.removesuffix(",-").removesuffix("rupiah").rstrip("% ").replace(" ", "")
    whole, _comma, part = bare.lstrip("+-").partition(",")
    value = Fraction(int(whole.replace(".", "") + part), 10 ** len(part))
    assert read_number(typed) == (-value if bare.startswith("-") else value)


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


def test_a_percentage_has_one_decimal_unless_others_are_asked_for():
    assert percent(Fraction(200, 3)) == "66,7%"
    assert percent(Fraction(200, 3), 0) == "67%"
