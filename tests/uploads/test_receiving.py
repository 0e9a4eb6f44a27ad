"""What is taken in, and what becomes of it."""

import errno
import io
import os
from pathlib import Path

import pytest
from PIL import Image

from lms.errors import Invalid, LmsError, TooLarge
from lms.uploads.photos import clean
from lms.uploads.rules import FileKind
from lms.uploads.service import receive, storage
from lms.uploads.storage import Storage
from tests.uploads.factories import PDF, a_bomb, a_photo, a_photo_from_a_phone

BOTH = frozenset(FileKind)
POLYGLOT = a_photo() + b"<script>alert(1)</script>" + PDF
HTML = b"<!doctype html><script>alert(1)</script>"
SVG = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def files(app) -> list[Path]:
    return [p for p in Path(app.config["UPLOADS_FOLDER"]).rglob("*") if p.is_file()]


def test_the_folder_of_a_file_is_for_nobody_elses_eyes(app):
    receive(io.BytesIO(a_photo()), {FileKind.PHOTO})

    assert {path.parent.stat().st_mode & 0o777 for path in files(app)} == {0o700}


def test_a_photo_is_stored_twice_without_anything_it_said_of_itself(app):
    received = receive(io.BytesIO(a_photo_from_a_phone()), {FileKind.PHOTO})

    for key in (received.token, f"{received.token}.small"):
        data = storage().read(key)
        image = opened(data)
        assert image.format == "JPEG"
        assert not image.getexif()
        assert b"Rahasia" not in data
        assert image.info.keys() <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert received.size == len(storage().read(received.token))


@pytest.mark.parametrize("turned", range(1, 10))
def test_a_photo_stands_upright_however_the_phone_was_held(turned):
    image = opened(clean(a_photo_from_a_phone(turned)).full)

    assert image.size == ((300, 400) if 5 <= turned <= 8 else (400, 300))


def test_a_photo_is_scaled_down_and_never_up():
    photo = clean(a_photo(3000, 1500))

    assert opened(photo.full).size == (2000, 1000)
    assert opened(photo.small).size == (640, 320)
    assert opened(clean(a_photo(40, 30)).full).size == (40, 30)


def test_what_a_page_shows_is_light_however_noisy_the_photo():
    """Grass, gravel, a carpet in the dark: every pixel differs from the one beside it."""
    noise = Image.effect_noise((1600, 1600), 120).convert("RGB")
    out = io.BytesIO()
    noise.save(out, "JPEG", quality=95)

    photo = clean(out.getvalue())

    assert len(photo.small) <= 60_000
    assert min(opened(photo.small).size) >= 200
    assert opened(photo.full).size == (1600, 1600)


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "JPEG", "MPO"])
def test_every_usual_kind_of_picture_becomes_jpeg(kind):
    assert opened(clean(a_photo(kind=kind)).full).format == "JPEG"


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGBA", "I;16", "CMYK"])
def test_every_way_to_note_colours_is_understood(mode):
    out = io.BytesIO()
    Image.new(mode, (20, 20)).save(out, "JPEG" if mode == "CMYK" else "PNG")

    pixel = opened(clean(out.getvalue()).full).convert("RGB").getpixel((5, 5))

    see_through = mode in ("LA", "RGBA")
    white = see_through or mode == "CMYK"
    assert pixel == ((255, 255, 255) if white else (0, 0, 0))


def test_grey_of_sixteen_bits_stays_grey():
    out = io.BytesIO()
    Image.new("I;16", (20, 20), 0x8000).save(out, "PNG")

    assert opened(clean(out.getvalue()).full).convert("L").getpixel((5, 5)) == 0x80


@pytest.mark.parametrize(
    "data",
    [b"", b"\x00", HTML, SVG, a_photo()[:-400], a_photo(kind="GIF"), a_photo(kind="BMP"), PDF,
     b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF....WEBP", b"\x00\x00\x00\x18ftypheic",
     b"\xff\xd8\xff\xe0" + HTML],
    ids=lambda data: ascii(data[:16]),
)  # fmt: skip
def test_what_is_no_photo_is_refused_with_a_sentence_and_not_stored(app, data):
    with pytest.raises(Invalid) as refused:
        receive(io.BytesIO(data), {FileKind.PHOTO})

    assert refused.value.message.endswith(".")
    assert not files(app)


@pytest.mark.parametrize("bomb", [a_bomb(), a_bomb(12_000, 12_000), a_bomb(6_000, 6_000)])
def test_a_picture_that_would_fill_the_memory_is_refused(app, bomb):
    with pytest.raises(LmsError):
        receive(io.BytesIO(bomb), BOTH)

    assert not files(app)


def test_of_a_file_that_is_several_things_only_the_picture_stays(app):
    received = receive(io.BytesIO(POLYGLOT), BOTH)

    assert received.kind is FileKind.PHOTO
    assert b"script" not in storage().read(received.token)


def test_a_pdf_is_taken_as_it_is_where_it_is_accepted(app):
    received = receive(io.BytesIO(PDF), BOTH)

    assert received.kind is FileKind.PDF
    assert storage().read(received.token) == PDF
    with pytest.raises(Invalid, match="not a PDF"):
        receive(io.BytesIO(a_photo()), {FileKind.PDF})
    with pytest.raises(Invalid, match="not complete"):
        receive(io.BytesIO(PDF[:-8]), BOTH)


def test_a_file_beyond_the_limit_is_too_large(app):
    with pytest.raises(TooLarge, match="1 MB"):
        receive(io.BytesIO(PDF + bytes(2**20)), BOTH, most_bytes=2**20)
    app.config["MAX_UPLOAD_SIZE"] = 2**20
    with pytest.raises(TooLarge, match="1 MB"):
        receive(io.BytesIO(PDF + bytes(2**20)), BOTH, most_bytes=2**30)


def test_a_key_cannot_lead_out_of_the_storage(app):
    for key in ("../secret_key", "a" * 31, "A" * 32, "a" * 32 + "/x", ""):
        with pytest.raises(ValueError, match="not a key"):
            storage().read(key)


def test_a_file_that_finds_no_room_leaves_nothing(tmp_path, monkeypatch):
    def full(_descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    kept = Storage(tmp_path)

    with pytest.raises(OSError, match="No space"):
        kept.write("a" * 32, b"half of it")

    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
