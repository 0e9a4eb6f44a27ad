"""Single cells as typed values; reading what was read changes nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.enrolment.importing.places import district_of, read_area, read_district, read_subdistrict
from lms.enrolment.importing.values import (
    Phone,
    Repair,
    cleaned,
    read_cooperative,
    read_name,
    read_phone,
    read_position,
    read_workshop_number,
)
from lms.people.contacts import cooperative_key

LATIN = st.text(
    st.characters(min_codepoint=32, max_codepoint=0x17F, exclude_categories=["Cc"]), max_size=40
)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("NI MADE KUNANG LESTARI", "Ni Made Kunang Lestari"),
        ("ni luh pelangi arini", "Ni Luh Pelangi Arini"),
        ("I Ketut Embun, SE", "I Ketut Embun, S.E."),
        ("Ni Kadek Mutiara, SE,MM ", "Ni Kadek Mutiara, S.E., M.M."),
        ("Sukerti", "Sukerti"),
        ("McDonald de Vries", "McDonald de Vries"),
        ("MA'RUF", "Ma'ruf"),
        ("Ni\xa0Wayan\u200b Kabut", "Ni Wayan Kabut"),
    ],
)
def test_a_name_has_usual_capitals_blanks_and_degrees(written, name):
    assert read_name(written) == name


@pytest.mark.parametrize(
    ("written", "number", "repairs"),
    [
        ("+62 810-0000-0101", "+6281000000101", set()),
        ("62810 0000 0101", "+6281000000101", set()),
        ("0810.0000.0101", "+6281000000101", set()),
        ("'081000000101", "+6281000000101", set()),
        ("081000000101 (WA)", "+6281000000101", set()),
        ("HP: 081000000101", "+6281000000101", set()),
        ("+62 (0)810 0000 0101", "+6281000000101", set()),
        ("0361 000101", "+62361000101", set()),
        ("81000000101", "+6281000000101", {Repair.ZERO}),
        ("O81000000101", "+6281000000101", {Repair.LETTER_O}),
        ("081000000101 / 081000000196", "+6281000000101", {Repair.DOUBLE}),
        ("081000000101 / 081000000101", "+6281000000101", set()),
        ("8,1E+10", "", {Repair.LOST}),
        ("8.1E10", "", {Repair.LOST}),
        ("81000000000", "", {Repair.LOST}),
        ("37 orang", "", {Repair.LOST}),
        ("-", "", set()),
        ("", "", set()),
    ],
)
def test_a_phone_is_kept_in_one_form_and_its_repairs_are_told(written, number, repairs):
    phone = read_phone(written)

    assert (phone.number, phone.repairs) == (number, repairs)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        *[("1", 1), ("Angkatan 1", 1), ("II", 2), ("2.0", 2), ("2,0", 2), ("sesi iii", 3)],
        *[("Ke-4", 4), ("", None), ("dua", None), ("iiii", None), ("0", None), ("1.5", None)],
    ],
)
def test_a_workshop_number_is_arabic_or_roman(written, number):
    assert read_workshop_number(written) == number


@pytest.mark.parametrize(
    ("written", "position"),
    [
        ("Bend.", "Bendahara"),
        ("Sekertaris", "Sekretaris"),
        ("Manager", "Manajer"),
        ("juru buku", "Juru Buku"),
        ("KASIR", "Kasir"),
        ("Kabag Kredit", "Kabag Kredit"),
    ],
)
def test_a_position_is_written_as_usual(written, position):
    assert read_position(written) == position


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("KSP CONTOH EMBUN PAGI", "KSP Contoh Embun Pagi"),
        ("Ksp. Contoh Bunga Cempaka", "KSP Contoh Bunga Cempaka"),
        ("Kop. Jasa Contoh Roda Kota", "Koperasi Jasa Contoh Roda Kota"),
    ],
)
def test_a_cooperative_is_written_as_usual_and_stays_the_same(written, name):
    assert read_cooperative(written) == name
    assert cooperative_key(written) == cooperative_key(name)


def test_a_kind_of_cooperative_is_the_same_written_out():
    assert cooperative_key("Koperasi Simpan Pinjam Contoh") == cooperative_key("KSP Contoh")


@pytest.mark.parametrize(
    ("written", "subdistrict", "district"),
    [
        ("Sanur / Denpasar Selatan", "Sanur", "Denpasar Selatan"),
        ("Kel. Panjer, Kec. Denpasar Selatan", "Panjer", "Denpasar Selatan"),
        ("Kel. Panjer Kec. Denpasar Selatan", "Panjer", "Denpasar Selatan"),
        ("Sanur Kaja - Densel", "Sanur Kaja", "Denpasar Selatan"),
        ("PENATIH / DENTIM", "Penatih", "Denpasar Timur"),
        ("Denbar", "", "Denpasar Barat"),
        ("Sumerta Kaja", "Sumerta Kaja", ""),
        ("Kuta / Badung", "Kuta", "Badung"),
        ("", "", ""),
    ],
)
def test_one_cell_may_tell_subdistrict_and_district(written, subdistrict, district):
    place = read_area(written)

    assert (place.subdistrict, place.district) == (subdistrict, district)


def test_a_subdistrict_of_denpasar_tells_its_district_and_another_none():
    assert district_of("sumerta  KAJA") == "Denpasar Timur"
    assert district_of("Kuta") == ""


@given(LATIN)
def test_reading_a_name_again_changes_nothing(text):
    assert read_name(read_name(text)) == read_name(text)


@given(LATIN)
def test_cleaning_again_changes_nothing(text):
    assert cleaned(cleaned(text)) == cleaned(text)


@given(LATIN.map(cleaned))
def test_reading_other_values_again_changes_nothing(text):
    for reader in (read_position, read_cooperative, read_subdistrict, read_district):
        assert reader(reader(text)) == reader(text)


@given(st.text(max_size=60))
def test_a_phone_once_read_is_read_as_the_same(text):
    phone = read_phone(text)

    assert phone.number == "" or read_phone(phone.number) == Phone(phone.number)


@given(st.from_regex(r"8[1-9][0-9]{7,9}[1-9]", fullmatch=True), st.sampled_from([" ", "-", "."]))
def test_every_way_of_writing_a_mobile_number_is_the_same(digits, mark):
    grouped = mark.join((digits[:3], digits[3:7], digits[7:]))

    written = {f"0{grouped}", f"+62{grouped}", f"62 {grouped}", digits, f"0{digits} (WA)"}

    assert {read_phone(one).number for one in written} == {f"+62{digits}"}
