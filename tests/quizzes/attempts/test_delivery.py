"""A phone that was without a connection delivers later; a second device takes over."""

import html
import json
import re

import pytest
from sqlalchemy import func, select

from lms.database import db
from lms.quizzes.attempts import queries, service
from lms.quizzes.attempts.models import AnswerSave, Attempt, Delivery
from lms.quizzes.attempts.saves import Sent
from lms.quizzes.room import service_time
from tests.constants import HOUR, MINUTE, NOW, SECOND
from tests.factories import a_staff_member, an_enrolment
from tests.quizzes.factories import SCRIPT, a_quiz_attempt, address_of, answers_now

PLACE = 4
END = NOW + 20 * MINUTE


@pytest.fixture
def quiz_attempt(browser):
    quiz_attempt = a_quiz_attempt()
    browser.sign_in(quiz_attempt.attempt.enrolment.person)
    return quiz_attempt


@pytest.fixture
def open_page(browser, quiz_attempt):
    """Open the question and return what its page sends along."""

    def open_page(position=PLACE):
        page = browser.get(address_of(quiz_attempt, position)).text
        names = ("client", "save_number")
        fields = [re.search(rf'name="{name}"[^>]*value="([^"]*)"', page)[1] for name in names]
        return html.unescape(fields[0]), int(fields[1])

    return open_page


@pytest.fixture
def deliver(browser, quiz_attempt):
    def deliver(*log, receipt="KODE-1234", hand_in="", to=None):
        data = {"receipt": receipt, "hand_in": hand_in, "log": json.dumps(log)}
        return browser.post(address_of(to or quiz_attempt, "deliver"), data=data, headers=SCRIPT)

    return deliver


def entry(page, answer, after, position=PLACE, **more):
    """An answer typed `after` its page was shown, as the phone logs it."""
    client, number = page
    milliseconds = after / SECOND * 1000
    return {
        "client": client,
        "number": number + 1,
        "position": position,
        "typed": [["answer", answer]],
        "steady": milliseconds,
        "wall": milliseconds,
        **more,
    }


def handed_in(quiz_attempt):
    db.session.rollback()
    attempt = db.session.get_one(Attempt, quiz_attempt.attempt.id)
    answers = queries.answers_of([attempt])[attempt.id]
    return attempt.handed_in_at, [a.answer for a in answers if a.position == PLACE]


def test_what_was_kept_is_delivered_while_the_attempt_goes_on(open_page, deliver, quiz_attempt, at):
    page = open_page()
    at(NOW + 5 * MINUTE)

    response = deliver(entry(page, "OTP", MINUTE))

    assert response.json["message"] == "Jawaban Anda sudah sampai."
    assert answers_now(quiz_attempt) == {PLACE: "OTP"}
    assert handed_in(quiz_attempt) == (None, [])


def test_handing_in_without_a_line_counts_when_it_arrives(open_page, deliver, quiz_attempt, at):
    page = open_page()
    at(NOW + 5 * MINUTE)

    response = deliver(entry(page, "OTP", MINUTE), hand_in="1")

    assert response.json["next"] == address_of(quiz_attempt, "result")
    assert handed_in(quiz_attempt) == (NOW + 5 * MINUTE, ["OTP"])
    assert not db.session.scalars(select(Delivery)).one().late


def test_what_was_answered_in_time_counts_although_it_arrives_late(
    open_page, deliver, quiz_attempt, at
):
    page = open_page()
    at(END + HOUR)

    deliver(entry(page, "OTP", 19 * MINUTE), hand_in="1")

    assert handed_in(quiz_attempt) == (END, ["OTP"])
    delivery = db.session.scalars(select(Delivery)).one()
    assert (delivery.late, delivery.answered_until) == (True, NOW + 19 * MINUTE)


def test_it_counts_even_if_the_clock_had_closed_the_attempt(open_page, deliver, quiz_attempt, at):
    page = open_page()
    at(END + HOUR)
    service.close_overdue(END + HOUR)

    deliver(entry(page, "OTP", MINUTE))

    assert handed_in(quiz_attempt) == (END, ["OTP"])


def test_what_was_answered_too_late_is_left_out(open_page, deliver, quiz_attempt, at):
    page = open_page()
    at(END + HOUR)

    response = deliver(
        entry(page, "OTP", MINUTE), entry(page, "sandi", 21 * MINUTE, number=page[1] + 2)
    )

    assert "1 jawaban tidak dihitung" in response.json["message"]
    assert handed_in(quiz_attempt) == (END, ["OTP"])


def test_nothing_is_added_to_what_the_person_handed_in_herself(
    open_page, deliver, quiz_attempt, at
):
    page = open_page()
    service.hand_in_attempt(quiz_attempt, NOW + MINUTE)
    at(NOW + 5 * MINUTE)

    assert deliver(entry(page, "OTP", SECOND)).status_code == 409
    assert handed_in(quiz_attempt) == (NOW + MINUTE, [None])


def test_the_same_receipt_twice_counts_once(open_page, deliver, at):
    log = entry(open_page(), "OTP", MINUTE)
    at(END + HOUR)

    assert [deliver(log).status_code for _ in range(2)] == [200, 200]
    for table in (Delivery, AnswerSave):
        assert db.session.scalar(select(func.count()).select_from(table)) == 1


def test_what_was_added_to_a_log_whose_acknowledgement_was_lost_is_taken(
    open_page, deliver, quiz_attempt, at
):
    page = open_page()
    at(END + HOUR)
    deliver(entry(page, "O", MINUTE))

    deliver(entry(page, "OTP", 2 * MINUTE, number=page[1] + 2))

    assert handed_in(quiz_attempt) == (END, ["OTP"])
    assert db.session.scalar(select(func.count()).select_from(Delivery)) == 1


def test_what_had_been_saved_in_time_and_comes_once_more_is_not_told_as_late(
    open_page, deliver, browser, quiz_attempt, at
):
    page = open_page()
    send(browser, quiz_attempt, page, "OTP")
    at(END + HOUR)

    assert deliver(entry(page, "OTP", SECOND)).json["next"] == address_of(quiz_attempt, "result")
    assert handed_in(quiz_attempt) == (END, ["OTP"])
    assert db.session.scalar(select(func.count()).select_from(Delivery)) == 0


def test_an_echo_of_handing_in_does_not_end_what_was_reopened(open_page, deliver, quiz_attempt, at):
    log = entry(open_page(), "OTP", MINUTE)
    at(NOW + 2 * MINUTE)
    deliver(log, hand_in="1")
    db.session.rollback()
    again = queries.quiz_attempt_in(quiz_attempt.attempt.enrolment, quiz_attempt.attempt.id)
    service_time.reopen(
        again, 5, reason="Salah tekan", idempotency_key="a-key", now=NOW + 2 * MINUTE
    )

    deliver(log, hand_in="1")

    assert handed_in(quiz_attempt)[0] is None


def test_a_trainer_sees_what_was_delivered_late(open_page, deliver, browser, quiz_attempt, at):
    log = entry(open_page(), "OTP", 19 * MINUTE)
    at(END + HOUR)
    deliver(log)
    workshop = quiz_attempt.attempt.enrolment.workshop
    browser.sign_in(a_staff_member(workshop))

    assert "Tiba terlambat" in browser.get(f"/w/{workshop.slug}/quiz-room").text
    page = browser.get(f"/w/{workshop.slug}/quiz-room/{quiz_attempt.attempt.id}").text
    assert "KODE-1234" in page
    assert "09.19" in page


def test_a_trainer_sees_it_beside_the_answer_she_grades(browser, at):
    quiz_attempt = a_quiz_attempt(quiz_id="kuis-2")
    workshop = quiz_attempt.attempt.enrolment.workshop
    service.save_answer(quiz_attempt, Sent(2, {"answer": ["Dihitung ulang."]}, "page", 1, NOW))
    service.hand_in_attempt(quiz_attempt, NOW)
    essay = queries.answers_of([quiz_attempt.attempt])[quiz_attempt.attempt.id][1]
    browser.sign_in(a_staff_member(workshop))
    desk = f"/w/{workshop.slug}/grading/{essay.id}"
    before = browser.get(desk).text
    late = {"answered_until": NOW, "delivered_at": NOW, "taken": 1, "left_out": 0, "late": True}
    db.session.add(Delivery(attempt_id=quiz_attempt.attempt.id, receipt="KODE-1234", **late))

    assert "Tiba sesudah waktu berakhir" not in before
    assert "Tiba sesudah waktu berakhir" in browser.get(desk).text


def test_a_trainer_sees_it_in_the_room_though_the_quiz_ended_days_ago(
    open_page, deliver, browser, quiz_attempt, at
):
    log = entry(open_page(), "OTP", 19 * MINUTE)
    at(END + 50 * HOUR)
    deliver(log)
    workshop = quiz_attempt.attempt.enrolment.workshop
    browser.sign_in(a_staff_member(workshop))

    assert "Tiba sesudah waktu berakhir" in browser.get(f"/w/{workshop.slug}/quiz-room").text
    at(END + 80 * HOUR)
    assert "Tiba sesudah" not in browser.get(f"/w/{workshop.slug}/quiz-room").text


@pytest.mark.parametrize(
    "change",
    [
        {"client": "forged"},
        {"client": None},
        {"position": 1},  # the page was signed for another question
        {"position": "x"},
        {"number": "x"},
        {"typed": "x"},
        {"typed": [["answer"]]},
        {"steady": "nan"},
        {"steady": 1e400},
    ],
)
def test_a_log_no_page_of_ours_wrote_is_refused(open_page, deliver, quiz_attempt, at, change):
    log = {**entry(open_page(), "OTP", MINUTE), **change}
    at(END + HOUR)

    assert deliver(log).status_code == 422
    assert handed_in(quiz_attempt) == (None, [])


def test_times_that_cannot_be_are_refused(open_page, deliver, quiz_attempt, at):
    page = open_page()
    at(NOW + 5 * MINUTE)

    assert deliver(entry(page, "OTP", -MINUTE)).status_code == 409
    assert answers_now(quiz_attempt) == {}


def test_a_page_of_one_attempt_is_none_of_another(open_page, deliver, browser):
    log = entry(open_page(), "OTP", SECOND)
    other = a_quiz_attempt()
    browser.sign_in(other.attempt.enrolment.person)

    assert deliver(log, to=other).status_code == 422


def test_nobody_delivers_into_the_attempt_of_another(open_page, deliver, browser, quiz_attempt):
    log = entry(open_page(), "OTP", SECOND)
    browser.sign_in(an_enrolment(quiz_attempt.attempt.enrolment.workshop).person)

    assert deliver(log).status_code == 404


def send(browser, quiz_attempt, page, answer, changes=1):
    data = {"answer": answer, "client": page[0], "save_number": page[1] + changes}
    return browser.post(address_of(quiz_attempt, PLACE), data=data, headers=SCRIPT).json


def test_the_newest_page_holds_and_the_earlier_one_is_told(open_page, browser, quiz_attempt, at):
    phone = open_page()
    at(NOW + SECOND)
    laptop = open_page()

    assert send(browser, quiz_attempt, laptop, "laptop")["elsewhere"] is None
    assert "perangkat lain" in send(browser, quiz_attempt, phone, "ponsel")["elsewhere"]
    assert answers_now(quiz_attempt) == {PLACE: "laptop"}


def test_a_page_left_as_it_was_replaces_nobodys_answer_when_it_is_delivered_later(
    open_page, browser, quiz_attempt, deliver, at
):
    laptop = open_page()
    at(NOW + SECOND)
    phone = open_page()
    send(browser, quiz_attempt, laptop, "laptop")

    response = deliver(entry(phone, "", SECOND, number=phone[1]))

    assert response.status_code == 200
    assert answers_now(quiz_attempt) == {PLACE: "laptop"}


def test_a_page_opened_again_takes_over(open_page, browser, quiz_attempt, at):
    for seconds, answer in enumerate(("ponsel", "laptop", "ponsel lagi"), start=1):
        at(NOW + seconds * SECOND)
        send(browser, quiz_attempt, open_page(), answer)

    assert answers_now(quiz_attempt) == {PLACE: "ponsel lagi"}


def press(browser, quiz_attempt, page, *answers):
    """Send the form of one page again and again, as a browser without JavaScript does."""
    for answer in answers:
        data = {"answer": answer, "client": page[0], "save_number": page[1]}
        assert browser.post(address_of(quiz_attempt, PLACE), data=data).status_code == 303


@pytest.mark.parametrize(
    ("pressed", "stands", "kept"),
    [
        (("A", "B", "A"), "A", 3),  # gone back to a page the browser had kept
        (("A", "A"), "A", 1),  # pressed twice
        (("A", "B", "B", "A", "A"), "A", 3),
        (("A", ""), None, 2),
        (("",), None, 0),
    ],
)
def test_without_javascript_what_was_sent_last_from_a_page_holds(
    open_page, browser, quiz_attempt, pressed, stands, kept
):
    press(browser, quiz_attempt, open_page(), *pressed)

    assert answers_now(quiz_attempt).get(PLACE) == stands
    assert db.session.scalar(select(func.count()).select_from(AnswerSave)) == kept


def test_a_save_of_a_script_that_was_overtaken_is_not_the_newest(open_page, browser, quiz_attempt):
    page = open_page()
    for changes, answer in ((1, "A"), (2, "B"), (1, "A"), (0, "")):
        send(browser, quiz_attempt, page, answer, changes)

    assert answers_now(quiz_attempt) == {PLACE: "B"}


def test_a_page_left_as_it_was_replaces_nobodys_answer(open_page, browser, quiz_attempt, at):
    phone = open_page()
    at(NOW + SECOND)
    laptop = open_page()
    send(browser, quiz_attempt, phone, "ponsel")

    send(browser, quiz_attempt, laptop, "", changes=0)

    assert answers_now(quiz_attempt) == {PLACE: "ponsel"}


def test_an_earlier_page_still_answers_what_nobody_else_did(open_page, browser, quiz_attempt, at):
    phone = open_page()
    at(NOW + SECOND)
    open_page()

    assert send(browser, quiz_attempt, phone, "ponsel")["elsewhere"] is None
    assert answers_now(quiz_attempt) == {PLACE: "ponsel"}


def test_delivering_costs_at_most_six_statements(open_page, browser, quiz_attempt, statements, at):
    data = {"receipt": "KODE-1234", "log": json.dumps([entry(open_page(), "OTP", SECOND)])}
    address = address_of(quiz_attempt, "deliver")
    at(NOW + MINUTE)

    with statements() as seen:
        assert browser.post(address, data=data, headers=SCRIPT).status_code == 200

    assert len(seen) <= 6
