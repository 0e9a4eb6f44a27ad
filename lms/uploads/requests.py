"""Requests that carry a file."""

from collections.abc import Callable
from typing import Any, TypeVar

from wtforms import FileField

from lms.errors import Invalid, TooLarge
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
