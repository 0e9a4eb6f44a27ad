"""Requests that carry a file."""

from collections.abc import Callable
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])


def takes_files(view: View) -> View:
    """Let a request to this view be as large as a photo needs; the guard asks for it."""
    view.takes_files = True  # type: ignore[attr-defined]
    return view
