"""A led exercise on the screen: part by part, and judged as a whole."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from lms.database import db
from lms.practice.models import ExerciseTry
from lms.practice.rules import seed_of
from lms.publishing.queries import course_of
from tests.constants import NOW
from tests.factories import a_revision, a_workshop, an_enrolment
from tests.shipped import SHIPPED

LED = "h3-p34"


@pytest.fixture
def enrolment(browser):
    days_over = NOW.date() - timedelta(days=10)
    enrolment = an_enrolment(a_workshop(first_day=days_over, revision=a_revision(SHIPPED)))
    db.session.commit()
    browser.sign_in(enrolment.person)
    return enrolment


@pytest.fixture
def variant(enrolment):
    question = course_of(enrolment.workshop.revision).exercise(LED).question
    return question.variant(seed_of(enrolment.id, LED, 1))


def answer(browser, enrolment, *texts, **more):
    url = f"/w/{enrolment.workshop.slug}/exercises/{LED}"
    return browser.post(url, data={"number": "1", "answer": list(texts), **more})


def tries():
    return db.session.scalars(select(ExerciseTry)).all()


def test_only_the_first_part_is_shown_at_first(browser, enrolment):
    page = browser.get(f"/w/{enrolment.workshop.slug}/exercises/{LED}").text

    assert page.count('name="answer"') == 1
    assert "Bagian 1 dari 3" in page
    assert "SHU Bu Wayan seluruhnya" not in page


def test_the_next_part_follows_with_what_became_of_the_one_before(browser, enrolment, variant):
    right = variant.key_answer
    sent = answer(browser, enrolment, "1")

    assert sent.status_code == 200
    assert "Bagian 2 dari 3" in sent.text
    assert str(variant.led_parts(None)[0].answered.right) in sent.text
    assert right[1] not in sent.text
    assert tries() == []


def test_a_part_left_empty_is_asked_again(browser, enrolment):
    sent = answer(browser, enrolment, "1", "")

    assert sent.status_code == 422
    assert "Bagian 2 dari 3" in sent.text
    assert "Bagian 3 dari 3" not in sent.text


def test_a_hint_shows_no_further_part(browser, enrolment):
    sent = answer(browser, enrolment, "1", "2", hint="1")

    assert "Bagian 2 dari 3" in sent.text
    assert "Bagian 3 dari 3" not in sent.text


def test_the_last_part_ends_the_try_with_all_answers(browser, enrolment, variant):
    _first, *others = variant.key_answer
    answer(browser, enrolment, "1", *others)

    (stored,) = tries()
    assert stored.answer == ["1", *others]
    assert stored.credit == pytest.approx(2 / 3)


def test_a_phone_takes_all_parts_along_and_shows_them_one_by_one(browser, enrolment):
    pack = browser.get(f"/w/{enrolment.workshop.slug}/practice/pack").json
    first, *others = pack["drawn"][LED][0]["html"].split("data-stage")[1:]

    assert "hidden" not in first.split(">")[0]
    assert len(others) == 2
    assert all(each.split(">")[0].strip() == "hidden" for each in others)
