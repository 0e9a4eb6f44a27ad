"""From the cover to the result."""

from fractions import Fraction

import pytest
from sqlalchemy import func, select

from lms.content.values import QuizKind
from lms.database import db
from lms.errors import Conflict
from lms.quizzes.attempts import queries, service
from lms.quizzes.attempts.commands import quizzes
from lms.quizzes.attempts.models import Answer, Attempt
from lms.quizzes.attempts.saves import Sent
from lms.workshops.models import Extension
from tests.constants import HOUR, MINUTE, NOW, SECOND
from tests.factories import an_enrolment
from tests.quizzes.factories import (
    ESSAY,
    a_quiz_attempt,
    a_result,
    address_of,
    answers_now,
    cover_of,
    right_answer,
)

DAY = 24 * HOUR


@pytest.fixture
def enrolment(browser):
    enrolment = an_enrolment()
    browser.sign_in(enrolment.person)
    return enrolment


def attempt_count():
    return db.session.scalar(select(func.count()).select_from(Attempt))


def test_the_cover_says_the_rules(browser, enrolment):
    page = browser.get(cover_of(enrolment)).text

    for words in ("Empat soal, 20 menit.", "20 menit", "satu kali", "Mulai"):
        assert words in page
    assert page.count("20 menit") == 2  # once by the card, once in the words of this course
    assert page.count("satu kali") == 1


def test_before_its_day_a_quiz_says_when_it_opens(browser, enrolment, at):
    at(NOW - 2 * DAY - 2 * HOUR)
    browser.sign_in(enrolment.person)

    page = browser.get(cover_of(enrolment)).text

    assert "Senin, 23 November 2026, 08.00 WITA" in page
    assert browser.post(cover_of(enrolment)).status_code == 409
    assert attempt_count() == 0


def test_after_the_practice_period_it_is_closed(browser, enrolment, at):
    at(NOW + 60 * DAY - HOUR)

    assert "Ditutup" in browser.get(cover_of(enrolment)).text
    assert browser.post(cover_of(enrolment)).status_code == 409


def test_an_unknown_quiz_is_not_found(browser, enrolment):
    assert browser.get(cover_of(enrolment, "kuis-9")).status_code == 404
    assert browser.post(cover_of(enrolment, "kuis-9")).status_code == 404


def test_starting_leads_to_the_first_question(browser, enrolment):
    response = browser.post(cover_of(enrolment))

    assert response.status_code == 303
    assert response.location.endswith("/1")
    assert "Soal 1 dari 4" in browser.get(response.location).text


def test_starting_again_continues(browser, enrolment):
    first = browser.post(cover_of(enrolment)).location

    assert browser.post(cover_of(enrolment)).location == first
    assert attempt_count() == 1


def test_the_cover_leads_back_to_where_one_left_off(browser, enrolment):
    quiz_attempt = a_quiz_attempt(enrolment)
    service.save_answer(quiz_attempt, Sent(3, {"answer": ["true"]}, "page", 1, NOW))
    db.session.commit()

    assert f'href="{address_of(quiz_attempt, 3)}"' in browser.get(cover_of(enrolment)).text


def test_one_attempt_is_one_attempt(browser, enrolment):
    a_result(enrolment)

    assert browser.post(cover_of(enrolment)).status_code == 409
    assert attempt_count() == 1


def test_with_more_attempts_the_next_has_other_numbers(enrolment):
    first = a_result(enrolment, "kuis-2")
    second = a_quiz_attempt(enrolment, "kuis-2")

    assert second.attempt.number == 2
    assert second.variant(1).numbers != first.variant(1).numbers


def test_everybody_in_a_workshop_gets_the_same_numbers(enrolment):
    other = an_enrolment(enrolment.workshop)

    assert a_quiz_attempt(enrolment).variant(1).numbers == a_quiz_attempt(other).variant(1).numbers


def test_the_post_test_has_the_other_form(enrolment, at):
    at(NOW)
    before = a_quiz_attempt(enrolment, "tes-awal")
    after = a_quiz_attempt(enrolment, "tes-akhir")

    assert (before.quiz.kind, after.quiz.kind) == (QuizKind.PRETEST, QuizKind.POSTTEST)
    assert (before.attempt.form, after.attempt.form) == ("A", "B")


def test_the_check_page_names_what_is_not_answered(browser, enrolment):
    quiz_attempt = a_quiz_attempt(enrolment)
    service.save_answer(quiz_attempt, Sent(1, {"answer": ["lima"]}, "page", 1, NOW))
    service.save_answer(quiz_attempt, Sent(3, {"answer": ["true"]}, "page", 1, NOW))
    db.session.commit()

    page = browser.get(address_of(quiz_attempt, "check")).text

    assert "2 soal belum dijawab" in page
    assert "Tidak terbaca" in page


def test_handing_in_grades_at_once(browser, enrolment):
    quiz_attempt = a_quiz_attempt(enrolment)
    for position in (1, 2):
        service.save_answer(
            quiz_attempt, Sent(position, right_answer(quiz_attempt, position), "page", 1, NOW)
        )
    db.session.commit()

    response = browser.post(address_of(quiz_attempt, "check"))

    assert response.location == address_of(quiz_attempt, "result")
    page = browser.get(response.location).text
    assert "50" in page
    assert "Belum lulus" in page
    assert "poin. Diperlukan 70 dari 100." in page


def test_handing_in_twice_shows_the_result_twice(browser, enrolment):
    quiz_attempt = a_quiz_attempt(enrolment)

    locations = [browser.post(address_of(quiz_attempt, "check")).location for _ in range(2)]

    assert locations == [address_of(quiz_attempt, "result")] * 2
    assert db.session.scalar(select(func.count()).select_from(Answer)) == 4


def test_an_essay_makes_the_score_provisional(browser, enrolment):
    quiz_attempt = a_quiz_attempt(enrolment, "kuis-2")
    service.save_answer(quiz_attempt, Sent(1, right_answer(quiz_attempt, 1), "page", 1, NOW))
    service.save_answer(quiz_attempt, Sent(2, ESSAY, "page", 1, NOW))
    service.hand_in_attempt(quiz_attempt, NOW)
    db.session.commit()

    assert "Nilai sementara" in browser.get(address_of(quiz_attempt, "result")).text
    answers = queries.answers_of([quiz_attempt.attempt])[quiz_attempt.attempt.id]
    assert [answer.credit for answer in answers] == [Fraction(1), None]


def test_an_essay_left_empty_waits_for_nobody(enrolment):
    quiz_attempt = a_result(enrolment, "kuis-2")
    answers = queries.answers_of([quiz_attempt.attempt])[quiz_attempt.attempt.id]

    assert queries.score_of(answers).final == 0


def test_there_is_no_result_before_handing_in(browser, enrolment):
    quiz_attempt = a_quiz_attempt(enrolment)

    assert browser.get(address_of(quiz_attempt, "result")).location == cover_of(enrolment)


def test_after_handing_in_every_page_leads_to_the_result(browser, enrolment):
    quiz_attempt = a_result(enrolment)

    for page in (1, "check"):
        assert browser.get(address_of(quiz_attempt, page)).location == address_of(
            quiz_attempt, "result"
        )


def test_when_time_is_up_a_page_offers_the_result_and_changes_nothing(browser, enrolment, at):
    quiz_attempt = a_quiz_attempt(enrolment)
    at(NOW + 20 * MINUTE)

    for page in (
        address_of(quiz_attempt, 1),
        address_of(quiz_attempt, "check"),
        cover_of(enrolment),
    ):
        assert "Waktu habis" in browser.get(page).text
    db.session.rollback()
    assert db.session.get_one(Attempt, quiz_attempt.attempt.id).handed_in_at is None


def test_handing_in_after_the_end_counts_as_the_end(browser, enrolment, at):
    quiz_attempt = a_quiz_attempt(enrolment)
    at(NOW + 5 * HOUR)

    browser.post(address_of(quiz_attempt, "check"))

    db.session.rollback()
    attempt = db.session.get_one(Attempt, quiz_attempt.attempt.id)
    assert attempt.handed_in_at == NOW + 20 * MINUTE


def test_an_attempt_without_minutes_ends_when_the_quiz_closes(enrolment):
    quiz_attempt = a_quiz_attempt(enrolment, "kuis-2")
    close = queries.quiz_attempt_in(enrolment, quiz_attempt.attempt.id).ends_at
    fields = {"answer": ["1"]}

    assert close is not None
    service.save_answer(quiz_attempt, Sent(1, fields, "page", 1, close + MINUTE))
    with pytest.raises(Conflict):
        service.save_answer(quiz_attempt, Sent(1, fields, "page", 2, close + MINUTE + SECOND))


def test_an_extension_puts_the_end_off(enrolment):
    quiz_attempt = a_quiz_attempt(enrolment, "kuis-2")
    until = NOW + 90 * DAY
    other = an_enrolment(enrolment.workshop)
    for person, days in ((enrolment, 90), (other, 120)):
        db.session.add(
            Extension(
                workshop_id=enrolment.workshop_id,
                enrolment_id=person.id,
                until=NOW + days * DAY,
                reason="sakit",
                granted_at=NOW,
            )
        )
    db.session.commit()

    assert queries.quiz_attempt_in(enrolment, quiz_attempt.attempt.id).ends_at == until


def test_a_command_hands_in_what_ran_out_of_time(app, enrolment, at):
    timed = a_quiz_attempt(enrolment, "kuis-1")
    untimed = a_quiz_attempt(enrolment, "kuis-2")
    service.save_answer(timed, Sent(4, {"answer": ["OTP"]}, "page", 1, NOW))
    at(NOW + HOUR)
    db.session.commit()

    first = app.test_cli_runner().invoke(quizzes, ["close-overdue"])
    second = app.test_cli_runner().invoke(quizzes, ["close-overdue"])

    assert [r.output for r in (first, second)] == [f"{n} attempts handed in\n" for n in (1, 0)]
    db.session.rollback()
    assert db.session.get_one(Attempt, timed.attempt.id).handed_in_at == NOW + 20 * MINUTE
    assert db.session.get_one(Attempt, untimed.attempt.id).handed_in_at is None


def test_the_demo_can_move_the_clock(enrolment):
    earlier = NOW - DAY
    quiz_attempt = a_result(enrolment, "kuis-1", {4: {"answer": ["otp"]}}, now=earlier)

    assert quiz_attempt.attempt.handed_in_at == earlier
    assert answers_now(quiz_attempt) == {4: "otp"}


def test_beginning_an_attempt_costs_at_most_seven_statements(browser, enrolment, statements):
    browser.sign_in(enrolment.person)
    address = cover_of(enrolment)
    browser.get(address)

    with statements() as seen:
        assert browser.post(address).status_code == 303

    assert len(seen) <= 7, seen


@pytest.mark.parametrize("page", ["cover", 1, "check", "result"])
def test_no_page_takes_more_than_nine_statements(browser, enrolment, statements, page):
    quiz_attempt = a_quiz_attempt(enrolment)
    for number in range(30):
        service.save_answer(
            quiz_attempt, Sent(4, {"answer": [f"kode {number}"]}, "page", number, NOW)
        )
    if page == "result":
        service.hand_in_attempt(quiz_attempt, NOW)
    db.session.commit()
    address = cover_of(enrolment) if page == "cover" else address_of(quiz_attempt, page)
    browser.get(address)

    with statements() as seen:
        assert browser.get(address).status_code == 200

    assert len(seen) <= 9
