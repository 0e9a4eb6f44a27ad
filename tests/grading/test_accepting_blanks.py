"""Accepting one more word in a blank of a text, for everybody at once."""

import json
from fractions import Fraction

import pytest
from sqlalchemy import select

from lms.audit.models import AuditEntry
from lms.database import db
from lms.publishing.service import publish_document
from lms.quizzes.attempts.models import Answer
from lms.quizzes.marks.models import GivenGrade, Origin
from tests.constants import NOW
from tests.factories import a_revision, a_staff_member, a_workshop, an_enrolment
from tests.grading.factories import queue_of
from tests.quizzes.factories import a_result

CLOZE = {
    "id": "k1-c",
    "kind": "cloze",
    "ask": "<p>⟦1⟧ dikurangi ⟦2⟧ sama dengan ⟦3⟧.</p>",
    "blanks": [
        {"accepted": ["pendapatan"]},
        {"options": ["beban", "kas"], "right": "beban"},
        {"accepted": ["SHU"]},
    ],
}
THIRD = Fraction(1, 3)


@pytest.fixture
def workshop(app):
    document = json.loads(a_revision().document)
    document["modules"][0]["quizzes"][0]["questions"].append(CLOZE)
    revision, _new = publish_document(document, NOW)
    db.session.commit()
    return a_workshop(revision=revision)


@pytest.fixture
def page(workshop):
    return f"{queue_of(workshop)}/quizzes/kuis-1/answers/k1-c"


def filled(workshop, *cells) -> Answer:
    quiz_attempt = a_result(an_enrolment(workshop), "kuis-1", {5: {"answer": list(cells)}})
    query = select(Answer).filter_by(attempt_id=quiz_attempt.attempt.id, position=5)
    return db.session.scalars(query).one()


def credit_of(answer):
    db.session.rollback()
    return db.session.get_one(Answer, answer.id).credit


def test_a_word_is_accepted_in_its_own_blank_alone(browser, workshop, trainer, page):
    hers = filled(workshop, "Penghasilan", "beban", "laba")
    his = filled(workshop, "laba", "kas", "penghasilan")

    browser.post(page, data={"text": "penghasilan", "place": 1})

    assert credit_of(hers) == 2 * THIRD
    assert credit_of(his) == 0
    assert filled(workshop, "penghasilan", "beban", "SHU").credit == 1


def test_each_acceptance_stays_in_the_history_and_can_be_taken_back(
    browser, workshop, trainer, page
):
    answer = filled(workshop, "penghasilan", "beban", "laba")

    browser.post(page, data={"text": "penghasilan", "place": 1})
    browser.post(page, data={"text": "laba", "place": 3})
    browser.post(page, data={"text": "penghasilan", "place": 1, "accepted": "no"})

    assert credit_of(answer) == 2 * THIRD
    rows = db.session.scalars(select(GivenGrade).order_by(GivenGrade.id)).all()
    assert [(row.origin, row.credit) for row in rows] == [
        (Origin.ACCEPTED, 2 * THIRD),
        (Origin.ACCEPTED, 1),
        (Origin.TAKEN_BACK, 2 * THIRD),
    ]
    noted = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()[-1]
    assert (noted.action, noted.after["blank"]) == ("answer.take_back", "1")


def test_the_page_shows_what_was_typed_blank_by_blank(browser, workshop, trainer, page):
    for word in ("penghasilan", "pendapatan", "PENGHASILAN"):
        filled(workshop, word, "kas", "SHU")

    shown = browser.get(page).text
    browser.post(page, data={"text": "penghasilan", "place": 1})
    after = browser.get(page).text

    assert shown.count("Terima juga") == 1
    assert shown.count("Benar menurut kunci") == 2
    assert "isian 1" in shown
    assert "isian 2" not in shown
    assert "Terima juga" not in after
    assert "Batalkan" in after or "Tarik" in after


def test_the_queue_tells_how_many_words_are_not_accepted(browser, workshop, trainer, page):
    filled(workshop, "penghasilan", "kas", "laba")

    assert "2 belum diterima" in browser.get(queue_of(workshop)).text
    browser.post(page, data={"text": "laba", "place": 3})
    assert "1 belum diterima" in browser.get(queue_of(workshop)).text


@pytest.mark.parametrize("place", [0, 2, 4, -1])
def test_only_blanks_in_which_words_are_typed_take_more(browser, workshop, trainer, page, place):
    filled(workshop, "a", "kas", "b")

    assert browser.post(page, data={"text": "kas", "place": place}).status_code == 404


def test_the_participant_reads_that_her_trainer_accepts_it(app, workshop, page):
    answer = filled(workshop, "penghasilan", "beban", "laba")
    app.test_client().sign_in(a_staff_member(workshop)).post(
        page, data={"text": "penghasilan", "place": 1}
    )
    her = app.test_client().sign_in(answer.attempt.enrolment.person)

    slug, attempt_id = workshop.slug, answer.attempt_id
    assert "Pelatih Anda juga menerima" in her.get(f"/w/{slug}/attempts/{attempt_id}/result").text
