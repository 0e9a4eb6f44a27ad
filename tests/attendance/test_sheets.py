"""Sign-in sheets on paper."""

import io

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from lms.attendance.models import Attendance, Means
from lms.attendance.rules import Presence
from lms.audit.models import AuditEntry
from lms.database import db
from lms.workshops.models import Meeting, StaffRole
from tests.constants import NOW
from tests.factories import a_cooperative, a_person, a_staff_member, a_workshop, an_enrolment


@pytest.fixture
def workshop(app, at):
    with app.app_context():
        yield a_workshop(slug="angkatan", number=2, capacity=40)


@pytest.fixture
def pages(browser, workshop):
    browser.sign_in(a_staff_member(workshop, StaffRole.ASSISTANT))

    def read(path="sheets.pdf"):
        answer = browser.post(f"/w/angkatan/attendance/{path}")
        assert answer.mimetype == "application/pdf"
        found = PdfReader(io.BytesIO(answer.data)).pages
        return [" ".join(page.extract_text().split()) for page in found]

    return read


def first_meeting(workshop):
    return db.session.query(Meeting).filter_by(workshop_id=workshop.id, day=1).first()


def test_every_meeting_has_a_sheet_that_says_what_when_and_where(pages, workshop):
    found = pages()

    assert len(found) == 10
    for words in (workshop.program.title, "Angkatan 2", "Senin, 23 November 2026", workshop.place):
        assert words in found[0]
    assert "08.00–11.45 WITA" in found[0]
    assert "Ketua Panitia" in found[0]
    assert "NIP" in found[0]


def test_letterhead_and_chair_stand_on_the_sheet_as_the_program_says(pages, workshop):
    program = workshop.program
    program.partners = "Mitra Contoh"
    assert pages(f"{first_meeting(workshop).id}/sheet.pdf")[0].startswith("Mitra Contoh")
    program.letterhead = "Dinas Koperasi Contoh\nJalan Contoh 1"
    program.chair_name, program.chair_nip = "I Nyoman Contoh", "19700101 200001 1 001"
    db.session.commit()

    [text] = pages(f"{first_meeting(workshop).id}/sheet.pdf")

    assert text.startswith("Dinas Koperasi Contoh Jalan Contoh 1")
    assert "Mitra Contoh" not in text
    assert "I Nyoman Contoh NIP 19700101 200001 1 001" in text


def test_people_stand_by_name_with_what_is_known_and_five_rows_more(pages, workshop):
    an_enrolment(workshop, a_person("Sukerti", phone="+6281000000112", position="Bendahara"))
    an_enrolment(workshop, a_person("#let x [", cooperative=a_cooperative("KSP Embun Contoh")))
    an_enrolment(workshop, a_person("Pergi"), withdrawn_at=NOW)

    [text] = pages(f"{first_meeting(workshop).id}/sheet.pdf")

    assert text.index("#let x [") < text.index("Sukerti")
    assert "Pergi" not in text
    for words in ("0810 0000 0112", "Bendahara", "KSP Embun Contoh", "7. …"):
        assert words in text
    assert "8. …" not in text


def test_a_long_sheet_repeats_its_header_on_every_page(pages, workshop):
    for number in range(35):
        an_enrolment(workshop, a_person(f"Orang {number:02}"))

    found = pages(f"{first_meeting(workshop).id}/sheet.pdf")

    assert len(found) > 1
    assert all("Jabatan" in text for text in found if "Orang" in text)


def test_every_page_says_of_which_meeting_it_is_a_part(pages, workshop):
    for number in range(35):
        an_enrolment(workshop, a_person(f"Orang {number:02}"))

    found = pages()

    assert len(found) > 10
    assert all("Angkatan 2 · " in text and " · halaman " in text for text in found)
    second = "Angkatan 2 · Senin, 23 November 2026 · Sesi pagi · halaman 2"
    assert sum(second in text for text in found) == 1


def test_before_the_meeting_the_counts_are_left_to_the_pen(pages, workshop):
    an_enrolment(workshop)

    [text] = pages(f"{first_meeting(workshop).id}/sheet.pdf")

    for words in ("Hadir: ...", "Terlambat: ...", "Izin: ...", "Sakit: ..."):
        assert words in text.replace("…", "...")


def test_what_is_recorded_is_counted_on_the_sheet(pages, workshop):
    meeting = first_meeting(workshop)
    enrolment = an_enrolment(workshop)
    assert "Hadir: 1" not in pages(f"{meeting.id}/sheet.pdf")[0]
    db.session.add(
        Attendance(
            meeting_id=meeting.id,
            enrolment_id=enrolment.id,
            presence=Presence.PRESENT,
            means=next(iter(Means)),
            recorded_at=NOW,
        )
    )
    db.session.commit()

    assert "Hadir: 1" in pages(f"{meeting.id}/sheet.pdf")[0]


def names_on(page):
    return page.count("Peserta Contoh")


def test_fifteen_names_and_the_signature_fit_one_page(pages, workshop):
    program = workshop.program
    program.letterhead = "Dinas Koperasi Contoh\nBidang Contoh\nJalan Contoh 1\nTelepon 0361"
    program.chair_name, program.chair_nip = "I Nyoman Contoh", "19700101 200001 1 001"
    cooperative = a_cooperative("Koperasi Simpan Pinjam Contoh Genta Rahayu")
    for number in range(15):
        name = f"Ni Luh Putu Peserta Contoh {number}, S.E."
        an_enrolment(workshop, a_person(name, position="Bendahara", cooperative=cooperative))

    [page] = pages(f"{first_meeting(workshop).id}/sheet.pdf")

    assert names_on(page) == 15
    assert "20. …" in page
    assert "I Nyoman Contoh" in page


@pytest.mark.parametrize("people", range(16, 26))
def test_the_signature_never_stands_alone_on_a_page(pages, workshop, people):
    for number in range(people):
        an_enrolment(workshop, a_person(f"Peserta Contoh {number:02}"))

    found = pages(f"{first_meeting(workshop).id}/sheet.pdf")

    assert sum(map(names_on, found)) == people
    assert "Ketua Panitia" in found[-1]
    assert names_on(found[-1]) >= 1
    assert f"{people + 5}. …" in found[-1]
    assert all("Tanda tangan" in page for page in found)


def test_who_prints_sheets_leaves_a_line_in_the_trail(pages, workshop, browser):
    an_enrolment(workshop)
    for path in ("sheets.pdf", f"{first_meeting(workshop).id}/sheet.pdf"):
        assert browser.get(f"/w/angkatan/attendance/{path}").status_code == 405
        pages(path)

    taken = db.session.scalars(select(AuditEntry).filter_by(action="data.export")).all()
    assert [each.after for each in taken] == [{"export": "sheets", "lines": 1}] * 2
