"""Requests that carry a file."""

from collections.abc import Callable
from typing import Any, TypeVar

from wtforms import FileField, MultipleFileField

from lms.errors import Conflict, Invalid, TooLarge
from lms.uploads.rules import FileKind
from lms.uploads.service import Received, receive
from lms.web.forms import put_errors
from lms.web.languages import message_of

View = TypeVar("View", bound=Callable[..., Any])


def takes_files(view: View) -> View:
    """Let a request to this view be as large as a photo needs; the guard asks for it."""
    view.takes_files = True  # type: ignore[attr-defined]
    return view


def photo_in(field: FileField) -> Received | None:
    """Take in the photo of a form if there is one; what is wrong with it is told at the field."""
    sent = field.data
    if not sent or not sent.filename:
        return None
    try:
        return receive(sent.stream, {FileKind.PHOTO})
    except (Invalid, TooLarge) as problem:
        put_errors(field, message_of(problem))
        return None


def photos_in(field: MultipleFileField, most: int, too_many: str) -> list[Received]:
    """Take in the photos of a form; what is wrong with one is told at the field.

    `too_many` says that there are more than `most`; it may name that number.
    """
    sent = [each for each in field.data or () if each and each.filename]
    try:
        if len(sent) > most:
            raise Conflict(too_many, most=most)
        return [receive(each.stream, {FileKind.PHOTO}) for each in sent]
    except (Conflict, Invalid, TooLarge) as problem:
        put_errors(field, message_of(problem))
        return []
