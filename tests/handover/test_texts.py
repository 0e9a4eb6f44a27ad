"""What organisers write for a report: kept, told in the trail, never lost."""

import re

import pytest
from sqlalchemy import select

from lms.audit.models import AuditEntry
from lms.certificates.printed import Formalities, Signatory
from lms.certificates.service import prepare
from lms.database import db
from lms.handover.queries import texts_of
from lms.handover.rules import MAX_TEXT_LENGTH, WrittenTexts, paragraphs
from tests.constants import NOW
from tests.factories import a_program, an_organiser

TYPED = {
    "background": "Koperasi belum digital.\r\nAnggota menunggu.",
    "obstacles": "Listrik padam; latihan diulang.",
    "name_1": "Kepala Contoh",
    "office_1": "Kepala Dinas Contoh",
    "nip_1": "19700101",
}


def address(workshop):
    return f"/w/{workshop.slug}/report/hand-over"


def seen_in(page):
    return re.search(r'name="seen"[^>]*value="([^"]*)"', page)[1]


def save(browser, place, **typed):
    return browser.post(place, data={"seen": seen_in(browser.get(place).text), **TYPED, **typed})


def test_texts_are_kept_and_the_trail_tells_which(organiser, workshop):
    assert save(organiser, address(workshop)).status_code == 303

    texts = texts_of(workshop)
    assert paragraphs(texts.background) == ["Koperasi belum digital.", "Anggota menunggu."]
    assert texts.signatories == (Signatory("Kepala Contoh", "Kepala Dinas Contoh", "19700101"),)
    page = organiser.get(address(workshop)).text
    assert "Anggota menunggu." in page
    assert "3 teks belum ditulis" in page  # basis, conclusion, suggestions
    noted = db.session.scalars(select(AuditEntry).filter_by(action="report.texts")).one()
    assert noted.after == {"report_texts": ["background", "obstacles", "signatories"]}
    assert "Listrik" not in str(noted.after)


def test_saving_the_same_once_more_is_no_change(organiser, workshop):
    save(organiser, address(workshop))
    save(organiser, address(workshop))

    noted = db.session.scalars(select(AuditEntry).filter_by(action="report.texts")).all()
    assert len(noted) == 1


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"suggestions": "x" * (MAX_TEXT_LENGTH + 1)}, "4000"),
        ({"office_1": ""}, "Tulis jabatannya"),
        ({"name_2": "", "nip_2": "1980"}, "Tulis nama penanda tangan"),
    ],
)
def test_nothing_typed_is_lost_when_a_field_is_wrong(organiser, workshop, wrong, told):
    answer = save(organiser, address(workshop), **wrong)

    assert answer.status_code == 422
    assert told in answer.text
    assert "Listrik padam; latihan diulang." in answer.text
    assert texts_of(workshop) == WrittenTexts()


def test_what_another_saved_meanwhile_is_not_overwritten_unseen(app, organiser, workshop):
    opened = seen_in(organiser.get(address(workshop)).text)
    other = app.test_client().sign_in(an_organiser(workshop.program))
    save(other, address(workshop), obstacles="Dari rekan")

    answer = organiser.post(address(workshop), data={"seen": opened, **TYPED})

    assert answer.status_code == 409
    assert "Listrik padam; latihan diulang." in answer.text
    assert texts_of(workshop).obstacles == "Dari rekan"
    again = organiser.post(address(workshop), data={"seen": seen_in(answer.text), **TYPED})
    assert again.status_code == 303
    assert texts_of(workshop).obstacles == "Listrik padam; latihan diulang."


def test_they_are_written_after_closing_as_well(organiser, workshop):
    workshop.closed_at = NOW
    db.session.commit()

    assert save(organiser, address(workshop)).status_code == 303


def test_a_workshop_takes_what_it_does_not_say_from_its_program(organiser, workshop):
    place = f"/programs/{workshop.program.slug}/report/hand-over"
    save(organiser, place, basis="SK Nomor 1", issued_in="Denpasar")
    save(
        organiser,
        address(workshop),
        background="Angkatan ini lain.",
        name_1="",
        office_1="",
        nip_1="",
    )

    texts = texts_of(workshop)
    assert (texts.background, texts.basis) == ("Angkatan ini lain.", "SK Nomor 1")
    assert (texts.issued_in, texts.signatories[0].name) == ("Denpasar", "Kepala Contoh")
    assert texts.suggestions == ""


def test_who_signs_certificates_signs_where_nobody_was_named(workshop):
    formalities = Formalities("DKGD", "Diklat", "Sanur", (Signatory("Ketua Contoh", "Ketua"),))
    prepare(workshop.program, formalities, now=NOW, actor_id=None)

    texts = texts_of(workshop)
    assert (texts.issued_in, texts.signatories) == ("Sanur", formalities.signatories)


def test_the_head_of_the_committee_signs_where_there_are_no_certificates(app):
    program = a_program(chair_name="Ketua Contoh", chair_nip="1975")

    assert texts_of(program).signatories == (Signatory("Ketua Contoh", "", "1975"),)
