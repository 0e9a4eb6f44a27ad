"""How large a file may be, to the byte, and what it is by its content."""

import pytest

from lms.access import Role
from lms.errors import Invalid
from lms.uploads.rules import FileKind, Purpose, TooLarge, check_size, kind_of, may_see

JPEG = b"\xff\xd8\xff\xe0 and so on"
PDF = b"%PDF-1.7 and so on\n%%EOF"
HEIC = b"\0\0\0\x18ftypheic"
WEBP = b"RIFF\0\0\0\0WEBPVP8 "
BOTH = [FileKind.PHOTO, FileKind.PDF]


@pytest.mark.parametrize("size", [1, 99, 100])
def test_a_file_may_be_as_large_as_said(size):
    check_size(size, most_bytes=100)


def test_one_byte_more_is_too_large_and_none_is_no_file():
    with pytest.raises(TooLarge):
        check_size(101, most_bytes=100)
    with pytest.raises(Invalid):
        check_size(0, most_bytes=100)


@pytest.mark.parametrize(
    ("data", "kind"), [(JPEG, FileKind.PHOTO), (WEBP, FileKind.PHOTO), (PDF, FileKind.PDF)]
)
def test_a_file_is_what_its_content_says(data, kind):
    assert kind_of(data, BOTH) is kind
    assert kind_of(data, [kind]) is kind


@pytest.mark.parametrize(
    ("data", "accepted", "said"),
    [
        (PDF, [FileKind.PHOTO], "not a photo"),
        (JPEG, [FileKind.PDF], "not a PDF"),
        (b"MZ", BOTH, "neither"),
        (b"", BOTH, "neither"),
        (PDF[:-5], BOTH, "not complete"),
        (HEIC, BOTH, "HEIC"),
        (HEIC, [FileKind.PDF], "not a PDF"),
        (b"RIFF\0\0\0\0WAVE", BOTH, "neither"),
    ],
)
def test_anything_else_is_refused_in_words_that_say_what_it_is(data, accepted, said):
    with pytest.raises(Invalid, match=said):
        kind_of(data, accepted)


NOBODY = frozenset()


def test_whoever_sent_a_file_may_see_it():
    assert may_see(Purpose.EXCUSE, NOBODY, is_owner=True)
    assert not may_see(Purpose.EXCUSE, NOBODY, is_owner=False)


def test_what_may_tell_of_an_illness_is_for_those_who_decide():
    assert may_see(Purpose.EXCUSE, frozenset({Role.TRAINER}), is_owner=False)
    assert not may_see(Purpose.EXCUSE, frozenset({Role.ASSISTANT}), is_owner=False)
