"""A course as a revision stores it: canonical JSON, its fingerprint, and the values in it."""

import hashlib
import json
from typing import Any

from lms.content.course import read_course
from lms.content.values import Course
from lms.questions.authoring.source import Source
from lms.questions.diagnostics import StoredDiagnostics


def canonical(document: dict[str, Any]) -> str:
    """A document as JSON that is the same whenever the content is the same.

    Keys keep their order, since the order of draws and forms has a meaning.
    """
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def fingerprint(text: str) -> str:
    """The SHA-256 of a text in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def course_from(text: str) -> Course:
    """The course in a stored text. Raises ValueError if it was damaged."""
    return read_course(Source(json.loads(text), StoredDiagnostics()))
