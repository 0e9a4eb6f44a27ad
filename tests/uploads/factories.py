"""Files to send in, friendly and hostile."""

import io
import struct
import zlib
from typing import Any

from PIL import ExifTags, Image

from lms.database import db
from lms.people.models import Person
from lms.uploads.models import Upload
from lms.uploads.rules import FileKind, Purpose
from lms.uploads.service import receive, store_upload
from lms.workshops.models import Workshop
from tests.constants import NOW

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def a_photo(width: int = 40, height: int = 30, kind: str = "JPEG", **save: Any) -> bytes:
    """A picture that is red on the left and blue on the right."""
    image = Image.new("RGB", (width, height), "red")
    image.paste("blue", (width // 2, 0, width, height))
    out = io.BytesIO()
    image.save(out, kind, **save)
    return out.getvalue()


def a_photo_from_a_phone(turned: int = 6) -> bytes:
    """A photo with what phones note: how it was held, the place, the device, a comment."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = turned
    exif[ExifTags.Base.Make] = "RahasiaPhone"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (8.0, 41.0, 30.0)
    return a_photo(400, 300, exif=exif, comment=b"RahasiaComment", xmp=b"<x>RahasiaXmp</x>")


def a_bomb(width: int = 60_000, height: int = 60_000) -> bytes:
    """A few kilobytes of PNG that say they are 3.6 thousand million pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        body = name + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(bytes(1_000_000), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def an_upload(
    workshop: Workshop,
    owner: Person,
    purpose: Purpose = Purpose.ANSWER,
    data: bytes | None = None,
) -> Upload:
    """A photo (or PDF) of a person, with its bytes in the storage."""
    received = receive(io.BytesIO(data or a_photo()), set(FileKind))
    upload = store_upload(received, purpose, workshop, owner, NOW)
    db.session.commit()
    return upload
