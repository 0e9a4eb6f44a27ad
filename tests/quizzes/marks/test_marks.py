"""Points by criterion and the comment reach her, and home says so until she has looked."""

from datetime import timedelta

import pytest

from tests.constants import NOW
from tests.factories import an_enrolment
from tests.grading.factories import grade, release
from tests.quizzes.factories import an_essay

MINUTE = timedelta(minutes=1)
COMMENT = "Tambahkan bukti dari kas."
NEWS = "Tugas Anda sudah dinilai"


@pytest.fixture
def essay(workshop):
    return an_essay(an_enrolment(workshop))


@pytest.fixture
def hers(app, essay):
    """The browser of who wrote it."""
    return app.test_client().sign_in(essay.attempt.enrolment.person)


def result_of(essay):
    return f"/w/{essay.attempt.enrolment.workshop.slug}/attempts/{essay.attempt_id}"


def look(hers, essay):
    """Open the result, whose script says back that it was seen."""
    page = hers.get(f"{result_of(essay)}/result").text
    if "data-seen" in page:
        assert hers.post(f"{result_of(essay)}/marks-seen").status_code == 303
    return page


def test_each_criterion_shows_what_was_given_of_what_is_possible(
    browser, workshop, trainer, essay, hers
):
    grade(browser, essay, ("48", "30,5"), comment=COMMENT)
    release(browser, workshop)

    page = look(hers, essay)

    assert "48 dari 60 poin" in page
    assert "30,5 dari 40 poin" in page
    assert "Jumlah 78,5 dari 100 poin" in page
    assert COMMENT in page


def test_nothing_of_it_is_seen_before_the_release(browser, workshop, trainer, essay, hers):
    grade(browser, essay, comment=COMMENT)

    assert NEWS not in hers.get("/").text
    assert "dari 60 poin" not in look(hers, essay)


def test_of_several_grades_the_newest_is_shown(browser, workshop, trainer, essay, hers):
    grade(browser, essay, ("10", "10"))
    grade(browser, essay, ("60", "0"), version=2)
    release(browser, workshop)

    assert "60 dari 60 poin" in look(hers, essay)


def test_home_says_that_something_was_marked_until_she_has_opened_it(
    browser, workshop, trainer, essay, hers
):
    grade(browser, essay)
    release(browser, workshop)

    home = hers.get("/").text
    assert NEWS in home
    assert f'href="{result_of(essay)}/result"' in home
    look(hers, essay)
    assert NEWS not in hers.get("/").text
    assert "data-seen" not in look(hers, essay)


def test_what_one_has_seen_stays_news_for_another(app, browser, workshop, trainer, essay, hers):
    other = an_essay(an_enrolment(workshop))
    for each in (essay, other):
        grade(browser, each)
    release(browser, workshop)
    look(hers, essay)

    theirs = app.test_client().sign_in(other.attempt.enrolment.person)
    assert NEWS in theirs.get("/").text


def test_what_is_marked_again_after_that_is_news_again(browser, workshop, trainer, essay, hers, at):
    grade(browser, essay)
    release(browser, workshop)
    look(hers, essay)
    at(NOW + MINUTE)
    grade(browser, essay, ("60", "40"), version=2)

    assert NEWS in hers.get("/").text


def test_what_no_trainer_marked_is_no_news(browser, workshop, trainer, essay, hers):
    release(browser, workshop)

    assert NEWS not in hers.get("/").text


def test_nobody_says_for_another_that_it_was_seen(app, workshop, essay):
    other = app.test_client().sign_in(an_enrolment(workshop).person)

    assert other.post(f"{result_of(essay)}/marks-seen").status_code == 404


def test_news_cost_home_no_statement(browser, workshop, trainer, essay, hers, statements):
    hers.get("/")
    with statements() as before:
        hers.get("/")
    grade(browser, essay)
    release(browser, workshop)
    with statements() as after:
        hers.get("/")

    assert len(after) == len(before)
