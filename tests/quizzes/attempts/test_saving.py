"""Answers are saved as they are given, and never lost."""

import pytest
import sqlalchemy as sa
from sqlalchemy import func, select

from lms.database import db, is_reading
from lms.quizzes.attempts.models import AnswerSave
from tests.constants import MINUTE, NOW, SECOND
from tests.databases import POSTGRESQL
from tests.factories import an_enrolment
from tests.quizzes.factories import SCRIPT, a_quiz_attempt, address_of, answers_now, right_answer


@pytest.fixture
def quiz_attempt():
    return a_quiz_attempt()


@pytest.fixture
def send(browser, quiz_attempt):
    browser.sign_in(quiz_attempt.attempt.enrolment.person)

    def send(answer="5000", position=1, client="page", number=1, go="", headers=None):
        data = {"answer": answer, "client": client, "save_number": number, "go": go}
        return browser.post(address_of(quiz_attempt, position), data=data, headers=headers)

    return send


def save_count():
    return db.session.scalar(select(func.count()).select_from(AnswerSave))


def test_a_script_is_told_when_it_was_saved(send, quiz_attempt):
    response = send(headers=SCRIPT)

    assert response.json["saved_at"] == "09.00"
    assert response.json["remaining"] == 20 * 60
    assert answers_now(quiz_attempt) == {1: "5000"}


def test_without_a_time_limit_nothing_remains(browser):
    quiz_attempt = a_quiz_attempt(quiz_id="kuis-2")
    browser.sign_in(quiz_attempt.attempt.enrolment.person)

    response = browser.post(address_of(quiz_attempt, 1), data={"answer": "1"}, headers=SCRIPT)

    assert response.json["remaining"] is None


def test_a_button_saves_and_moves(send, quiz_attempt):
    ways = {"next": 2, "previous": 1, "3": 3, "check": "check", "": 1, "99": 1, "٣": 1}

    for number, (go, page) in enumerate(ways.items()):
        assert send(go=go, number=number).location == address_of(quiz_attempt, page)
    assert send(position=4, go="next").location == address_of(quiz_attempt, "check")


def test_what_was_saved_stands_on_the_page(send, browser, quiz_attempt):
    send("1.234.567", number=7)

    page = browser.get(address_of(quiz_attempt, 1)).text

    assert 'value="1.234.567"' in page
    assert 'name="save_number" value="7"' in page
    assert "Tersimpan 09.00" in page


@pytest.mark.skipif(bool(POSTGRESQL), reason="SQLite alone has a turn to write")
def test_that_a_device_was_seen_again_is_noted_in_its_turn_to_write(send, app, at):
    at(NOW + 10 * MINUTE)
    begun, written = [], []

    def note(statement):
        if statement.startswith("BEGIN"):
            begun.append(statement)
        if statement.startswith(("UPDATE", "INSERT")):
            written.append((statement.split()[:2], begun[-1]))

    def watch(connection, *_rest):
        connection.set_trace_callback(note)

    db.engine.dispose()  # what is opened from here on is watched
    sa.event.listen(db.engine, "connect", watch)
    try:
        send("7")
    finally:
        sa.event.remove(db.engine, "connect", watch)
        db.engine.dispose()

    assert [what for what, _how in written] == [["UPDATE", "web_session"], ["INSERT", "INTO"]]
    assert {how for _what, how in written} == {"BEGIN IMMEDIATE"}


def test_saving_takes_two_transactions_the_first_of_which_only_reads(send, browser, quiz_attempt):
    send("1", headers=SCRIPT)
    address, begun = address_of(quiz_attempt, 1), []

    def note(_connection):
        begun.append(is_reading())

    sa.event.listen(db.engine, "begin", note)
    try:
        browser.post(address, data={"answer": "2"}, headers=SCRIPT)
    finally:
        sa.event.remove(db.engine, "begin", note)

    assert begun == [True, False]


def test_saving_costs_at_most_five_statements(send, browser, quiz_attempt, statements):
    address = address_of(quiz_attempt, 1)
    for number in range(20):
        send(f"{number}", number=number)

    with statements() as seen:
        browser.post(address, data={"answer": "7"}, headers=SCRIPT)

    assert len(seen) <= 5


def test_a_repeat_is_acknowledged_and_changes_nothing(send, quiz_attempt):
    send("1", headers=SCRIPT)

    assert send("1", headers=SCRIPT).status_code == 200
    assert save_count() == 1


def test_another_answer_under_the_same_number_is_taken(send, quiz_attempt):
    send("1")
    send("2")

    assert answers_now(quiz_attempt) == {1: "2"}


def test_an_older_number_after_a_newer_one_changes_nothing(send, quiz_attempt):
    send("new", number=5)

    assert send("old", number=4, headers=SCRIPT).status_code == 200
    assert answers_now(quiz_attempt) == {1: "new"}


def test_another_page_starts_counting_anew(send, quiz_attempt):
    send("phone", client="phone", number=9)
    send("laptop", client="laptop", number=1)

    assert answers_now(quiz_attempt) == {1: "laptop"}


def test_an_answer_can_be_emptied(send, quiz_attempt):
    send("1", number=1)
    send("  ", number=2)

    assert answers_now(quiz_attempt) == {1: None}


def test_several_ticks_are_kept(send, quiz_attempt):
    right = right_answer(quiz_attempt, 2)["answer"]
    send(right, position=2)

    assert len(right) == 2
    assert answers_now(quiz_attempt) == {2: right}


def test_an_unreadable_number_is_kept_and_told_once(send, browser, quiz_attempt):
    response = send("lima ribu", go="next")
    page = browser.get(response.location).text

    assert response.location == address_of(quiz_attempt, 1)
    assert 'value="lima ribu"' in page
    assert 'aria-invalid="true"' in page
    assert 'name="noted"' in page


def test_who_knows_that_it_is_unreadable_may_go_on(send, browser, quiz_attempt):
    data = {"answer": "lima ribu", "client": "page", "save_number": 1, "go": "next", "noted": "1"}

    assert browser.post(address_of(quiz_attempt, 1), data=data).location == address_of(
        quiz_attempt, 2
    )


def test_what_can_be_read_in_two_ways_is_kept_and_asked_back_with_both(send, browser, quiz_attempt):
    response = send("5,000", go="next")
    page = browser.get(response.location).text

    assert response.location == address_of(quiz_attempt, 1)
    assert answers_now(quiz_attempt) == {1: "5,000"}
    assert 'value="5,000"' in page
    assert "Tulis 5 atau 5000" in page
    assert "angka yang pertama" in page
    assert "Dapat dibaca dengan dua cara" in browser.get(address_of(quiz_attempt, "check")).text


def test_an_option_that_is_not_offered_is_refused(send, quiz_attempt):
    send("true", position=3)

    response = send("maybe", position=3, number=2)

    assert response.status_code == 422
    assert answers_now(quiz_attempt) == {3: "true"}


@pytest.mark.parametrize(
    ("quiz_id", "position", "most"), [("kuis-1", 4, 500), ("kuis-2", 2, 20000)]
)
def test_too_long_an_answer_is_refused_and_stays_on_the_page(browser, quiz_id, position, most):
    quiz_attempt = a_quiz_attempt(quiz_id=quiz_id)
    browser.sign_in(quiz_attempt.attempt.enrolment.person)
    kept, refused = "x" * most, "y" * (most + 1)

    first = browser.post(address_of(quiz_attempt, position), data={"answer": kept})
    second = browser.post(address_of(quiz_attempt, position), data={"answer": refused})

    assert (first.status_code, second.status_code) == (303, 422)
    assert refused in second.text
    assert answers_now(quiz_attempt) == {position: kept}


@pytest.mark.parametrize(
    "marks",
    [
        {},
        {"client": "x" * 500, "save_number": "-1"},
        {"client": "'; --", "save_number": "9" * 400},
        {"client": "\x01", "save_number": "٣"},
    ],
)
def test_a_mark_no_page_of_ours_sends_loses_nothing(browser, quiz_attempt, marks):
    browser.sign_in(quiz_attempt.attempt.enrolment.person)

    browser.post(address_of(quiz_attempt, 1), data={"answer": "1", **marks})
    browser.post(address_of(quiz_attempt, 1), data={"answer": "2", **marks})

    assert answers_now(quiz_attempt) == {1: "2"}


def test_hostile_text_is_shown_as_text(send, browser, quiz_attempt):
    send('<script>alert("1")</script>\x00', position=4)

    assert "<script>alert" not in browser.get(address_of(quiz_attempt, 4)).text


def test_a_save_on_its_way_at_the_end_is_taken(send, quiz_attempt, at):
    at(NOW + 21 * MINUTE)

    assert send(headers=SCRIPT).json["remaining"] == 0
    assert answers_now(quiz_attempt) == {1: "5000"}


def test_a_late_save_is_refused_and_hands_in_what_was_saved(send, browser, quiz_attempt, at):
    send("in time", position=4)
    at(NOW + 21 * MINUTE + SECOND)

    response = send("late", position=4, number=2)

    assert response.location == address_of(quiz_attempt, "result")
    page = browser.get(response.location).text
    assert "Waktu habis" in page
    assert "in time" in page
    assert "late" not in page


def test_a_script_that_is_late_is_told(send, browser, quiz_attempt, at):
    at(NOW + 22 * MINUTE)

    response = send(headers=SCRIPT)

    assert response.status_code == 409
    assert "Waktu habis" in response.json["message"]
    assert browser.get(address_of(quiz_attempt, "result")).status_code == 200


def test_what_makes_no_sense_and_comes_late_ends_the_attempt_like_any_request(
    send, quiz_attempt, at
):
    at(NOW + 22 * MINUTE)

    assert send("x" * 501, position=4).location == address_of(quiz_attempt, "result")


def test_nothing_is_saved_after_handing_in(send, browser, quiz_attempt):
    browser.post(address_of(quiz_attempt, "check"))

    assert send(headers=SCRIPT).status_code == 409
    assert save_count() == 0


def test_nobody_else_finds_the_attempt(browser, quiz_attempt):
    browser.sign_in(an_enrolment(quiz_attempt.attempt.enrolment.workshop).person)

    for page in (1, "check", "result"):
        assert browser.get(address_of(quiz_attempt, page)).status_code == 404
    for page in (1, "check"):
        assert browser.post(address_of(quiz_attempt, page), data={"answer": "1"}).status_code == 404
    assert save_count() == 0


def test_there_is_no_question_beyond_the_last(browser, quiz_attempt):
    browser.sign_in(quiz_attempt.attempt.enrolment.person)

    for position in (0, 5, 10**9):
        assert browser.get(address_of(quiz_attempt, position)).status_code == 404
        assert browser.post(address_of(quiz_attempt, position)).status_code == 404
