"""Photos and files are kept beside a revision, and sent to who is signed in."""

from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import func, select

from lms.content.folder import read_folder
from lms.content.revision import canonical, course_from
from lms.database import db
from lms.practice.offline.pictures import as_sources, room_beside, taken_along
from lms.publishing.models import CourseAttachment
from lms.publishing.queries import course_of
from lms.publishing.service import publish_document
from tests.constants import NOW
from tests.content.folders import CourseFolder
from tests.factories import a_person


@pytest.fixture
def reading(tmp_path):
    """A course with a photo and a file."""
    folder = CourseFolder(tmp_path)
    out = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, "PNG")
    folder.write("pictures/toko.png", out.getvalue())
    folder.change("day-1/modal-koperasi.md", "> Kutipan", "![Toko](pictures/toko.png)\n\n> Kutipan")
    return read_folder(folder.root)


@pytest.fixture
def files(app, reading):
    revision, _new = publish_document(reading.document, NOW, reading.attached)
    db.session.commit()
    return {each.name: each for each in course_of(revision).files}


def test_who_is_signed_in_is_sent_them_once(browser, files):
    browser.sign_in(a_person())
    photo, table = (browser.get(files[name].address) for name in ("toko.webp", "tabel-anggota.csv"))

    assert (photo.mimetype, table.mimetype) == ("image/webp", "text/csv")
    assert photo.headers["Content-Disposition"] == 'inline; filename="toko.webp"'
    assert table.headers["Content-Disposition"].startswith("attachment")
    assert "immutable" in photo.headers["Cache-Control"]
    assert table.data.startswith(b"No.;Nama;Status")
    again = {"If-None-Match": photo.headers["ETag"]}
    assert browser.get(files["toko.webp"].address, headers=again).status_code == 304


def test_others_are_not(browser, files):
    assert browser.get(files["toko.webp"].address).status_code == 303
    browser.sign_in(a_person())
    assert browser.get(f"/berkas/{'0' * 64}/toko.webp").status_code == 404


def test_a_file_that_got_another_name_is_still_sent(browser, files):
    browser.sign_in(a_person())

    renamed = files["toko.webp"].address.replace("toko.webp", "warung.webp")

    assert browser.get(renamed).status_code == 200


def test_what_is_kept_is_not_kept_twice(files, reading):
    _same, is_new = publish_document(reading.document, NOW)
    db.session.commit()

    assert not is_new
    assert db.session.scalar(select(func.count(CourseAttachment.id))) == 2


def test_a_revision_lacks_nothing_it_shows(app, reading):
    with pytest.raises(ValueError, match="without their content"):
        publish_document(reading.document, NOW)


def test_a_photo_kept_before_they_were_made_light_is_sent_light(browser, files):
    out = BytesIO()
    Image.effect_noise((1280, 960), 120).convert("RGB").save(out, "WEBP", quality=80)
    kept = db.session.scalars(select(CourseAttachment).filter_by(name="toko.webp")).one()
    kept.content = out.getvalue()
    db.session.commit()
    browser.sign_in(a_person())

    sent = browser.get(files["toko.webp"].address).data

    assert len(sent) <= 60_000 < len(kept.content)
    with Image.open(BytesIO(sent)) as shown:
        assert shown.format == "WEBP"
        assert shown.width >= 360


def test_a_phone_takes_photos_along_while_there_is_room(reading):
    photo = next(each for each in reading.attached if each.media_type == "image/webp")
    text = f'<img src="{photo.address}">'
    (kept,) = [each for each in _read(reading) if each.is_photo]

    assert taken_along([kept], text, room_beside(text)) == [kept]
    assert taken_along([kept], "no picture", room_beside(text)) == []
    assert taken_along([kept], text, kept.size - 1) == []
    (source,) = as_sources([kept], {photo.fingerprint: photo.content}).values()
    assert source.startswith("data:image/webp;base64,")


def _read(reading):
    return course_from(canonical(reading.document)).files
