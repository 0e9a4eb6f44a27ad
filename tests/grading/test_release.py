"""Participants see what trainers graded when it is released, staff see it at once."""

import pytest
from sqlalchemy import select

from lms.audit.models import AuditEntry
from lms.database import db
from lms.quizzes.attempts.models_decisions import QuizRelease
from tests.factories import a_workshop, an_enrolment
from tests.grading.factories import a_corrected_revision, grade, release
from tests.quizzes.factories import ESSAY, a_result, address_of, an_essay, together

COMMENT = "Tambahkan bukti dari kas."


@pytest.fixture
def essay(workshop):
    return an_essay(an_enrolment(workshop))


@pytest.fixture
def pages_of(app, workshop):
    """What the participant sees of her essay: result, cover and scores."""

    def read(answer):
        person = answer.attempt.enrolment.person
        browser = app.test_client().sign_in(person)
        places = (f"attempts/{answer.attempt_id}/result", "quizzes/kuis-2", "my-scores")
        return [browser.get(f"/w/{workshop.slug}/{place}").text for place in places]

    return read


def test_a_grade_that_is_not_released_is_not_to_be_seen(browser, trainer, essay, pages_of):
    before = pages_of(essay)

    grade(browser, essay, comment=COMMENT)

    result, cover, scores = pages_of(essay)
    assert COMMENT not in result
    assert "Menunggu" in result
    assert "Nilai sementara" in cover
    assert [page.count("Menunggu") for page in (result, cover, scores)] == [
        page.count("Menunggu") for page in before
    ]


def test_a_released_grade_is(browser, workshop, trainer, essay, pages_of):
    grade(browser, essay, comment=COMMENT)

    release(browser, workshop)

    result, cover, scores = pages_of(essay)
    assert COMMENT in result
    assert "48 dari 60 poin" in result
    assert "32 dari 40 poin" in result
    assert "0,8 dari 1 poin" in result
    assert "Nilai 40" in cover
    assert "Nilai 40" in scores


def test_what_is_graded_after_the_release_is_seen_at_once(
    browser, workshop, trainer, essay, pages_of
):
    release(browser, workshop)

    grade(browser, essay, comment=COMMENT)

    assert COMMENT in pages_of(essay)[0]


def test_a_release_can_be_taken_back(browser, workshop, trainer, essay, pages_of):
    grade(browser, essay, comment=COMMENT)
    release(browser, workshop)

    release(browser, workshop, released="no")

    assert COMMENT not in pages_of(essay)[0]


def test_the_staffs_report_has_every_grade(browser, workshop, trainer, essay):
    grade(browser, essay)

    assert ">40<" in browser.get(f"/w/{workshop.slug}/report?part=people").text


def test_a_release_is_for_one_workshop(browser, trainer, essay, pages_of):
    other = a_workshop()
    grade(browser, essay, comment=COMMENT)

    assert release(browser, other).status_code == 404
    assert COMMENT not in pages_of(essay)[0]


def test_who_released_and_when_is_kept_and_shown(browser, workshop, trainer, essay):
    release(browser, workshop)
    release(browser, workshop)

    queue = browser.get(f"/w/{workshop.slug}/grading").text
    entries = db.session.scalars(select(AuditEntry).filter_by(action="grades.release")).all()
    assert "25 Nov 2026, 09.00" in queue
    assert trainer.name in queue
    assert [entry.actor_id for entry in entries] == [trainer.id]


def test_two_trainers_who_release_at_the_same_moment_release_once(
    app, browser, workshop, trainer, essay
):
    address = f"/w/{workshop.slug}/grading/quizzes/kuis-2/release"

    responses = together(app, browser, *[lambda b: b.post(address) for _ in range(2)])

    assert [response.status_code for response in responses] == [303, 303]
    assert len(db.session.scalars(select(QuizRelease)).all()) == 1


def test_a_quiz_that_is_not_in_the_course_cannot_be_released(browser, workshop, trainer):
    assert release(browser, workshop, "kuis-99").status_code == 404


def only_an_essay(questions):
    """Make of the first quiz what an assignment is: nothing but an essay."""
    essay = questions["k1-2"]
    essay |= {"kind": "essay", "rubric": [{"criterion": "jelas", "points": 10}]}
    del essay["options"], essay["shuffle_options"]
    for other in ("h1-p1", "k1-3", "k1-4"):
        questions[other]["gone"] = True


def test_what_nobody_has_graded_has_no_score_yet_not_even_a_provisional_one(app):
    enrolment = an_enrolment(a_workshop(revision=a_corrected_revision(only_an_essay)))
    quiz_attempt = a_result(enrolment, "kuis-1", {1: ESSAY})
    browser = app.test_client().sign_in(enrolment.person)

    result = browser.get(address_of(quiz_attempt, "result")).text
    cover = browser.get(f"/w/{enrolment.workshop.slug}/quizzes/kuis-1").text

    for page in (result, cover):
        assert "Menunggu" in page
        assert "Nilai sementara" not in page
    assert "1 jawaban menunggu penilaian pelatih." in result
