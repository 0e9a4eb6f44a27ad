"""Courses that are read once in a process: to read one tries all its questions out."""

from functools import cache
from pathlib import Path

from lms.content.folder import read_folder
from lms.content.revision import canonical, course_from
from lms.content.values import Course

SHIPPED = Path(__file__).parents[1] / "courses" / "koperasi-go-digital"
"""The course that comes with the product."""

read_once = cache(read_folder)


@cache
def shipped_course() -> Course:
    """The course that comes with the product; nothing is wrong with it."""
    reading = read_once(SHIPPED)
    assert reading.problems == ()
    assert reading.document is not None
    return course_from(canonical(reading.document))
