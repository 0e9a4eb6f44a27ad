"""Making a photo harmless and small: upright, without any metadata, as JPEG in two sizes."""

import io
import logging
import threading
from dataclasses import dataclass

from PIL import ExifTags, Image, ImageOps

from lms.errors import Invalid, TooLarge
from lms.language import gettext_noop as _
from lms.pictures import light

MAX_SIDE = 2000
MAX_SMALL_SIDE = 640
MAX_PIXELS = 25_000_000
MAX_JPEG_PIXELS = 64_000_000
"""JPEG can be read at a fraction of its size, so that a large one needs little memory."""

_FORMATS = ("JPEG", "PNG", "WEBP")
_SEE_THROUGH = ("RGBA", "LA", "PA", "RGBa", "La")
_BROKEN = _("This photo cannot be read. Take it again, or choose another one.")
_one_at_a_time = threading.Lock()  # a large photo takes up to 200 MB while it is read
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Photo:
    """A cleaned photo, as JPEG: at most MAX_SIDE, and for a page light."""

    full: bytes
    small: bytes


def clean(data: bytes) -> Photo:
    """The photo upright and without metadata (place, time, device), on white.

    Raises Invalid for what cannot be read to its end, TooLarge for too many pixels.
    """
    with _one_at_a_time:
        try:
            return _clean(data)
        except (Image.DecompressionBombError, Image.DecompressionBombWarning):
            raise _too_many_pixels() from None
        except TooLarge:
            raise
        except Exception as problem:  # hostile bytes: whatever the library trips over
            log.info("a photo that cannot be read: %r", problem)
            raise Invalid(_BROKEN) from None


def _clean(data: bytes) -> Photo:
    with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
        is_jpeg = image.format in ("JPEG", "MPO")
        if image.width * image.height > (MAX_JPEG_PIXELS if is_jpeg else MAX_PIXELS):
            raise _too_many_pixels()
        # JPEG can be read at a half or less of its size, for a fraction of the memory.
        image.draft("RGB", (2 * MAX_SIDE, 2 * MAX_SIDE))
        full = _upright(_on_white(image), image)
    full.thumbnail((MAX_SIDE, MAX_SIDE))
    out = io.BytesIO()
    full.save(out, "JPEG", quality=82)
    small, _size = light(full, "JPEG", MAX_SMALL_SIDE)
    return Photo(out.getvalue(), small)


def _on_white(image: Image.Image) -> Image.Image:
    """A copy that holds nothing but pixels."""
    plain = Image.new("RGB", image.size, "white")
    if image.mode in _SEE_THROUGH or "transparency" in image.info:
        see_through = image.convert("RGBA")
        plain.paste(see_through, mask=see_through.getchannel("A"))
    elif image.mode.startswith("I;16"):  # grey of 16 bits, which would be cut off, not scaled
        plain.paste(image.point(lambda grey: grey / 256).convert("L"))
    else:
        plain.paste(image.convert("RGB"))
    return plain


def _upright(plain: Image.Image, original: Image.Image) -> Image.Image:
    """The pixels turned the way the camera noted; as they are if that is unreadable."""
    try:
        turned = original.getexif().get(ExifTags.Base.Orientation, 1)
    except Exception:  # a broken note does not spoil the photo
        return plain
    plain.getexif()[ExifTags.Base.Orientation] = turned
    return ImageOps.exif_transpose(plain)


def _too_many_pixels() -> TooLarge:
    return TooLarge(_("This photo has too many pixels. Choose a smaller one, or a screenshot."))
