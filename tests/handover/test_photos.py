"""Photos of the activity: sent in by organisers, printed in annex 5, seen by nobody else."""

import io

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from lms.audit.models import AuditEntry
from lms.database import db
from lms.handover.models import ReportPhoto
from lms.handover.service_photos import MAX_PHOTOS
from lms.workshops.models import StaffRole
from tests.factories import a_staff_member, a_workshop, an_organiser
from tests.uploads.factories import PDF, a_photo


@pytest.fixture
def workshop(app, at):
    with app.app_context():
        yield a_workshop()


@pytest.fixture
def send(browser, workshop):
    browser.sign_in(an_organiser(workshop.program))

    def sent(*files):
        data = {"photos": [(io.BytesIO(one), f"{n}.jpg") for n, one in enumerate(files)]}
        address = f"/w/{workshop.slug}/report/photos"
        return browser.post(address, data=data, content_type="multipart/form-data")

    return sent


def kept():
    db.session.rollback()
    return db.session.scalars(select(ReportPhoto).order_by(ReportPhoto.id)).all()


def test_a_photo_with_its_line_stands_in_the_annex(browser, workshop, send):
    assert send(a_photo(width=40), a_photo(width=50)).status_code == 303
    first, second = kept()
    lines = {f"caption-{first.id}": "Pembukaan  oleh kepala dinas", f"caption-{second.id}": ""}

    browser.post(f"/w/{workshop.slug}/report/photos/captions", data=lines)

    pdf = browser.post(f"/w/{workshop.slug}/report/laporan.pdf").data
    document = PdfReader(io.BytesIO(pdf))
    (page,) = [each for each in document.pages if "Foto 2" in each.extract_text()]
    words = page.extract_text()
    assert words.index("Lampiran 5. Foto kegiatan") < words.index("Pembukaan oleh kepala dinas")
    assert sorted(each.image.width for each in page.images) == [40, 50]
    assert document.xmp_metadata is not None


def test_a_ticked_photo_is_removed_for_good_and_the_trail_tells(browser, workshop, send):
    send(a_photo())
    (photo,) = kept()
    token = photo.upload.token

    browser.post(f"/w/{workshop.slug}/report/photos/captions", data={"remove": photo.id})

    assert kept() == []
    assert browser.get(f"/w/{workshop.slug}/files/{token}").status_code == 404
    entries = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
    assert [each.after for each in entries] == [{"photos": 1}, {"photos": 0}]


def test_one_sent_twice_is_kept_once(send):
    send(a_photo())

    send(a_photo())

    assert len(kept()) == 1


def test_what_is_no_photo_is_told_at_the_field(send):
    answer = send(PDF)

    assert answer.status_code == 422
    assert kept() == []


def test_more_than_a_report_holds_are_refused(send):
    answer = send(*(a_photo(width=20 + n) for n in range(MAX_PHOTOS + 1)))

    assert answer.status_code == 422
    assert "paling banyak 12 foto" in answer.text
    assert kept() == []


def test_a_line_that_is_too_long_comes_back(browser, workshop, send):
    send(a_photo())
    (photo,) = kept()

    answer = browser.post(
        f"/w/{workshop.slug}/report/photos/captions", data={f"caption-{photo.id}": "a" * 161}
    )

    assert answer.status_code == 422
    assert "a" * 161 in answer.text


def test_a_trainer_does_not_see_them(app, workshop, send):
    send(a_photo())
    (photo,) = kept()
    trainer = app.test_client().sign_in(a_staff_member(workshop, StaffRole.TRAINER))

    assert trainer.get(f"/w/{workshop.slug}/report/photos").status_code == 403
    assert trainer.get(f"/w/{workshop.slug}/files/{photo.upload.token}").status_code == 404
