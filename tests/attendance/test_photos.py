"""Photos of the signed sheet: sent in, seen by staff of the workshop alone, removed for good."""

import io
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from lms.attendance.models import SheetPhoto
from lms.attendance.service_photos import MAX_PHOTOS
from lms.audit.models import AuditEntry
from lms.database import db
from lms.uploads import service as uploads
from lms.uploads.models import Upload
from lms.workshops.models import Meeting, StaffRole
from tests.constants import NOW
from tests.factories import a_staff_member, a_workshop, an_enrolment
from tests.uploads.factories import PDF, a_photo


@pytest.fixture
def workshop(app, at):
    with app.app_context():
        yield a_workshop(slug="angkatan")


@pytest.fixture
def meeting(workshop):
    return db.session.scalars(select(Meeting).filter_by(workshop_id=workshop.id)).first()


@pytest.fixture
def assistant(browser, workshop):
    person = a_staff_member(workshop, StaffRole.ASSISTANT)
    browser.sign_in(person)
    return person


@pytest.fixture
def send(browser, assistant, meeting):
    """Send files as the assistant."""

    def sent(*files, to=meeting):
        data = {"photos": [(io.BytesIO(one), f"{n}.jpg") for n, one in enumerate(files)]}
        return browser.post(address(to), data=data, content_type="multipart/form-data")

    return sent


def address(meeting):
    return f"/w/angkatan/attendance/{meeting.id}/photos"


def kept():
    db.session.rollback()
    return db.session.scalars(select(SheetPhoto).order_by(SheetPhoto.id)).all()


def actions():
    return db.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)).all()


def test_several_photos_are_kept_and_shown_with_who_and_when(browser, send, meeting, assistant):
    assert send(a_photo(), a_photo(60)).location == address(meeting)

    page, register = browser.get(address(meeting)).text, browser.get(address(meeting)[:-7]).text
    for shown in (page, register):
        assert shown.count("<img") == 2
        assert assistant.name in shown
        assert "/small" in shown
    picture = browser.get(f"/w/angkatan/files/{kept()[0].upload.token}/small")
    assert picture.mimetype == "image/jpeg"
    assert actions() == ["attendance.photo_add"] * 2


def test_the_same_photo_sent_twice_is_kept_once(send):
    send(a_photo())
    send(a_photo())

    assert len(kept()) == 1
    assert actions() == ["attendance.photo_add"]


def test_a_removed_photo_is_gone_with_its_bytes_and_leaves_a_line(browser, send, meeting):
    send(a_photo())
    [photo] = kept()
    token, ask = photo.upload.token, f"{address(meeting)}/{photo.id}/remove"
    assert "Hapus foto" in browser.get(ask).text

    assert browser.post(ask).location == address(meeting)

    assert kept() == []
    assert browser.get(f"/w/angkatan/files/{token}").status_code == 404
    assert browser.post(ask).status_code == 404
    assert actions() == ["attendance.photo_add", "attendance.photo_remove"]
    assert uploads.tidy(NOW + timedelta(days=3650)) == 2


def test_a_photo_that_another_meeting_has_too_stays_there(browser, send, workshop, meeting):
    other = db.session.scalars(select(Meeting).filter_by(workshop_id=workshop.id)).all()[1]
    send(a_photo())
    send(a_photo(), to=other)

    browser.post(f"{address(meeting)}/{kept()[0].id}/remove")

    [photo] = kept()
    assert photo.meeting_id == other.id
    assert browser.get(f"/w/angkatan/files/{photo.upload.token}").status_code == 200


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ([], "Pilih sedikitnya satu foto"),
        ([PDF], "bukan foto"),
        ([a_photo(), b"\xff\xd8\xffbroken"], "tidak dapat dibaca"),
        ([a_photo()] * (MAX_PHOTOS + 1), "paling banyak 10"),
    ],
)
def test_what_is_no_photo_is_told_at_the_field_and_nothing_is_kept(send, files, told):
    answer = send(*files)

    assert answer.status_code == 422
    assert told in answer.text
    assert kept() == []


def test_a_meeting_keeps_so_many_and_no_more(browser, send, meeting):
    send(*(a_photo(40 + n) for n in range(MAX_PHOTOS)))
    assert len(kept()) == MAX_PHOTOS
    assert "multipart" not in browser.get(address(meeting)).text

    assert send(a_photo(99)).status_code == 409
    assert len(kept()) == MAX_PHOTOS


def test_there_is_no_sheet_before_the_meeting(browser, send, workshop):
    tomorrow = db.session.scalars(select(Meeting).filter_by(workshop_id=workshop.id, day=4)).first()

    page = browser.get(address(tomorrow)).text

    assert "setelah sesi dimulai" in page
    assert "multipart" not in page
    assert send(a_photo(), to=tomorrow).status_code == 409
    assert kept() == []


def test_participants_and_other_workshops_see_nothing_of_it(app, send, workshop, meeting):
    send(a_photo())
    [photo] = kept()
    there = a_workshop(slug="lain")
    strangers = (an_enrolment(workshop).person, a_staff_member(there))
    files = f"files/{photo.upload.token}"

    for person in strangers:
        stranger = app.test_client().sign_in(person)
        for path in (f"/w/angkatan/{files}", f"/w/lain/{files}", f"/w/angkatan/{files}/small"):
            assert stranger.get(path).status_code == 404
        assert stranger.get(address(meeting)).status_code in (403, 404)
        assert stranger.post(f"{address(meeting)}/{photo.id}/remove").status_code in (403, 404)
    assert db.session.scalar(select(func.count()).select_from(Upload)) == 1


def test_the_page_costs_the_same_for_one_photo_as_for_many(browser, send, meeting, statements):
    counts = []
    for batch in ([a_photo()], [a_photo(50 + n) for n in range(6)]):
        send(*batch)
        with statements() as seen:
            browser.get(address(meeting))
        counts.append(len(seen))

    assert counts[0] == counts[1]
