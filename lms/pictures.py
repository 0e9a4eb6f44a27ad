"""Photos as a page shows them: light enough for a slow line."""

import io

from PIL import Image

MAX_SHOWN_BYTES = 60_000

_QUALITIES = (75, 50)


def light(photo: Image.Image, form: str, side: int) -> tuple[bytes, tuple[int, int]]:
    """The photo as JPEG or WEBP, and its size: coarser, then smaller, until it is light enough."""
    while True:
        small = photo.copy()  # `thumbnail` changes the picture itself
        small.thumbnail((side, side))
        for quality in _QUALITIES:
            out = io.BytesIO()
            small.save(out, form, quality=quality)
            if out.tell() <= MAX_SHOWN_BYTES:
                return out.getvalue(), small.size
        side = max(small.size) * 3 // 4


def as_shown(kept: bytes) -> bytes:
    """A photo that was kept, light enough also where it was kept before photos were made so."""
    if len(kept) <= MAX_SHOWN_BYTES:
        return kept
    with Image.open(io.BytesIO(kept), formats=("JPEG", "WEBP")) as image:
        return light(image, str(image.format), max(image.size))[0]
