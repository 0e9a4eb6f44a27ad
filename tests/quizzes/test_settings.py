"""Settings at work: windows that move, decisions of trainers, shared numbers, the remedial."""

import shutil
from fractions import Fraction

import pytest
from sqlalchemy import select

from lms.audit.models import AuditEntry
from lms.content.settings import ReviewTime
from lms.database import db
from lms.quizzes.attempts import queries, service
from lms.quizzes.attempts.models import Attempt
from lms.quizzes.attempts.saves import Sent
from lms.quizzes.windows.models import QuizOverride
from lms.quizzes.windows.rules_review import RIGHT_AFTER
from lms.results.queries import outcomes_in
from lms.workshops.models import Meeting
from tests.constants import COURSE, HOUR, MINUTE, NOW
from tests.factories import a_revision, a_staff_member, a_workshop, an_enrolment
from tests.quizzes.factories import (
    a_quiz_attempt,
    a_result,
    address_of,
    right_answer,
    with_settings,
)

DAY = 24 * HOUR


def cover(workshop, quiz_id="kuis-1"):
    return f"/w/{workshop.slug}/quizzes/{quiz_id}"


def times(workshop, quiz_id="kuis-1"):
    return f"/w/{workshop.slug}/quiz-room/times/{quiz_id}"


def everything_right(enrolment, quiz_id="tes-akhir", now=NOW):
    """Sit a quiz with every answer right."""
    quiz_attempt = a_quiz_attempt(enrolment, quiz_id, now)
    for position in quiz_attempt.positions:
        service.save_answer(
            quiz_attempt, Sent(position, right_answer(quiz_attempt, position), "page", 1, now)
        )
    service.hand_in_attempt(quiz_attempt, now)
    db.session.commit()
    return quiz_attempt


def test_the_end_of_an_attempt_follows_the_window_of_the_course(app, tmp_path):
    workshop = with_settings(
        tmp_path, "day-1/quiz.yaml", "minutes: 20", "minutes: 20\ncloses: end of day 2 + 1 day"
    )
    quiz_attempt = a_quiz_attempt(an_enrolment(workshop), now=NOW + 14 * HOUR + 50 * MINUTE)

    assert quiz_attempt.ends_at - quiz_attempt.attempt.started_at < 10 * MINUTE


def test_moving_the_workshop_moves_the_windows(tmp_path, browser):
    workshop = with_settings(
        tmp_path, "day-1/quiz.yaml", "minutes: 20", "minutes: 20\nopens: day 2 08:30 + 1 day"
    )
    enrolment = an_enrolment(workshop)
    browser.sign_in(enrolment.person)
    assert "Mulai" in browser.get(cover(workshop)).text
    for meeting in db.session.scalars(select(Meeting).filter_by(workshop_id=workshop.id)):
        meeting.starts_at += DAY
        meeting.ends_at += DAY
    db.session.commit()

    page = browser.get(cover(workshop)).text
    assert "Kamis, 26 November 2026, 08.30 WITA" in page
    assert browser.post(cover(workshop)).status_code == 409


def test_a_trainer_opens_a_closed_quiz_for_one_person_with_a_reason(browser, at):
    workshop = a_workshop()
    her, other = an_enrolment(workshop), an_enrolment(workshop)
    at(NOW + 40 * DAY)
    browser.sign_in(a_staff_member(workshop))
    said = {"who": her.id, "closes": "2027-01-31T12:00", "reason": "Sakit", "opens": ""}

    assert browser.post(times(workshop), data=said).status_code == 303

    entry = db.session.scalars(select(AuditEntry).filter_by(action="quiz.override")).one()
    assert (entry.reason, entry.after["closes_at"]) == ("Sakit", "2027-01-31T04:00:00+00:00")
    assert [browser.sign_in(p.person).post(cover(workshop)).status_code for p in (her, other)] == [
        303,
        409,
    ]
    assert (
        a_quiz_attempt(her, now=NOW + 40 * DAY)
        .window.closes_at.isoformat()
        .startswith("2027-01-31")
    )


def test_more_attempts_for_the_workshop(browser):
    workshop = a_workshop()
    enrolment = an_enrolment(workshop)
    a_result(enrolment)
    browser.sign_in(a_staff_member(workshop))
    browser.post(times(workshop), data={"who": 0, "attempts": "2", "reason": "Listrik padam"})

    page = browser.sign_in(enrolment.person).get(cover(workshop)).text

    assert "tersisa 1 dari 2" in page
    assert browser.post(cover(workshop)).status_code == 303


@pytest.mark.parametrize(
    "wrong",
    [
        {"reason": ""},
        {"opens": "kemarin"},
        {"attempts": "0"},
        {"opens": "2026-11-25T12:00", "closes": "2026-11-25T11:00"},
        {"who": 999},
    ],
)
def test_what_cannot_be_is_told_and_changes_nothing(browser, wrong):
    workshop = a_workshop()
    browser.sign_in(a_staff_member(workshop))

    answer = browser.post(times(workshop), data={"who": 0, "reason": "Sakit", **wrong})

    assert answer.status_code == 422
    assert db.session.scalar(select(QuizOverride)) is None


def test_the_first_to_finish_does_not_see_the_key_of_the_neighbours(browser):
    workshop = a_workshop()
    first, second = an_enrolment(workshop), an_enrolment(workshop)
    neighbour = a_quiz_attempt(second)
    done = a_result(first)
    page = browser.sign_in(first.person).get(address_of(done, "result")).text

    assert "Pembahasan menyusul" in page
    assert "Simpanan sukarela adalah kewajiban" not in page

    service.hand_in_attempt(queries.quiz_attempt_in(second, neighbour.attempt.id), NOW)
    db.session.commit()
    assert "Simpanan sukarela adalah kewajiban" in browser.get(address_of(done, "result")).text


def test_a_trainer_shows_the_key_and_whoever_begins_then_has_other_numbers(browser):
    workshop = a_workshop()
    first, absent = an_enrolment(workshop), an_enrolment(workshop)
    done = a_result(first)
    browser.sign_in(a_staff_member(workshop)).post(times(workshop) + "/key")

    page = browser.sign_in(first.person).get(address_of(done, "result")).text

    assert "Simpanan sukarela adalah kewajiban" in page
    assert a_quiz_attempt(absent).attempt.seed != done.attempt.seed


def with_remedial(tmp_path):
    return with_settings(tmp_path, "tests/posttest.yaml", "attempts: 1", "attempts: 1\nremedial: 1")


def test_below_the_mark_a_remedial_is_offered_recorded_and_kept_apart(tmp_path, browser, at):
    workshop = with_remedial(tmp_path)
    enrolment = an_enrolment(workshop)
    a_result(enrolment, "tes-awal")
    first = a_result(enrolment, "tes-akhir")
    browser.sign_in(enrolment.person)

    for page in ("/", f"/w/{workshop.slug}/my-scores", cover(workshop, "tes-akhir")):
        assert "Remedial" in browser.get(page).text, page

    assert "Mulai remedial" in browser.get(cover(workshop, "tes-akhir")).text
    again = everything_right(enrolment)
    result = browser.get(address_of(again, "result")).text
    assert "nilai yang dicatat paling tinggi 70" in result
    outcome = outcomes_in([workshop], NOW)[enrolment.id]
    assert (again.attempt.remedial, again.attempt.form) == (True, "A")
    assert again.attempt.seed != first.attempt.seed
    assert outcome.posttest == Fraction(70)
    assert outcome.pair == (Fraction(0), Fraction(0))
    assert browser.post(cover(workshop, "tes-akhir")).status_code == 409
    assert len(db.session.scalars(select(Attempt).filter_by(quiz_id="tes-akhir")).all()) == 2


def test_a_home_with_a_remedial_takes_at_most_ten_statements(tmp_path, browser, statements):
    enrolment = an_enrolment(with_remedial(tmp_path))
    a_result(enrolment, "tes-akhir")
    browser.sign_in(enrolment.person).get("/")

    with statements() as seen:
        page = browser.get("/").text

    assert "Remedial" in page
    assert len(seen) <= 10


def test_a_result_with_shared_numbers_takes_at_most_ten_statements(browser, statements):
    workshop = a_workshop()
    enrolment, other = an_enrolment(workshop), an_enrolment(workshop)
    a_quiz_attempt(other)
    address = address_of(a_result(enrolment), "result")
    browser.sign_in(enrolment.person).get(address)

    with statements() as seen:
        page = browser.get(address).text

    assert "Pembahasan menyusul" in page
    assert len(seen) <= 10


def test_whoever_reached_the_mark_gets_no_remedial(tmp_path, browser):
    workshop = with_remedial(tmp_path)
    enrolment = an_enrolment(workshop)
    everything_right(enrolment)
    browser.sign_in(enrolment.person)

    assert browser.post(cover(workshop, "tes-akhir")).status_code == 409


def test_the_pretest_closes_when_the_last_day_begins(browser, at):
    enrolment = an_enrolment()
    workshop = enrolment.workshop
    at(NOW + 2 * DAY - HOUR)
    browser.sign_in(enrolment.person)

    assert browser.post(cover(workshop, "tes-awal")).status_code == 409


def test_a_pretest_begun_after_the_posttest_is_no_pair(app):
    workshop = a_workshop()
    enrolment = an_enrolment(workshop)
    a_result(enrolment, "tes-akhir")
    a_result(enrolment, "tes-awal", now=NOW + MINUTE)

    outcome = outcomes_in([workshop], NOW)[enrolment.id]
    assert (outcome.pretest, outcome.posttest, outcome.pair) == (0, 0, None)


def test_a_bank_is_drawn_once_and_kept_with_the_attempt(app, tmp_path):
    folder = tmp_path / "kursus"
    shutil.copytree(COURSE, folder)
    (folder / "banks").mkdir()
    (folder / "banks/kas.yaml").write_text(
        "".join(
            f"- {{id: kas-{n}, kind: true_false, ask: Benar {n}?, answer: true}}\n"
            for n in range(9)
        )
    )
    quiz = (folder / "day-1/quiz.yaml").read_text()
    quiz = quiz.replace("numbers: workshop", "numbers: attempt")
    quiz = quiz.replace("questions:\n", "questions:\n  - {pick: 3, from: kas}\n")
    (folder / "day-1/quiz.yaml").write_text(quiz)
    workshop = a_workshop(revision=a_revision(folder))

    quiz_attempts = [a_quiz_attempt(an_enrolment(workshop)) for _ in range(4)]

    drawn = [tuple(each.attempt.question_ids[:3]) for each in quiz_attempts]
    assert len(set(drawn)) > 1
    assert {len(set(ids)) for ids in drawn} == {3}
    assert all(len(each.positions) == 7 for each in quiz_attempts)


@pytest.mark.parametrize(
    "when", [ReviewTime.RIGHT_AFTER, ReviewTime.WHILE_OPEN, ReviewTime.AFTER_CLOSE]
)
@pytest.mark.parametrize("aspect", ["score", "correctness", "feedback", "solution"])
def test_each_cell_of_the_matrix_shows_its_own_thing_alone(tmp_path, browser, at, when, aspect):
    """The numbers are one's own, so that nothing waits for others."""
    shown = {w.value: "none" for w in ReviewTime} | {when.value: f"[{aspect}]"}
    review = "review:\n" + "".join(f"  {w}: {what}\n" for w, what in shown.items())
    workshop = with_settings(
        tmp_path,
        "day-1/quiz.yaml",
        "numbers: workshop\nreview: full\n",
        "numbers: attempt\n" + review,
    )
    enrolment = an_enrolment(workshop)
    done = a_result(enrolment, answers={3: {"answer": ["true"]}})
    later = {
        ReviewTime.RIGHT_AFTER: NOW,
        ReviewTime.WHILE_OPEN: NOW + RIGHT_AFTER,
        ReviewTime.AFTER_CLOSE: NOW + 40 * DAY,
    }

    for time, instant in later.items():
        at(instant)
        browser.sign_in(enrolment.person)
        page = browser.get(address_of(done, "result")).text
        scores = browser.get(f"/w/{workshop.slug}/my-scores").text
        found = {
            "score": "dari 100" in page,
            "correctness": "Belum tepat" in page,
            "solution": "Simpanan sukarela adalah kewajiban" in page,
        }
        expected = aspect if time is when else None
        assert found == {name: name == expected for name in found}, (time, aspect)
        assert ('<td class="number" data-label="Nilai">0</td>' in scores) in (
            False,
            expected == "score",
        )
