"""Photos and files of a course: what texts show or link to, checked and made small.

Their bytes are kept beside the revision under a fingerprint that stands in their address, so that a
browser asks once, and a text that was published goes on showing what it showed.
"""

import hashlib
import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import Annotated

from PIL import Image, ImageOps

from lms.pictures import light
from lms.questions.authoring.keys import Keys, Line, WholeNumber

FILES = "files"
"""The folder of a course in which files to link to are."""

ADDRESS = "/berkas"
"""Under it attachments are served: `/berkas/<fingerprint>/<name>`."""

FILE_LINK = re.compile(r"(?<!!)\[([^\[\]\n]+)\]\([ ]*(?:\./)?files/([^\s)]*)[ ]*\)")
"""A link to a file: `[Buku kas](files/buku-kas.xlsx)`."""

MAX_FILE_BYTES = 1_000_000
MAX_PHOTO_BYTES = 8_000_000
MAX_PHOTO_PIXELS = 40_000_000
MAX_SIDE = 1280
"""Of a photo as it is kept; twice what a phone shows."""
MAX_NAME_LENGTH = 80
PHOTO_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\.(png|jpg|jpeg|webp)")
FILE_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\.(xlsx|csv|pdf)")

_PHOTO_RULE = b"webp 1280, 60 kB"  # part of the fingerprint: another rule makes another photo
_WEBP = "image/webp"
_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "pdf": "application/pdf",
}


class UnusableAttachment(ValueError):
    """A photo or file that is not taken, and why."""


@dataclass(frozen=True)
class Attachment:
    """A photo or file as it is kept; `width` and `height` in pixels, 0 of what is no photo."""

    name: str
    media_type: str
    fingerprint: str
    content: bytes
    width: int = 0
    height: int = 0

    @property
    def entry(self) -> dict[str, str]:
        """What the document says of it."""
        return {
            "name": self.name,
            "media_type": self.media_type,
            "fingerprint": self.fingerprint,
            "size": str(len(self.content)),
        }

    @property
    def address(self) -> str:
        """Where it is served."""
        return _address(self.fingerprint, self.name)


class AttachmentKeys(Keys):
    """A photo or file, as it is gathered."""

    name: Line
    """What it is called."""
    media_type: Line
    """What it is, such as text/csv."""
    fingerprint: Line
    """What it is kept by."""
    size: Annotated[int, WholeNumber(0, MAX_FILE_BYTES)]
    """In bytes."""


@dataclass(frozen=True)
class AttachedFile:
    """What a revision says of a photo or file; the bytes are kept beside it."""

    name: str
    media_type: str
    fingerprint: str
    size: int

    @property
    def is_photo(self) -> bool:
        """Whether it is shown in the page, not saved."""
        return self.media_type == _WEBP

    @property
    def address(self) -> str:
        """Where it is served."""
        return _address(self.fingerprint, self.name)


def _address(fingerprint: str, name: str) -> str:
    return f"{ADDRESS}/{fingerprint}/{name}"


def photo(content: bytes, name: str) -> Attachment:
    """A photo upright, small and without place, time and device. Raises UnusableAttachment."""
    if len(content) > MAX_PHOTO_BYTES:
        raise UnusableAttachment(f"The picture is larger than {_size(MAX_PHOTO_BYTES)}. Shrink it")
    try:
        with Image.open(io.BytesIO(content), formats=("PNG", "JPEG", "WEBP")) as image:
            if image.width * image.height > MAX_PHOTO_PIXELS:
                raise UnusableAttachment("The picture has too many pixels. Shrink it")
            upright = ImageOps.exif_transpose(image).convert(
                "RGBA" if image.has_transparency_data else "RGB"
            )
    except UnusableAttachment:
        raise
    except Exception:  # whatever the library trips over
        raise UnusableAttachment(
            "This picture cannot be read. Save it again as PNG, JPEG or WebP"
        ) from None
    shown, size = light(upright, "WEBP", MAX_SIDE)
    digest = hashlib.sha256(_PHOTO_RULE + content).hexdigest()
    kept = f"{name.rpartition('.')[0]}.webp"
    return Attachment(kept, _WEBP, digest, shown, *size)


def document(content: bytes, name: str) -> Attachment:
    """A spreadsheet, a table or a PDF, as it is. Raises UnusableAttachment."""
    if len(content) > MAX_FILE_BYTES:
        raise UnusableAttachment(f"The file is larger than {_size(MAX_FILE_BYTES)}. Shrink it")
    ending = name.rpartition(".")[2]
    if not _IS[ending](content):
        raise UnusableAttachment(f"This is no {ending.upper()} that can be read. Save it again")
    return Attachment(name, _TYPES[ending], hashlib.sha256(content).hexdigest(), content)


def photo_html(kept: Attachment, alt: str, caption: str) -> str:
    """A photo as it stands in a page: fetched when it comes near, its room kept free."""
    below = f"<figcaption>{escape(caption)}</figcaption>" if caption else ""
    return (
        f'<figure class="picture"><img src="{kept.address}" alt="{escape(alt)}" '
        f'width="{kept.width}" height="{kept.height}" loading="lazy" decoding="async">'
        f"{below}</figure>"
    )


def told(text: str, kept: Attachment) -> str:
    """The Markdown of a link to a file, which tells its kind and size."""
    ending = kept.name.rpartition(".")[2].upper()
    return f"[{text} ({ending}, {_size(len(kept.content))})]({kept.address})"


def _size(count: int) -> str:
    """So many bytes as people say it, in the one language of courses."""
    if count < 1_000_000:
        return f"{max(1, round(count / 1000))} KB"
    return f"{count / 1_000_000:.1f} MB".replace(".", ",").replace(",0 ", " ")


def _is_workbook(content: bytes) -> bool:
    """Whether it is a spreadsheet, and without macros."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError):
        return False
    return "xl/workbook.xml" in names and not any("vbaProject" in name for name in names)


def _is_table(content: bytes) -> bool:
    try:
        return "\0" not in content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False


_IS: dict[str, Callable[[bytes], bool]] = {
    "xlsx": _is_workbook,
    "csv": _is_table,
    "pdf": lambda content: content.startswith(b"%PDF-"),
}
