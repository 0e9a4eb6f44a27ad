"""Lists as offices make them: whole workbooks with everything that is understood of them."""

import io

import pytest
import xlsxwriter

from lms.enrolment.importing.doubts import LEAVE_OUT, OTHER_ONE, SAME
from lms.enrolment.importing.known import Known
from lms.enrolment.importing.plan import FreeSeats, RowOutcome, plan_import
from lms.enrolment.importing.problems import ProblemKind
from lms.enrolment.importing.reading import read_participants
from lms.enrolment.importing.sheets import read_list
from lms.errors import Invalid
from lms.people.contacts import cooperative_key
from lms.people.likeness import alike
from tests.enrolment.factories import a_workbook

HERE = FreeSeats(1, {1: 30})
SIGNATURES = [
    ["", "", "", "", "", "Denpasar, 9 November 2020"],
    ["", "Mengetahui,", "", "", "", "Ketua Panitia"],
    ["", "Kepala Dinas Koperasi", "", "", "", "Pelatihan"],
    ["", "", "", "", "", ""],
    ["", "Drs. I Made Contoh, M.M.", "", "", "", "Ni Putu Contoh, S.E."],
    ["", "NIP. 19700101 199003 1 001", "", "", "", ""],
]


def read(data):
    return read_participants(read_list(data))


def as_read(people):
    return [
        (row.line, row.name, row.position, row.cooperative, row.district, row.phone, row.email)
        for row in people.rows
    ]


def plan(rows, known=(), **more):
    return plan_import(rows, known, HERE, **{"decisions": {}, **more}).rows


def rows_of(text):
    return read(text.encode()).rows


def test_a_form_with_a_header_of_two_rows_titles_and_signatures_holds_only_its_people():
    data = a_workbook(
        ["DAFTAR NAMA PESERTA PELATIHAN KOPERASI", "", "", "", "", "", ""],
        ["Dinas Koperasi Kota Denpasar", "", "", "", "", "", ""],
        [""],
        ["NO", "NAMA", "L/P", "", "ASAL KOPERASI", "KONTAK", ""],
        ["", "", "L", "P", "", "No. HP", "E-mail"],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"],
        [1, "NI WAYAN EMBUN", "", "x", "KSP Contoh Embun", "081000000201", "embun@example.org"],
        [2, "I Made Gerimis", "x", "", "KSU Contoh Gerimis", "081000000202", ""],
        ["JUMLAH", "2 orang", "1", "1", "", "", ""],
        [""],
        *SIGNATURES,
        merged=[(3, 0, 4, 0), (3, 1, 4, 1), (3, 2, 3, 3), (3, 4, 4, 4), (3, 5, 3, 6)],
    )

    people = read(data)

    assert as_read(people) == [
        (7, "Ni Wayan Embun", "", "KSP Contoh Embun", "", "+6281000000201", "embun@example.org"),
        (8, "I Made Gerimis", "", "KSU Contoh Gerimis", "", "+6281000000202", ""),
    ]
    assert people.header.titles == 2
    assert (people.totals, people.headers, people.blank) == (1, 0, 2)
    assert people.signatures == (11, 12, 13, 15, 16)
    assert [one.outcome for one in plan(people.rows)] == [RowOutcome.CREATE] * 2


def test_titles_and_column_names_that_stand_again_on_each_page_are_nobody():
    top = [
        ["DAFTAR PESERTA", "", "", ""],
        ["Nama Pengurus/Manajer", "Asal Koperasi", "Alamat", "", "Nomor WA aktif"],
        ["", "", "Kelurahan", "Kecamatan", ""],
    ]
    data = a_workbook(
        *top,
        ["Ni Luh Kabut", "KSP Contoh Kabut", "Panjer", "Densel", "081000000203"],
        *top,
        ["I Nyoman Fajar", "KSP Contoh Fajar", "Renon", "Densel", "081000000204"],
        merged=[(r, c, r + 1, c) for r in (1, 5) for c in (0, 1, 4)],
    )

    people = read(data)

    assert as_read(people) == [
        (4, "Ni Luh Kabut", "", "KSP Contoh Kabut", "Denpasar Selatan", "+6281000000203", ""),
        (8, "I Nyoman Fajar", "", "KSP Contoh Fajar", "Denpasar Selatan", "+6281000000204", ""),
    ]
    assert people.headers == 3


def test_a_header_merged_over_two_rows_with_nothing_in_the_second_makes_nobody():
    heads = ["No", "Nama", "Koperasi"]
    merged = [(0, column, 1, column) for column in range(3)]

    people = read(a_workbook(heads, ["", "", ""], [1, "Sukerti", "KSP A"], merged=merged))

    assert [row.name for row in people.rows] == ["Sukerti"]


def test_who_stands_below_the_signatures_with_a_phone_is_a_person_all_the_same():
    [first, late] = rows_of(
        "nama,hp,koperasi\nSukerti,081000000205,KSP A\n"
        "Mengetahui,,\nKadek Awan,081000000206,KSP B\n"
    )

    assert (first.name, late.name) == ("Sukerti", "Kadek Awan")


@pytest.mark.parametrize("sign", ["\u201e", "\u201d", ",,", '-"-', "\u3003", "idem"])
def test_a_sign_for_the_same_as_above_is_no_cooperative(sign):
    cells = [["nama", "koperasi", "hp"], ["Sukerti", "KSP A", "081000000220"]]
    below = ["Kadek Awan", sign, "081000000221"]

    people = read(a_workbook(*cells, below))

    assert [row.cooperative for row in people.rows] == ["KSP A", "KSP A"]


def test_a_cooperative_of_signs_is_none():
    [row] = rows_of("nama,koperasi,hp\nSukerti,?,081000000222\n")

    assert row.cooperative == ""


@pytest.mark.parametrize("total", ["Total,,1,", ",Total,1,", "Jumlah,2,1,3"])
def test_sums_below_the_names_are_nobody(total):
    people = read(f"No,Nama,Koperasi,HP\n1,Sukerti,KSP A,081000000223\n{total}\n".encode())

    assert ([row.name for row in people.rows], people.totals) == (["Sukerti"], 1)


@pytest.mark.parametrize("numbering", ["(1),(2),(3),(4)", "a,b,c,d", "A.,B.,C.,D."])
def test_columns_that_are_numbered_or_lettered_are_nobody(numbering):
    rows = rows_of(f"No,Nama,Koperasi,HP\n{numbering}\n1,Sukerti,KSP A,081000000224\n")

    assert [row.name for row in rows] == ["Sukerti"]


def test_a_date_of_birth_beside_a_name_is_no_signature():
    rows = rows_of('nama,ttl\nSukerti,"Denpasar, 9 Mei 2000"\nKadek Awan,"Tabanan, 1 Mei 2001"\n')

    assert [row.name for row in rows] == ["Sukerti", "Kadek Awan"]


@pytest.mark.parametrize("sign", ["〃", "?", "...", "123", "_", "--"])
def test_a_name_of_signs_matches_nobody_and_is_not_imported(sign):
    known = Known(7, "-", phone="+6281000000207", cooperative="ksp a")
    rows = rows_of(f"nama,hp,koperasi\n{sign},081000000207,KSP A\n{sign},081000000207,KSP A\n")

    planned = plan(rows, [known])

    assert [one.outcome for one in planned] == [RowOutcome.UNUSABLE] * 2
    assert all(row.has(ProblemKind.NAME_MISSING) for row in rows)
    assert not alike(sign, "Sukerti") or sign == "123"


@pytest.mark.parametrize(
    "name", ["KSP Contoh Embun", "Koperasi Contoh", "Kop. Warga", "Kospin Warga"]
)
@pytest.mark.parametrize(
    ("choice", "outcome"),
    [
        (None, RowOutcome.HELD),
        (SAME, RowOutcome.CREATE),
        (LEAVE_OUT, RowOutcome.LEFT_OUT),
    ],
)
def test_a_cooperative_in_the_column_of_names_is_asked_about(name, choice, outcome):
    rows = rows_of(f"nama,hp,koperasi\n{name},081000000208,KSP A\n")

    [one] = plan(rows, decisions={"row-2": choice} if choice else {})

    assert one.outcome is outcome
    assert one.row.has(ProblemKind.NAME_IS_COOPERATIVE)


KNOWN = Known(
    7, "I Wayan Sukarta, S.E.", phone="+6281000000209", cooperative=cooperative_key("KSP Lama")
)


@pytest.mark.parametrize("written", ["I Wayan Sukarta", "I WYN SUKARTA, SE"])
@pytest.mark.parametrize("choice", [SAME, OTHER_ONE, None])
def test_the_same_full_name_with_another_phone_and_cooperative_is_asked_about(written, choice):
    rows = rows_of(f'nama,hp,koperasi\n"{written}",081000000210,KSP Baru\n')

    [one] = plan(rows, [KNOWN], decisions={"person-2": choice} if choice else {})

    assert (one.outcome, one.person_id) == {
        SAME: (RowOutcome.ENROL, 7),
        OTHER_ONE: (RowOutcome.CREATE, None),
        None: (RowOutcome.HELD, None),
    }[choice]


def test_namesakes_within_one_list_are_asked_about_and_a_common_name_alone_is_not():
    rows = rows_of(
        "nama,hp,koperasi\n"
        "Ni Made Sukerti,081000000211,KSP A\nI Kadek,081000000212,KSP B\n"
        "Ni Made Sukerti,081000000213,KSP C\nI Kadek,081000000214,KSP D\n"
    )

    assert [one.outcome for one in plan(rows)] == [
        RowOutcome.CREATE,
        RowOutcome.CREATE,
        RowOutcome.HELD,
        RowOutcome.CREATE,
    ]


@pytest.mark.parametrize(
    ("known", "written", "is_asked"),
    [
        ("KSP Contoh Genta Rahayu", "KSP Genta Rahayu", True),
        ("KSP Genta Rahayu", "KSP Contoh Genta Rahayu", True),
        ("KSP Genta Rahayu Jaya", "KSP Genta Rahayu Utama", False),
        ("KSP Rahayu", "KSP Genta Rahayu", False),
        ("KSP Genta Rahayu 2", "KSP Genta Rahayu", False),
    ],
)
def test_a_cooperative_with_a_word_more_is_seen_near_the_other(known, written, is_asked):
    rows = rows_of(f"nama,hp,koperasi\nSukerti,081000000215,{written}\n")

    [one] = plan(rows, cooperatives=[known])

    assert [doubt.name for doubt in one.doubts] == ["cooperative-2"] * is_asked


def test_a_spelling_taken_over_from_another_row_is_listed_as_a_change():
    rows = rows_of(
        "nama,hp,koperasi\nSukerti,081000000216,KSP Contoh Embun\n"
        "Kadek Awan,081000000217,Koperasi Simpan Pinjam Contoh Embun\n"
        "Putu Fajar,081000000218,Ksp. CONTOH  EMBUN\n"
    )

    planned = plan(rows)

    assert {one.row.cooperative for one in planned} == {"KSP Contoh Embun"}
    assert [
        [(c.old, c.new) for c in one.row.changes if c.column == "cooperative"] for one in planned
    ] == [
        [],
        [("Koperasi Simpan Pinjam Contoh Embun", "KSP Contoh Embun")],
        [("Ksp. CONTOH  EMBUN", "KSP Contoh Embun")],
    ]


def locked_by_excel():
    """The beginning of what Excel saves with a password: a compound file with two streams."""
    names = b"".join(name.encode("utf-16-le") for name in ("EncryptionInfo", "EncryptedPackage"))
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000) + names + bytes(1000)


def locked_by_a_packer():
    """A workbook packed with a password: the bit that says so set in both of its places."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        book.add_worksheet().write(0, 0, "nama")
    data = bytearray(file.getvalue())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + place] |= 1
            at = data.find(mark, at + 1)
    return bytes(data)


@pytest.mark.parametrize("locked", [locked_by_excel, locked_by_a_packer])
def test_a_workbook_with_a_password_is_told_as_such(locked):
    with pytest.raises(Invalid, match="password"):
        read_list(locked())


@pytest.mark.parametrize("end", ["\r", "\r\n", "\n"])
@pytest.mark.parametrize("separator", [",", ";"])
def test_lines_of_a_csv_file_may_end_in_every_way(end, separator):
    lines = [["sep=" + separator], ["nama", "hp"], ["Sukerti", "081000000219"], ["Kadek", ""]]

    for some in (lines, lines[1:]):
        text = end.join(separator.join(cells) for cells in some) + end
        assert [row.name for row in rows_of(text)] == ["Sukerti", "Kadek"]
