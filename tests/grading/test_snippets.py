"""Comments that a trainer uses again."""

import pytest
from sqlalchemy import select

from lms.database import db
from lms.grading.models import Snippet
from lms.grading.service import MAX_SNIPPETS, save_snippet
from tests.constants import NOW
from tests.factories import a_staff_member, an_enrolment
from tests.grading.factories import desk_of, grade, marks, queue_of, stored
from tests.quizzes.factories import an_essay

TEXT = "Tambahkan ukuran dan tanggalnya."


@pytest.fixture
def essay(workshop):
    return an_essay(an_enrolment(workshop))


@pytest.fixture
def snippet(trainer):
    save_snippet(trainer, TEXT, NOW)
    db.session.commit()
    return db.session.scalars(select(Snippet)).one()


def kept():
    db.session.rollback()
    return [snippet.text for snippet in db.session.scalars(select(Snippet))]


def test_a_comment_is_kept_while_grading(browser, trainer, essay):
    grade(browser, essay, comment=TEXT, keep="y")

    assert kept() == [TEXT]


def test_keeping_the_same_comment_twice_keeps_one(browser, trainer, essay, snippet):
    grade(browser, essay, comment=TEXT, keep="y")

    assert kept() == [TEXT]


def test_a_kept_comment_is_added_to_what_is_written_and_nothing_is_graded(
    browser, trainer, essay, snippet
):
    data = {**marks("31", "7"), "comment": "Jelas.", "insert": snippet.id, "version": "1"}

    page = browser.post(desk_of(essay), data=data)

    assert page.status_code == 200
    for words in (f"Jelas.\n{TEXT}</textarea>", 'value="31"', 'value="7"'):
        assert words in page.text
    assert stored(essay).credit is None


def test_a_grade_is_saved_even_if_no_more_comments_can_be_kept(browser, trainer, essay):
    for number in range(MAX_SNIPPETS):
        save_snippet(trainer, f"Komentar {number}", NOW)

    grade(browser, essay, comment=TEXT, keep="y")

    assert stored(essay).credit is not None
    assert len(kept()) == MAX_SNIPPETS


def test_a_comment_is_written_and_removed_on_its_own_page(browser, workshop, trainer):
    page = f"{queue_of(workshop)}/comments"
    browser.post(page, data={"text": TEXT})
    assert TEXT in browser.get(page).text

    snippet = db.session.scalars(select(Snippet)).one()
    browser.post(f"{page}/{snippet.id}/remove")

    assert kept() == []


@pytest.mark.parametrize("text", ["", "  ", "x" * 501])
def test_what_is_no_comment_is_not_kept(browser, workshop, trainer, text):
    response = browser.post(f"{queue_of(workshop)}/comments", data={"text": text})

    assert response.status_code == 422
    assert kept() == []


def test_each_trainer_has_her_own(browser, workshop, trainer, essay, snippet):
    browser.sign_in(a_staff_member(workshop))
    page = f"{queue_of(workshop)}/comments"
    data = {"comment": "", "insert": snippet.id, "version": "1"}

    assert TEXT not in browser.get(page).text
    assert TEXT not in browser.post(desk_of(essay), data=data).text
    assert browser.post(f"{page}/{snippet.id}/remove").status_code == 404
    assert kept() == [TEXT]
