"""A question was wrong: a trial run, then the marks of the corrected version for all or some."""

import pytest
from sqlalchemy import select

from lms.audit.models import AuditEntry
from lms.database import db
from lms.quizzes.attempts import service
from lms.quizzes.attempts.models import Answer
from lms.quizzes.attempts.saves import Sent
from lms.quizzes.attempts.service_checking import save_and_check
from lms.quizzes.marks.models import GivenGrade, Origin
from tests.constants import NOW
from tests.factories import a_staff_member, a_workshop, an_enrolment
from tests.grading.factories import a_corrected_revision, grade, queue_of
from tests.quizzes.factories import (
    a_quiz_attempt,
    a_result,
    address_of,
    an_essay,
    that_checks,
    together,
)


@pytest.fixture
def page(workshop):
    return f"{queue_of(workshop)}/quizzes/kuis-1/regrade"


def a_sitter(workshop, said="true"):
    """Somebody who said this of a statement whose key says false."""
    return a_result(an_enrolment(workshop), "kuis-1", {3: {"answer": [said]}})


def follow(workshop, correct):
    """Let the workshop follow the course as corrected."""
    workshop.revision = a_corrected_revision(correct)
    db.session.commit()


def turn_the_key(questions):
    questions["k1-3"]["answer"] = True


def seen_on(text):
    return text.split('name="seen" value="')[1].split('"')[0]


def apply(browser, page, *quiz_attempts):
    seen = seen_on(browser.get(page).text)
    chosen = [quiz_attempt.attempt.id for quiz_attempt in quiz_attempts]
    return browser.post(page, data={"seen": seen, "attempt": chosen})


def answer_of(quiz_attempt, position=3):
    db.session.rollback()
    return db.session.scalars(
        select(Answer).filter_by(attempt_id=quiz_attempt.attempt.id, position=position)
    ).one()


def given(quiz_attempt):
    return db.session.scalars(
        select(GivenGrade).filter_by(answer_id=answer_of(quiz_attempt).id).order_by(GivenGrade.id)
    ).all()


def test_the_trial_shows_who_would_change_by_how_much_and_changes_nothing(
    browser, workshop, trainer, page
):
    gains, loses = a_sitter(workshop), a_sitter(workshop, "false")
    follow(workshop, turn_the_key)

    text = browser.get(page).text

    for quiz_attempt in (gains, loses):
        assert quiz_attempt.attempt.enrolment.person.name in text
    assert "0 → 25" in text
    assert "25 → 0" in text
    assert "2 nilai akan berubah" in text
    assert "1 akan naik, 1 akan turun." in text
    assert [answer_of(gains).credit, answer_of(loses).credit] == [0, 1]


def test_without_a_correction_nobody_changes(browser, workshop, trainer, page):
    a_sitter(workshop)

    text = browser.get(page).text

    assert "Tidak ada nilai yang berubah" in text
    assert "1 percobaan diperiksa ulang" in text


def test_all_are_given_their_new_marks(browser, workshop, trainer, page):
    quiz_attempts = [a_sitter(workshop), a_sitter(workshop, "false")]
    follow(workshop, turn_the_key)

    apply(browser, page, *quiz_attempts)

    assert [answer_of(quiz_attempt).credit for quiz_attempt in quiz_attempts] == [1, 0]
    assert "Tidak ada nilai yang berubah" in browser.get(page).text


def test_only_those_who_are_ticked_change(browser, workshop, trainer, page):
    chosen, other = a_sitter(workshop), a_sitter(workshop)
    follow(workshop, turn_the_key)

    apply(browser, page, chosen)

    assert [answer_of(chosen).credit, answer_of(other).credit] == [1, 0]


def test_the_old_mark_stays_in_the_history_with_the_version_that_judged(
    browser, workshop, trainer, page
):
    quiz_attempt = a_sitter(workshop)
    asked_by = workshop.revision_id
    follow(workshop, turn_the_key)

    apply(browser, page, quiz_attempt)

    (row,) = given(quiz_attempt)
    entry = db.session.scalars(select(AuditEntry).filter_by(action="quiz.regrade")).one()
    assert (row.origin, row.credit_before, row.credit) == (Origin.REGRADE, 0, 1)
    assert row.revision_id == workshop.revision_id != asked_by
    assert row.given_by_id == entry.actor_id == trainer.id
    assert entry.after["answers"] == [{"answer": row.answer_id, "was": "0", "is": "1"}]


def test_what_was_asked_is_shown_as_it_was(browser, workshop, trainer, page):
    quiz_attempt = a_sitter(workshop)
    asked_by = workshop.revision_id

    def correct(questions):
        turn_the_key(questions)
        questions["k1-3"]["ask"] = "<p>Simpanan pokok termasuk modal sendiri.</p>"

    follow(workshop, correct)
    apply(browser, page, quiz_attempt)
    browser.sign_in(quiz_attempt.attempt.enrolment.person)

    text = browser.get(address_of(quiz_attempt, "result")).text

    assert quiz_attempt.attempt.revision_id == asked_by
    assert "Simpanan sukarela termasuk modal sendiri." in text
    assert "memperbaiki nilai jawaban ini" in text


def test_a_question_may_count_for_nothing(browser, workshop, trainer, page):
    quiz_attempt = a_sitter(workshop, "false")
    follow(workshop, lambda questions: questions["k1-3"].update(points="0"))

    assert "25 → 0" in browser.get(page).text
    apply(browser, page, quiz_attempt)

    assert answer_of(quiz_attempt).points == 0


def change_the_kind(questions):
    question = questions["k1-3"]
    question.update(kind="short_answer", accepted=["benar"])
    for key in ("answer", "say"):
        del question[key]


@pytest.mark.parametrize(
    ("correct", "reason"),
    [
        (lambda questions: questions["k1-3"].update(gone=True), "tidak lagi memuat soal ini"),
        (change_the_kind, "Jenis soal ini berubah"),
        (lambda questions: questions["k1-3"].update(draw={"a": "1..3"}), "angka lain"),
    ],
)
def test_what_cannot_be_judged_again_is_told_with_the_reason(
    browser, workshop, trainer, page, correct, reason
):
    quiz_attempt = a_sitter(workshop)
    follow(workshop, correct)

    text = browser.get(page).text

    assert reason in text
    assert answer_of(quiz_attempt).credit == 0


def test_an_essay_keeps_the_grade_of_its_trainer(browser, workshop, trainer):
    essay = an_essay(an_enrolment(workshop))
    grade(browser, essay)
    follow(workshop, turn_the_key)

    text = browser.get(f"{queue_of(workshop)}/quizzes/kuis-2/regrade").text

    assert "Tidak ada nilai yang berubah" in text


def test_what_changed_since_the_trial_is_looked_at_again(browser, workshop, trainer, page):
    quiz_attempt = a_sitter(workshop)
    follow(workshop, turn_the_key)
    seen = seen_on(browser.get(page).text)
    answer_of(quiz_attempt).version += 1
    db.session.commit()

    response = browser.post(page, data={"seen": seen, "attempt": quiz_attempt.attempt.id})

    assert response.status_code == 409
    assert "Ada yang berubah" in response.text
    assert answer_of(quiz_attempt).credit == 0


def test_two_trainers_who_apply_at_the_same_moment_apply_once(
    app, browser, workshop, trainer, page
):
    quiz_attempt = a_sitter(workshop)
    follow(workshop, turn_the_key)
    data = {"seen": seen_on(browser.get(page).text), "attempt": quiz_attempt.attempt.id}

    responses = together(app, browser, *[lambda b: b.post(page, data=data) for _ in range(2)])

    assert sorted(response.status_code for response in responses) == [303, 409]
    assert len(given(quiz_attempt)) == 1


def test_attempts_of_another_workshop_are_out_of_reach(browser, workshop, trainer, page):
    elsewhere = a_workshop()
    stranger, quiz_attempt = a_sitter(elsewhere), a_sitter(workshop)
    follow(workshop, turn_the_key)

    apply(browser, page, stranger)

    assert [answer_of(stranger).credit, answer_of(quiz_attempt).credit] == [0, 0]


def test_the_trial_costs_the_same_for_two_as_for_ten(browser, workshop, trainer, page, statements):
    for _ in range(2):
        a_sitter(workshop)
    follow(workshop, turn_the_key)
    old = db.session.scalars(select(Answer)).first().attempt.revision_id

    def cost(people):
        for _ in range(people):
            a_sitter(workshop).attempt.revision_id = old
        db.session.commit()
        browser.get(page)
        with statements() as seen:
            browser.get(page)
        return len(seen)

    assert cost(0) == cost(8) <= 8


def test_an_answer_checked_in_mid_quiz_is_judged_by_the_corrected_question_too(browser, tmp_path):
    workshop = that_checks(tmp_path)
    browser.sign_in(a_staff_member(workshop))
    quiz_attempt = a_quiz_attempt(an_enrolment(workshop))
    checked = save_and_check(quiz_attempt, Sent(3, {"answer": ["true"]}, "page", 1, NOW))
    service.hand_in_attempt(quiz_attempt, NOW)
    db.session.commit()
    before = answer_of(quiz_attempt).credit
    workshop.revision = a_corrected_revision(turn_the_key, workshop.revision)
    db.session.commit()

    apply(browser, f"{queue_of(workshop)}/quizzes/kuis-1/regrade", quiz_attempt)

    assert checked.is_checked
    assert (before, answer_of(quiz_attempt).credit) == (0, 1)
