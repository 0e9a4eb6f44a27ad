"""A course as published is parsed once in a process, however many ask for it at the same moment."""

import threading
from concurrent.futures import ThreadPoolExecutor

from lms.publishing import queries
from tests.factories import a_workshop

AT_ONCE = 6  # people
PATIENCE = 60  # seconds


def test_of_many_that_ask_at_once_one_parses_and_all_get_the_same(app, monkeypatch):
    fingerprint = a_workshop().revision.fingerprint
    parsed: list[str] = []
    asking: list[int] = []
    all_ask = threading.Event()

    def slowly(document: str) -> object:
        parsed.append(document)
        assert all_ask.wait(PATIENCE)
        return object()

    monkeypatch.setattr(queries, "course_from", slowly)
    monkeypatch.setattr(queries, "_parsed", {})

    def ask(number: int) -> object:
        asking.append(number)
        if len(asking) == AT_ONCE:
            all_ask.set()
        with app.app_context():
            return queries.course_with(fingerprint)

    with ThreadPoolExecutor(AT_ONCE) as threads:
        courses = list(threads.map(ask, range(2 * AT_ONCE)))

    assert len(parsed) == 1
    assert set(courses) == {courses[0]}


def test_no_more_than_so_many_courses_are_kept(app, monkeypatch):
    fingerprint = a_workshop().revision.fingerprint
    others = {f"other {number}": object() for number in range(queries.MAX_PARSED)}
    monkeypatch.setattr(queries, "_parsed", dict(others))

    course = queries.course_with(fingerprint)

    assert queries._parsed == {fingerprint: course}
