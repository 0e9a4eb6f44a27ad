"""Workbooks, opened by another library than the one that made them."""

import io
from datetime import date

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from lms.audit.models import AuditEntry
from lms.database import db
from tests.certificates.samples import a_certificate


@pytest.fixture
def book(organiser, workshop, her):
    """Opens one of the workbooks of the workshop or program."""

    def opened(place):
        answer = organiser.post(place)
        assert answer.status_code == 200
        return CalamineWorkbook.from_filelike(io.BytesIO(answer.data))

    return opened


def rows_of(book, name):
    heads, *rows = book.get_sheet_by_name(name).to_python()
    return [dict(zip(heads, row, strict=True)) for row in rows]


def test_all_tables_of_a_workshop_have_a_sheet(book, workshop, her):
    a_certificate(her)

    found = book(f"/w/{workshop.slug}/report/laporan.xlsx")

    assert found.sheet_names == [
        *("Ringkasan", "Peserta", "Tujuan pembelajaran", "Materi per hari", "Kompetensi"),
        *("Keterampilan", "Angket", "Materi tersampaikan", "Kuis", "Kehadiran"),
        *("Kehadiran, baris demi baris", "Sertifikat"),
    ]
    person = rows_of(found, "Peserta")[0]
    assert (person["Nama"], person["Koperasi"]) == ("Ni Luh Contoh", "'=KSP")  # no formula
    assert (person["Sesi dihadiri"], person["Tes awal"]) == (9.0, 40.0)
    assert isinstance(rows_of(found, "Sertifikat")[0]["Diterbitkan pada"], date)


def test_the_attendance_register_has_real_days(book, workshop):
    found = book(f"/w/{workshop.slug}/report/attendance.xlsx")

    lines = rows_of(found, "Kehadiran, baris demi baris")
    assert len(lines) == 10
    assert isinstance(lines[0]["Tanggal"], date)
    assert [line["Kehadiran"] for line in lines] == ["Hadir"] * 9 + ["Belum dicatat"]


def test_the_list_of_participants_reaches_them(book, workshop):
    found = book(f"/w/{workshop.slug}/report/participants.xlsx")

    person = rows_of(found, "Peserta")[0]
    assert (person["Nama"], person["Jabatan"]) == ("Ni Luh Contoh", "Bendahara")
    assert person["Nomor HP"] == "081000000101"  # a text: a number would lose its nought
    assert isinstance(person["Terdaftar sejak"], date)


def test_that_of_a_program_has_its_workshops_and_people(book, workshop):
    found = book(f"/programs/{workshop.program.slug}/report/laporan.xlsx")

    line = rows_of(found, "Angkatan")[0]
    assert isinstance(line["Hari pertama"], date)
    assert line["Kehadiran, persen"] == 90.0
    assert rows_of(found, "Peserta")[0]["Nama"] == "Ni Luh Contoh"


def test_each_file_leaves_its_line_in_the_list_of_changes(book, workshop):
    for name in ("laporan", "attendance", "participants"):
        book(f"/w/{workshop.slug}/report/{name}.xlsx")

    taken = db.session.scalars(select(AuditEntry).filter_by(action="data.export")).all()
    assert [each.after["export"] for each in taken] == ["report", "attendance", "participants"]
