"""A course speaks its own language; a page that speaks another one says so to screen readers."""

import re

import pytest

from tests.factories import an_enrolment


@pytest.mark.parametrize(
    "path",
    ["/course", "/days/1", "/lessons/h1-l1", "/exercises/h1-p1", "/quizzes/kuis-1", "/my-scores"],
)
@pytest.mark.parametrize(("language", "marked"), [("en", True), ("id", False)])
def test_titles_of_the_course_are_marked_on_a_page_in_another_language(
    browser, at, path, language, marked
):
    enrolment = an_enrolment()
    browser.sign_in(enrolment.person).post("/language", data={"language": language, "next": "/"})

    page = browser.get(f"/w/{enrolment.workshop.slug}{path}").text

    titles = re.findall(r'<(?:h1|h2|a|span)\b[^>]* lang="id">', page)
    assert bool(titles) is marked


@pytest.mark.parametrize(("language", "marked"), [("en", True), ("id", False)])
def test_so_is_the_next_step_on_the_home_page(browser, at, language, marked):
    enrolment = an_enrolment()
    browser.sign_in(enrolment.person).post("/language", data={"language": language, "next": "/"})

    assert ('<h2><span lang="id">' in browser.get("/").text) is marked
