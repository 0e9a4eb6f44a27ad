"""Which photos of its questions a phone takes along: as many as a slow line bears."""

import base64
import gzip
from collections.abc import Iterable, Mapping

from lms.content.texts.attachments import AttachedFile
from lms.pictures import as_shown

BUDGET = 150 * 1024
"""So many bytes of a pack are sent at most, compressed."""


def room_beside(text: str) -> int:
    """How many bytes of photos have room beside the text of a pack."""
    packed = len(gzip.compress(text.encode(), 6))
    return max(0, (BUDGET - packed) * 3 // 4)  # as base64 they take a third more


def taken_along(photos: Iterable[AttachedFile], text: str, room: int) -> list[AttachedFile]:
    """The photos that stand in the text of a pack, the smallest first, as far as there is room."""
    found = []
    for each in sorted(photos, key=lambda photo: (photo.size, photo.name)):
        if each.size <= room and each.address in text:
            found.append(each)
            room -= each.size
    return found


def as_sources(photos: Iterable[AttachedFile], contents: Mapping[str, bytes]) -> dict[str, str]:
    """What to put in the place of the addresses of photos, so that nothing is fetched."""
    return {
        each.address: f"data:{each.media_type};base64,"
        + base64.b64encode(as_shown(contents[each.fingerprint])).decode()
        for each in photos
        if each.fingerprint in contents
    }
