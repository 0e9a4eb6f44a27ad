"""What kinds of files there are, what they are kept for, and who else may see them."""

from collections.abc import Collection
from enum import StrEnum

from lms.access import Role, allows
from lms.attendance.permissions import ATTENDANCE_RECORD
from lms.errors import Invalid, TooLarge
from lms.excuses.permissions import EXCUSE_DECIDE
from lms.grading.permissions import ANSWER_GRADE
from lms.handover.permissions import REPORT_HAND_OVER
from lms.language import gettext_noop as _
from lms.plans.permissions import PLAN_SEE

_JPEG, _PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
_PDF, _PDF_END = b"%PDF-", b"%%EOF"
_HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heim", b"heis")
_TAIL = 2048
MEGABYTE = 1024 * 1024


class FileKind(StrEnum):
    """What can be sent in. A photo is kept as JPEG, whatever it came as."""

    PHOTO = "photo"
    PDF = "pdf"


class Purpose(StrEnum):
    """What a file is kept for."""

    ANSWER = "answer"  # to a question of a quiz
    EXCUSE = "excuse"  # shows why somebody was absent
    SHEET = "sheet"  # a signed attendance list
    PLAN = "plan"  # an action plan written by hand
    REPORT = "report"  # shows the activity, in the annex of its report


SEEN_BY = {
    Purpose.ANSWER: ANSWER_GRADE,
    Purpose.EXCUSE: EXCUSE_DECIDE,  # it may tell of an illness
    Purpose.SHEET: ATTENDANCE_RECORD,
    Purpose.PLAN: PLAN_SEE,
    Purpose.REPORT: REPORT_HAND_OVER,
}
"""Who sees a file besides the person who sent it: those who hold this in its workshop."""


def may_see(purpose: Purpose, roles: frozenset[Role], *, is_owner: bool) -> bool:
    """Whether somebody with these roles in the workshop may see a file."""
    return is_owner or allows(roles, SEEN_BY[purpose])


def check_size(size: int, most_bytes: int) -> None:
    """Raise Invalid for an empty file, TooLarge for one of more than `most_bytes`."""
    if not size:
        raise Invalid(_("This file is empty. Choose another one, or take the photo again."))
    if size > most_bytes:
        raise TooLarge(
            _("This file is larger than %(most)s MB. Choose a smaller one."),
            most=most_bytes // MEGABYTE,
        )


def kind_of(data: bytes, accepted: Collection[FileKind]) -> FileKind:
    """What a file is by its content: names and declared types are not believed.

    Raises Invalid, in words that say what to do, for anything that is not accepted.
    """
    if FileKind.PHOTO in accepted and (
        data.startswith((_JPEG, _PNG)) or (data[:4], data[8:12]) == (b"RIFF", b"WEBP")
    ):
        return FileKind.PHOTO
    if FileKind.PDF in accepted and data.startswith(_PDF):
        # A broken upload lacks its end; some programs write a little behind it.
        if _PDF_END not in data[-_TAIL:]:
            raise Invalid(_("This PDF is not complete. Save it again, then choose it again."))
        return FileKind.PDF
    if FileKind.PHOTO in accepted and data[4:8] == b"ftyp" and data[8:12] in _HEIC_BRANDS:
        raise Invalid(
            _("This photo is in the format HEIC. Choose JPEG in your camera, or a screenshot.")
        )
    if FileKind.PDF not in accepted:
        raise Invalid(_("This is not a photo. Choose a picture (JPEG, PNG or WebP)."))
    if FileKind.PHOTO not in accepted:
        raise Invalid(_("This is not a PDF. Choose a file in PDF format."))
    raise Invalid(_("This is neither a photo nor a PDF. Choose a picture (JPEG, PNG) or a PDF."))
