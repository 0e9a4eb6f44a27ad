"""Freezing a report, and what a version holds."""

import io
import json
import zipfile
from datetime import timedelta
from hashlib import sha256

import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from lms.attendance.rules import Presence
from lms.audit.models import AuditEntry
from lms.database import db
from lms.freezing.models import FrozenProgramReport, FrozenReport
from tests.constants import NOW
from tests.factories import a_cooperative, a_person, a_staff_member, an_enrolment, an_organiser
from tests.results.factories import an_attempt, presences

AFTER = NOW + timedelta(days=3)


@pytest.fixture
def her(workshop):
    person = a_person("Ni Luh Contoh", position="Bendahara", cooperative=a_cooperative("=KSP"))
    enrolment = an_enrolment(workshop, person)
    presences(enrolment, *[Presence.PRESENT] * 9)
    an_attempt(enrolment, "tes-awal", *[1] * 4, *[0] * 6)
    an_attempt(enrolment, "tes-akhir", *[1] * 8, *[0] * 2)
    return enrolment


@pytest.fixture
def address(workshop, her, at, browser):
    """Where the organiser of the workshop freezes; its last meeting has ended."""
    at(AFTER)
    browser.sign_in(an_organiser(workshop.program))
    return f"/w/{workshop.slug}/report/versions"


def files_of(answer):
    archive = zipfile.ZipFile(io.BytesIO(answer.data))
    return {name: archive.read(name) for name in archive.namelist()}


def test_a_version_holds_every_file_with_its_checksum(browser, address, workshop):
    assert browser.post(address, data={"note": ""}).status_code == 303

    answer = browser.post(f"{address}/1.zip")
    files = files_of(answer)
    manifest = json.loads(files["manifest.json"])
    frozen = db.session.scalars(select(FrozenReport)).one()
    assert frozen.sha256 == sha256(answer.data).hexdigest()
    assert set(files) - {"manifest.json"} == set(manifest["sha256"])
    for name, checksum in manifest["sha256"].items():
        assert sha256(files[name]).hexdigest() == checksum, name
    assert manifest["revisions"][0]["fingerprint"] == workshop.revision.fingerprint
    document = json.loads(files["laporan.json"])
    assert document["participants"][0]["name"] == "Ni Luh Contoh"
    assert "definition" in document["reached"]["attendance"]


def test_the_workbook_has_real_numbers_and_days(browser, address):
    browser.post(address)

    book = CalamineWorkbook.from_filelike(
        io.BytesIO(files_of(browser.post(f"{address}/1.zip"))["laporan.xlsx"])
    )

    heads, line = book.get_sheet_by_index(1).to_python()[:2]
    cells = dict(zip(heads, line, strict=True))
    assert cells["Nama"] == "Ni Luh Contoh"
    assert cells["Koperasi"] == "'=KSP"  # no formula
    assert 90.0 in line
    assert 80.0 in line
    summary = book.get_sheet_by_index(0).to_python()
    assert any(getattr(value, "year", None) == 2026 for row in summary for value in row)


def test_the_paper_tells_the_same(browser, address):
    browser.post(address)

    reader = PdfReader(io.BytesIO(browser.post(f"{address}/1.pdf").data))

    text = " ".join(page.extract_text() for page in reader.pages)
    assert "Ni Luh Contoh" in text
    assert "90,0% (9/10)" in text


def test_a_version_stays_and_the_next_says_what_differs(browser, address, her):
    browser.post(address)
    first = browser.post(f"{address}/1.zip").data
    her.person.name = "Ni Luh Contoh, S.E."
    db.session.commit()

    browser.post(address, data={"note": "Gelar dilengkapi"})

    assert browser.post(f"{address}/1.zip").data == first
    page = browser.get(address).text
    assert "Gelar dilengkapi" in page
    assert "Ni Luh Contoh, S.E." in page
    noted = db.session.scalars(
        select(AuditEntry).filter_by(action="report.freeze").order_by(AuditEntry.id)
    ).all()
    assert [each.after["version"] for each in noted] == [1, 2]
    assert noted[1].reason == "Gelar dilengkapi"


def test_not_before_the_last_meeting_has_ended(browser, workshop, her):
    browser.sign_in(an_organiser(workshop.program))

    assert browser.post(f"/w/{workshop.slug}/report/versions").status_code == 409


def test_a_closed_workshop_is_still_frozen(browser, address, workshop):
    workshop.closed_at = AFTER
    db.session.commit()

    assert browser.post(address).status_code == 303


def test_a_trainer_reads_what_differs_and_takes_no_file(app, browser, address, workshop):
    browser.post(address)
    trainer = app.test_client().sign_in(a_staff_member(workshop))

    assert "SHA-256" in trainer.get(address).text
    assert trainer.post(address).status_code == 403
    assert trainer.post(f"{address}/1.zip").status_code == 403  # words of participants are in it
    assert browser.post(f"{address}/7.zip").status_code == 404


def test_who_took_a_version_stands_in_the_list_of_changes(browser, address):
    browser.post(address)

    browser.post(f"{address}/1.zip")
    browser.post(f"{address}/1.pdf")

    taken = db.session.scalars(select(AuditEntry).filter_by(action="data.export")).all()
    assert [each.after for each in taken] == [{"export": "frozen_report", "lines": 1}] * 2


def test_a_program_is_frozen_with_its_workshops(browser, address, workshop, her):
    place = f"/programs/{workshop.program.slug}/report/versions"

    assert browser.post(place, data={"note": "Laporan antara"}).status_code == 303

    files = files_of(browser.post(f"{place}/1.zip"))
    document = json.loads(files["laporan.json"])
    assert document["workshops"][0]["attendance"]["part"] == 9
    assert "Ni Luh Contoh" in files["peserta.csv"].decode()
    assert files["laporan.pdf"].startswith(b"%PDF")
    assert browser.post(f"{place}/1.pdf").data == files["laporan.pdf"]
    frozen = db.session.scalars(select(FrozenProgramReport)).one()
    assert frozen.document == document
    her.person.name = "Ni Luh Contoh, S.E."
    workshop.place = "Balai Lain"
    db.session.commit()
    browser.post(place, data={})
    page = browser.get(place).text
    assert "Balai Lain" in page
    assert "S.E." not in page


def test_a_program_is_not_frozen_before_a_workshop_is_over(browser, workshop):
    browser.sign_in(an_organiser(workshop.program))

    answer = browser.post(f"/programs/{workshop.program.slug}/report/versions")

    assert answer.status_code == 409
