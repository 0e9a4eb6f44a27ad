"""From what is missing to paper with a number."""

import io
import re
from dataclasses import replace
from time import perf_counter

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from lms.audit.models import AuditEntry
from lms.certificates.models import Certificate
from lms.certificates.printing import Sheet, certificates_pdf
from lms.certificates.rules import CertificateKind, Ending
from lms.database import db
from tests.certificates.conftest import AFTER
from tests.certificates.samples import PRINTED, a_certificate
from tests.constants import NOW
from tests.factories import a_person, a_workshop, an_enrolment, an_organiser
from tests.results.factories import an_attempt


def issue(browser, workshop, *enrolments, kind="certificate"):
    address = f"/w/{workshop.slug}/certificates"
    chosen = [each.id for each in enrolments]
    answer = browser.post(address, data={"kind": kind, "enrolment": chosen})
    return browser.get(address) if answer.status_code == 303 else answer


def issued(*, valid=True):
    query = select(Certificate).order_by(Certificate.kind, Certificate.sequence)
    found = db.session.scalars(query.execution_options(populate_existing=True)).all()
    return [each for each in found if each.is_valid is valid]


def text_of(pdf):
    reader = PdfReader(io.BytesIO(pdf))
    return [re.sub(r"\s+", " ", page.extract_text()) for page in reader.pages]


def test_the_page_says_per_person_what_is_still_missing(browser, over, organiser, somebody):
    somebody("Ni Luh Lulus")
    somebody("I Wayan Hadir", post=6)
    somebody("I Made Jarang", attended=7)

    page = browser.get(f"/w/{over.slug}/certificates").text

    assert "Terbitkan sertifikat" in page
    assert "Terbitkan surat keterangan" in page
    assert "Kehadiran 70,0%, perlu 80%" in page
    assert page.count('name="enrolment"') == 2


def test_all_who_qualify_get_numbers_in_the_order_of_names(browser, over, organiser, somebody):
    people = [somebody(name) for name in ("Budi Contoh", "Ayu Contoh", "Citra Contoh")]
    failed = somebody("Dewi Contoh", post=3)

    answer = issue(browser, over, *people, failed)

    assert "3 sertifikat" in answer.text
    assert [(each.number, each.printed.holder.name) for each in issued()] == [
        ("001/DKGD/XI/2026", "Ayu Contoh"),
        ("002/DKGD/XI/2026", "Budi Contoh"),
        ("003/DKGD/XI/2026", "Citra Contoh"),
    ]
    assert len({each.code for each in issued()}) == 3


def test_pressing_twice_issues_once(browser, over, organiser, somebody):
    her = somebody("Ayu Contoh")

    issue(browser, over, her)
    again = issue(browser, over, her)

    assert "Tidak ada yang diterbitkan" in again.text
    assert len(issued()) == 1


def test_a_certificate_takes_the_place_of_the_statement(browser, over, organiser, somebody):
    her = somebody("Ayu Contoh", post=6)
    issue(browser, over, her, kind="statement")
    assert [each.number for each in issued()] == ["001/SK-DKGD/XI/2026"]
    an_attempt(her, "tes-akhir", *[1] * 8, *[0] * 2, number=2)

    issue(browser, over, her)

    assert [each.kind for each in issued()] == [CertificateKind.CERTIFICATE]
    (statement,) = issued(valid=False)
    assert statement.ending is Ending.REPLACED
    assert issued()[0].replaces_id == statement.id


def test_nothing_is_issued_before_the_last_meeting_has_ended(
    browser, over, organiser, somebody, at
):
    her = somebody("Ayu Contoh")
    at(NOW)
    browser.sign_in(organiser)

    assert issue(browser, over, her).status_code == 409
    assert issued() == []


def test_first_it_must_be_said_what_stands_on_them(browser, workshop, somebody, at):
    her = somebody("Ayu Contoh")
    at(AFTER)
    browser.sign_in(an_organiser(workshop.program))

    assert issue(browser, workshop, her).status_code == 409

    sent = {
        "activity": "Diklat Contoh",
        "code": "dk.gd",
        "issued_in": "Denpasar",
        "name_1": "Ketua Contoh",
        "office_1": "Ketua Panitia",
        "name_2": "",
        "office_2": "Kepala Dinas",
    }
    address = f"/programs/{workshop.program.slug}/certificates"
    refused = browser.post(address, data=sent)
    assert refused.status_code == 422
    assert "Kepala Dinas" in refused.text  # nothing typed is lost

    browser.post(address, data={**sent, "office_2": ""})
    issue(browser, workshop, her)
    assert [each.number for each in issued()] == ["001/DK.GD/XI/2026"]
    assert issued()[0].printed.activity == "Diklat Contoh"


def test_a_name_corrected_after_issue_comes_with_a_new_number(browser, over, organiser, somebody):
    her = somebody("Ayu Conto")
    issue(browser, over, her)
    (old,) = issued()
    her.person.name = "Ayu Contoh, S.E."
    db.session.commit()
    assert "Nama sudah diperbaiki" in browser.get(f"/w/{over.slug}/certificates").text
    address = f"/w/{over.slug}/certificates/{old.id}"

    assert browser.post(f"{address}/reissue", data={"reason": ""}).status_code == 422
    browser.post(f"{address}/reissue", data={"reason": "Nama salah ketik"})

    (new,) = issued()
    assert (new.number, new.printed.holder.name) == ("002/DKGD/XI/2026", "Ayu Contoh, S.E.")
    assert new.replaces_id == old.id
    (ended,) = issued(valid=False)
    assert (ended.number, ended.printed.holder.name) == ("001/DKGD/XI/2026", "Ayu Conto")
    assert "002/DKGD/XI/2026" in browser.get(address).text
    assert browser.post(f"{address}/reissue", data={"reason": "Lagi"}).status_code == 409
    assert browser.post(f"{address}.pdf").status_code == 409


def test_a_revoked_number_is_not_used_again(browser, over, organiser, somebody):
    her = somebody("Ayu Contoh")
    issue(browser, over, her)
    browser.post(
        f"/w/{over.slug}/certificates/{issued()[0].id}/revoke", data={"reason": "Salah orang"}
    )
    assert issued() == []

    issue(browser, over, her)

    assert [each.number for each in issued()] == ["002/DKGD/XI/2026"]
    actions = db.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)).all()
    assert [each for each in actions if each.startswith("certificate")] == [
        "certificate.prepare",
        "certificate.issue",
        "certificate.revoke",
        "certificate.issue",
    ]


def test_it_stays_as_it_was_printed(browser, over, organiser, somebody):
    her = somebody("Ayu Contoh")
    issue(browser, over, her)
    her.person.name = "Nama Baru"
    over.place = "Tempat lain"
    db.session.commit()

    pages = text_of(browser.post(f"/w/{over.slug}/certificates.pdf").data)

    assert len(pages) == 2
    assert "Ayu Contoh" in pages[0]
    assert "Balai Contoh, Sanur" in pages[0]
    assert "23 s.d. 27 November 2026" in pages[0]
    assert "001/DKGD/XI/2026" in pages[0]
    assert "Jumlah" in pages[1]


def test_a_program_is_printed_in_one_file(browser, over, organiser, somebody):
    second = a_workshop(program=over.program, number=99)
    a_certificate(somebody("Ayu Contoh"))
    a_certificate(an_enrolment(second, a_person("Budi Contoh")), sequence=2)

    pages = text_of(browser.post(f"/programs/{over.program.slug}/certificates.pdf").data)

    assert len(pages) == 4
    assert "Ayu Contoh" in pages[0]
    assert "Budi Contoh" in pages[2]


def test_the_home_of_a_participant_tells_of_it(app, over, somebody):
    her = somebody("Ayu Contoh")
    home = app.test_client().sign_in(her.person)
    assert "Sertifikat Anda sudah terbit" not in home.get("/").text

    a_certificate(her)

    assert "Sertifikat Anda sudah terbit" in home.get("/").text


def test_the_preview_has_no_number_and_keeps_nothing(browser, over, organiser, somebody):
    somebody("Ayu Contoh")

    answer = browser.post(f"/w/{over.slug}/certificates/preview.pdf")

    assert answer.mimetype == "application/pdf"
    assert "Ayu Contoh" in text_of(answer.data)[0]
    assert "DKGD" not in text_of(answer.data)[0]
    assert issued() == []
    taken = db.session.scalars(select(AuditEntry).filter_by(action="data.export")).one()
    assert taken.after == {"export": "certificates", "lines": 1}


def test_certificates_of_others_are_not_found(browser, over, organiser):
    stranger = a_certificate(an_enrolment())

    address = f"/w/{over.slug}/certificates/{stranger.id}"
    assert browser.get(address).status_code == 404
    assert browser.post(f"{address}.pdf").status_code == 404


def test_thirty_five_in_one_file_are_ready_in_three_seconds(app):
    sheet = Sheet(CertificateKind.CERTIFICATE, PRINTED, "001/DKGD/XI/2026", "ABCDEFGH23456789")
    begun = perf_counter()

    pdf = certificates_pdf("Sertifikat", [sheet] * 35, NOW)

    assert perf_counter() - begun < 3
    reader = PdfReader(io.BytesIO(pdf))
    assert len(reader.pages) == 70
    box = reader.pages[0].mediabox
    assert (round(box.width), round(box.height)) == (842, 595)  # A4 landscape, in points
    assert reader.metadata.title == "Sertifikat"


@pytest.mark.parametrize("name", ["Sukerti", "I Gusti Ayu " * 9 + ", S.E., M.M."])
def test_long_and_short_names_keep_to_one_sheet(app, name):
    printed = replace(PRINTED, holder=replace(PRINTED.holder, name=name))
    sheet = Sheet(CertificateKind.CERTIFICATE, printed, "001/DKGD/XI/2026", "ABCDEFGH23456789")

    pages = text_of(certificates_pdf("Sertifikat", [sheet], NOW))

    assert len(pages) == 2
    assert "Bendahara" in pages[0]


def test_more_people_cost_no_more_statements(browser, over, organiser, somebody, statements):
    address = f"/w/{over.slug}/certificates"
    a_certificate(somebody("Ayu Contoh"))
    browser.get(address)
    with statements() as few:
        browser.get(address)
    for number in range(2, 6):
        a_certificate(somebody(f"Peserta {number}"), sequence=number)
    with statements() as many:
        browser.get(address)

    assert len(many) == len(few)


def test_who_prints_certificates_leaves_a_line_in_the_trail(browser, over, organiser, somebody):
    certificate = a_certificate(somebody("Ayu Contoh"))

    for address in (
        f"/w/{over.slug}/certificates.pdf",
        f"/w/{over.slug}/certificates/{certificate.id}.pdf",
        f"/programs/{over.program.slug}/certificates.pdf",
    ):
        assert browser.get(address).status_code == 405
        assert browser.post(address).mimetype == "application/pdf"

    taken = db.session.scalars(select(AuditEntry).filter_by(action="data.export")).all()
    assert [each.after for each in taken] == [{"export": "certificates", "lines": 1}] * 3
