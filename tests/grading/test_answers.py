"""What one person answered, and the history of every grade, on one page for trainers."""

import pytest

from lms.database import db
from tests.factories import a_staff_member, a_workshop, an_enrolment
from tests.grading.factories import a_corrected_revision, grade, queue_of
from tests.quizzes.factories import a_quiz_attempt, a_result, an_essay


def page_of(enrolment, quiz_id="kuis-1", workshop=None):
    return f"{queue_of(workshop or enrolment.workshop)}/people/{enrolment.id}/{quiz_id}"


@pytest.fixture
def enrolment(workshop):
    return an_enrolment(workshop)


def test_it_shows_answers_points_and_the_key(browser, trainer, enrolment):
    a_result(enrolment, "kuis-1", {4: {"answer": ["PIN"]}})

    page = browser.get(page_of(enrolment)).text

    assert enrolment.person.name in page
    assert "PIN" in page
    assert "OTP" in page
    assert "0 dari 1 poin" in page


def test_the_mark_before_a_regrade_stays_to_be_seen(browser, workshop, trainer, enrolment):
    quiz_attempt = a_result(enrolment, "kuis-1", {3: {"answer": ["true"]}})
    workshop.revision = a_corrected_revision(lambda asked: asked["k1-3"].update(answer=True))
    db.session.commit()
    trial = f"{queue_of(workshop)}/quizzes/kuis-1/regrade"
    seen = browser.get(trial).text.split('name="seen" value="')[1].split('"')[0]
    browser.post(trial, data={"seen": seen, "attempt": quiz_attempt.attempt.id})

    page = browser.get(page_of(enrolment)).text

    assert "Semua nilai jawaban ini" in page
    assert "0 → 1 poin" in page
    assert f"versi {workshop.revision.number}" in page
    assert trainer.name in page


def test_every_grade_of_a_trainer_stays_to_be_seen(browser, workshop, trainer):
    essay = an_essay(an_enrolment(workshop))
    grade(browser, essay, ("60", "40"), "Bagus.")
    grade(browser, essay, ("30", "20"), "Kurang bukti.", version=2)

    page = browser.get(page_of(essay.attempt.enrolment, "kuis-2")).text

    assert "- → 1 poin" in page
    assert "1 → 0,5 poin" in page
    assert "Bagus." in page


def test_every_attempt_is_there_the_last_one_first(browser, trainer, enrolment):
    a_result(enrolment, "kuis-2")
    a_result(enrolment, "kuis-2")

    page = browser.get(page_of(enrolment, "kuis-2")).text

    assert page.index("Percobaan ke‑2") < page.index("Percobaan ke‑1")


def test_what_is_not_handed_in_is_not_shown(browser, trainer, enrolment):
    a_quiz_attempt(enrolment)

    assert "Belum ada yang dikumpulkan" in browser.get(page_of(enrolment)).text


def test_the_matrix_and_the_report_lead_to_it(browser, workshop, trainer, enrolment):
    a_result(enrolment, "kuis-1")

    for place in ("matrix?day=1", "report?part=people"):
        assert page_of(enrolment) in browser.get(f"/w/{workshop.slug}/{place}").text
    assistant = a_staff_member(workshop, "assistant")
    browser.sign_in(assistant)
    assert page_of(enrolment) not in browser.get(f"/w/{workshop.slug}/matrix?day=1").text


def test_people_and_quizzes_of_elsewhere_are_not_found(browser, workshop, trainer, enrolment):
    stranger = an_enrolment(a_workshop())
    a_result(stranger, "kuis-1")

    assert browser.get(page_of(stranger, workshop=workshop)).status_code == 404
    assert browser.get(page_of(enrolment, "kuis-99")).status_code == 404


def test_it_costs_the_same_for_one_attempt_as_for_four(browser, trainer, enrolment, statements):
    counted = []
    for attempts in (1, 3):
        for _ in range(attempts):
            a_result(enrolment, "kuis-2", {2: {"answer": ["Saya hitung ulang."]}})
        browser.get(page_of(enrolment, "kuis-2"))
        with statements() as seen:
            browser.get(page_of(enrolment, "kuis-2"))
        counted.append(len(seen))

    assert counted[0] == counted[1]
