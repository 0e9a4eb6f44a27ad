"""Reading lists of participants: headers, rows, every kind of dirt of the messy sample."""

import contextlib
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms import demo
from lms.enrolment.importing.columns import DITTO, find_header
from lms.enrolment.importing.lists import Listed
from lms.enrolment.importing.problems import ProblemKind
from lms.enrolment.importing.reading import ParticipantRow, read_participants
from lms.enrolment.importing.sheets import read_list
from lms.errors import Invalid, LmsError

SAMPLE = Path(demo.__file__).parent / "sample"
CLEAN = read_participants(read_list((SAMPLE / "participants.csv").read_bytes()))
MESSY = read_participants(read_list((SAMPLE / "participants-messy.csv").read_bytes()))
FIELDS = ("name", "position", "cooperative", "subdistrict", "district", "phone", "email")


def read(text):
    return read_participants(read_list(text.encode()))


def row(number):
    """The row of the messy sample with this "No."."""
    blank_lines = (number > 12) + (number > 24)
    return next(one for one in MESSY.rows if one.line == number + 4 + blank_lines)


def kinds(one):
    return [str(problem.kind) for problem in one.problems]


def change(one, column):
    return next(c for c in one.changes if c.column == column)


def test_the_clean_sample_has_35_people_without_a_problem():
    assert len(CLEAN.rows) == 35
    assert not any(one.problems or one.changes for one in CLEAN.rows)
    assert CLEAN.has_workshops


def test_a_row_of_the_sample_is_understood():
    assert CLEAN.rows[2] == ParticipantRow(
        line=4,
        name="I Ketut Embun Pratama, S.E.",
        position="Manajer",
        cooperative="KSU Contoh Tirta Jernih",
        subdistrict="Panjer",
        district="Denpasar Selatan",
        phone="+6281000000103",
        email="embun.pratama@example.org",
        workshop_number=1,
    )


def test_titles_blank_lines_and_the_total_are_passed_over_and_counted():
    assert (MESSY.header.titles, MESSY.blank, MESSY.totals, len(MESSY.rows)) == (2, 2, 1, 37)


def test_only_the_stated_cells_differ_between_the_messy_and_the_clean_sample():
    differing = {
        (number, field)
        for number in range(1, 36)
        for field in (*FIELDS, "workshop_number")
        if getattr(row(number), field) != getattr(CLEAN.rows[number - 1], field)
    }

    assert differing == {
        (6, "name"),
        (9, "email"),
        (12, "email"),
        (32, "email"),
        (17, "phone"),
        (26, "phone"),
    }


@pytest.mark.parametrize(
    ("number", "column", "old"),
    [
        (1, "phone", "+62 810-0000-0101"),
        (2, "name", "NI MADE KUNANG LESTARI"),
        (2, "position", "BENDAHARA"),
        (2, "cooperative", "KSP CONTOH EMBUN PAGI"),
        (2, "phone", "62810 0000 0102"),
        (3, "name", "I Ketut Embun Pratama, SE"),
        (3, "position", "Manager"),
        (3, "area", "Kel. Panjer, Kec. Denpasar Selatan"),
        (3, "phone", "0810.0000.0103"),
        (4, "name", "ni luh pelangi arini"),
        (4, "position", "Sekertaris"),
        (5, "area", "Sanur Kaja - Densel"),
        (7, "name", "  I Nyoman   Ombak Segara "),
        (7, "area", "Serangan/Dps Selatan"),
        (7, "phone", "081000000107 (WA)"),
        (8, "name", "Ni Wayan\xa0Kabut Utari, A.Md."),
        (10, "area", "Sanur Kauh, Densel"),
        (10, "email", " Lentera.Wicara@Example.ORG "),
        (11, "cooperative", "Kop. Jasa Contoh Roda Kota"),
        (12, "position", "Bend."),
        (13, "workshop", "II"),
        (14, "workshop", "2.0"),
        (15, "area", "PENATIH / DENTIM"),
        (18, "position", "juru buku "),
        (18, "cooperative", "Ksp. Contoh Bunga Cempaka"),
        (19, "name", "NGAKAN PUTU ANGIN TIMUR"),
        (20, "phone", "'081000000220"),
        (21, "cooperative", "Koperasi Konsumen Contoh\nIbu Sejahtera"),
        (22, "email", "PASIR.PUTIHANTA@EXAMPLE.ORG"),
        (27, "area", "Kel. Pemecutan, Kec. Denbar"),
        (29, "area", "Ubung Kaja/Denut"),
        (30, "name", "Ni Kadek Mutiara Swari, S.E., M.M. "),
        (33, "name", "ida ayu kenanga prabhawati"),
        (35, "position", "KASIR"),
    ],
)
def test_what_is_put_right_without_a_doubt_is_told_with_old_and_new(number, column, old):
    assert change(row(number), column).old == old
    assert change(row(number), column).new != old


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (4, {"phone_zero_restored", "workshop_filled_down"}),
        (6, {"phone_double", "workshop_filled_down"}),
        (8, {"phone_letter_o", "workshop_filled_down"}),
        (9, {"email_missing", "workshop_filled_down"}),
        (12, {"email_missing", "workshop_filled_down"}),
        (16, {"district_mismatch"}),
        (17, {"phone_unrecoverable"}),
        (24, {"district_filled"}),
        (32, {"email_invalid"}),
    ],
)
def test_what_is_doubtful_is_a_warning_in_its_row(number, expected):
    assert set(kinds(row(number))) == expected


def test_other_rows_of_the_messy_sample_have_no_warning_but_the_filled_workshop():
    told = {4, 6, 8, 9, 12, 16, 17, 24, 32, 37}
    others = [row(number) for number in range(1, 38) if number not in told]

    assert Counter(kind for one in others for kind in kinds(one)) == {"workshop_filled_down": 6}


def test_the_second_of_two_phone_numbers_is_kept_as_a_note():
    assert (row(6).phone, row(6).note) == ("+6281000000106", "0810 0000 0196")


def test_a_name_is_never_written_out_by_guess():
    assert row(6).name == "A.A. Ayu Senja Maharani"


def test_a_subdistrict_in_another_district_than_written_has_the_right_one_proposed():
    [mismatch] = [one for one in row(16).problems if one.kind is ProblemKind.DISTRICT_MISMATCH]

    assert mismatch.params["written"] == "Denpasar Barat"
    assert row(16).district == mismatch.params["proposed"] == "Denpasar Timur"


def test_blanks_that_do_not_belong_there_are_made_visible():
    assert change(row(7), "name").written == "␣␣I Nyoman␣␣␣Ombak Segara␣"


def test_an_empty_workshop_is_filled_only_within_its_block():
    rows = read("nama,angkatan\nA,II\nB,\n,\nC,\nD,3\n").rows

    assert [one.workshop_number for one in rows] == [2, 2, None, 3]
    assert kinds(rows[1]) == ["workshop_filled_down"]
    assert kinds(rows[2]) == ["workshop_unclear"]


def test_a_line_that_names_a_workshop_is_for_the_rows_below_it():
    rows = read("nama,hp\nANGKATAN II,\nSukerti,1\n,\nKadek,1\nAngkatan 3,\nAwan,1\n").rows

    assert [(one.name, one.workshop_number) for one in rows] == [
        ("Sukerti", 2),
        ("Kadek", 2),
        ("Awan", 3),
    ]


@pytest.mark.parametrize(
    "title",
    [
        "ANGKATAN I",
        "Angkatan;: 1",
        "DAFTAR PESERTA ANGKATAN I (DENPASAR SELATAN)",
        "Angkatan 1: 24-28 November 2026",
        "Gelombang ke-1 - Denpasar Timur",
    ],
)
def test_a_line_that_names_a_workshop_may_stand_above_the_column_names(title):
    people = read(f"{title}\nNama;Koperasi\nSukerti;KSP A\n\nAngkatan 2\nKadek;KSP B\n")

    assert [row.workshop_number for row in people.rows] == [1, 2]


@pytest.mark.parametrize("title", ["Angkatan 1-3", "Angkatan I dan II", "Angkatan 1, 2", "Kelas"])
def test_a_title_for_several_workshops_names_none(title):
    [row] = read(f"{title}\nNama;Koperasi\nSukerti;KSP A\n").rows

    assert row.workshop_number is None


def test_a_degree_that_a_comma_cut_off_belongs_to_the_name():
    people = read("Nama,Koperasi,HP\nSukerti, SE, M.M.,KSP A,081000000112\nKadek,KSP B,-\n")

    assert [(row.name, row.cooperative) for row in people.rows] == [
        ("Sukerti, S.E., M.M.", "KSP A"),
        ("Kadek", "KSP B"),
    ]


def test_a_list_in_english_is_understood():
    people = read(
        "No;Full name;Job title;Cooperative name;Village;District;Mobile number;E-mail address\n"
        "1;Sukerti;Treasurer;KSP A;Panjer;Denpasar Selatan;081000000112;s@example.org\n"
    )

    assert not people.header.has_guesses
    [row] = people.rows
    assert (row.position, row.cooperative, row.subdistrict) == ("Treasurer", "KSP A", "Panjer")
    assert (row.phone, row.email) == ("+6281000000112", "s@example.org")


def test_a_name_alone_in_its_row_is_told():
    rows = read("nama,hp,email,koperasi\nSukerti,081000000112,,\nKepala Dinas,,,\n").rows

    assert [one.has(ProblemKind.ONLY_A_NAME) for one in rows] == [False, True]


def test_cells_merged_with_the_row_above_are_filled_and_told():
    table = [["nama", "koperasi"], ["Sukerti", "KSP Contoh"], ["Kadek", DITTO]]

    first, second = read_participants(Listed(table)).rows

    assert second.cooperative == first.cooperative == "KSP Contoh"
    assert kinds(second) == ["filled_down"]


def test_column_names_in_two_rows_are_read_together():
    text = "No;Nama;Alamat;;HP\n;;Kelurahan;Kecamatan;\n1;Sukerti;Panjer;Densel;081000000112\n"

    [one] = read(text).rows

    assert (one.subdistrict, one.district) == ("Panjer", "Denpasar Selatan")


def test_column_names_repeated_further_down_are_nobody():
    rows = read("nama,hp\nSukerti,\nnama,hp\nKadek,\n").rows

    assert [one.name for one in rows] == ["Sukerti", "Kadek"]


def test_a_column_name_that_is_only_similar_is_taken_as_a_guess():
    header = find_header([["Nama", "Nomor WA aktif"], ["Sukerti", "081000000112"]])

    assert header.columns == {"name": 0, "phone": 1}
    assert header.has_guesses


def test_the_organiser_says_what_columns_hold():
    table = [["Nama", "X"], ["Sukerti", "081000000112"]]

    [one] = read_participants(Listed(table), {"0": "name", "1": "phone"}).rows

    assert one.phone == "+6281000000112"


def test_a_list_whose_names_are_left_out_is_refused():
    with pytest.raises(Invalid):
        read_participants(Listed([["Nama"], ["Sukerti"]]), {"0": ""})


def test_two_columns_for_the_same_are_told():
    header = find_header([["nama", "a", "b"]], {"0": "name", "1": "phone", "2": "phone"})

    assert header.repeated == ("phone",)
    assert header.columns["phone"] == 1


def test_problems_stand_at_their_row_and_column():
    [one] = read("nama,hp,email\n,8,a@example\n").rows

    assert [problem.column for problem in one.problems] == ["name", "phone", "email"]
    assert not one.is_usable


def test_a_name_longer_than_its_column_is_told():
    [one] = read(f"nama,jabatan\n{'a' * 121},Ketua\n").rows

    assert not one.is_usable


@pytest.mark.parametrize("total", ["JUMLAH", "Total", "Jumlah peserta", "Sub total"])
def test_a_total_is_nobody(total):
    assert read(f"nama,hp\nSukerti,\n{total},2 orang\n").totals == 1


@pytest.mark.parametrize("text", ["", "\n\n", "a,b\n1,2\n", "nama\n", "\x00\x01"])
def test_what_is_no_list_is_refused_with_a_sentence(text):
    with pytest.raises(Invalid):
        read(text)


@given(st.binary(max_size=400))
def test_no_bytes_do_anything_but_be_read_or_refused(data):
    with contextlib.suppress(LmsError):
        read_participants(read_list(data))


@given(st.lists(st.lists(st.text(max_size=20), max_size=4), max_size=6))
def test_no_table_below_a_header_breaks_the_reader(rows):
    with contextlib.suppress(Invalid):
        read_participants(Listed([["nama", "kelurahan/kecamatan", "hp", "angkatan"], *rows]))


def test_the_list_for_a_fourth_workshop_of_the_demo_has_new_people_only():
    new = read_participants(read_list((SAMPLE / "participants-new.csv").read_bytes()))

    assert {row.workshop_number for row in new.rows} == {4}
    for key in ("name", "phone"):
        assert not {getattr(r, key) for r in new.rows} & {getattr(r, key) for r in CLEAN.rows}
