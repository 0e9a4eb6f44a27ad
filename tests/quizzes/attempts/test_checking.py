"""An answer may be checked while the attempt is going on: it is told how it went, and it stays."""

import re

import pytest
from sqlalchemy import func, select

from lms.database import db
from lms.quizzes.attempts import queries, service
from lms.quizzes.attempts.models import AnswerSave, Attempt, CheckedAnswer, Delivery
from lms.quizzes.attempts.models_decisions import AcceptedAnswer
from lms.quizzes.attempts.overdue import ran_out_among
from lms.quizzes.attempts.saves import Logged, QuestionPage, Sent, digest
from lms.quizzes.attempts.service_checking import save_and_check
from lms.quizzes.attempts.service_delivery import deliver_answers
from lms.quizzes.room import service_time
from lms.quizzes.room.queries import seats_in
from lms.quizzes.room.service_judging import judge_delivery
from tests.constants import HOUR, MINUTE, NOW, SECOND
from tests.factories import an_enrolment
from tests.quizzes.factories import (
    SCRIPT,
    a_quiz_attempt,
    address_of,
    answers_now,
    right_answer,
    that_checks,
    together,
)

END = NOW + 20 * MINUTE
NUMBER, TICKS, WORDS = 1, 2, 4
BUTTON = 'value="checked"'


@pytest.fixture
def quiz_attempt(tmp_path, browser):
    quiz_attempt = a_quiz_attempt(an_enrolment(that_checks(tmp_path)))
    browser.sign_in(quiz_attempt.attempt.enrolment.person)
    return quiz_attempt


@pytest.fixture
def opened(browser, quiz_attempt):
    """Open a question and return what its page sends along."""

    def opened(position=WORDS):
        page = browser.get(address_of(quiz_attempt, position)).text
        return {
            name: re.search(rf'name="{name}"[^>]*value="([^"]*)"', page)[1]
            for name in ("client", "save_number")
        }

    return opened


@pytest.fixture
def press(browser, quiz_attempt):
    """Answer and press a button, the one that checks unless another is named."""

    def press(answer="OTP", position=WORDS, go="checked", headers=None, page=None):
        sent = page or {"client": "page", "save_number": "1"}
        data = {"answer": answer, "go": go, **sent}
        return browser.post(address_of(quiz_attempt, position), data=data, headers=headers)

    return press


def checked_count():
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(CheckedAnswer))


def saved_texts():
    db.session.rollback()
    return list(db.session.scalars(select(AnswerSave.answer).order_by(AnswerSave.id)))


def test_before_pressing_it_is_said_that_a_checked_answer_stays(browser, quiz_attempt):
    page = browser.get(address_of(quiz_attempt, NUMBER)).text

    assert BUTTON in page
    assert "Periksa jawaban" in page
    assert "Sesudah itu jawaban tidak dapat diubah lagi." in page


def test_the_cover_says_what_is_shown_when_an_answer_is_checked(browser, quiz_attempt):
    slug = quiz_attempt.attempt.enrolment.workshop.slug

    page = browser.get(f"/w/{slug}/quizzes/kuis-1").text

    assert "Yang tampil saat Anda memeriksa jawaban" in page


def test_after_pressing_she_sees_how_it_went_and_why_with_her_own_numbers(
    press, browser, quiz_attempt
):
    numbers = quiz_attempt.variant(NUMBER).numbers

    there = press(str(numbers["a"] + numbers["w"]), position=NUMBER)
    page = browser.get(there.location).text

    assert there.location == address_of(quiz_attempt, NUMBER)
    assert "Belum tepat" in page
    assert "Anda menjumlahkan; kalikan." in page
    assert str(quiz_attempt.variant(NUMBER).solution) in page
    main = page[page.index("<main") : page.index("</main")]
    assert 'name="answer"' not in main
    assert BUTTON not in main
    assert f'href="{address_of(quiz_attempt, NUMBER + 1)}"' in main
    assert f'href="{address_of(quiz_attempt, "check")}"' in main


def test_it_says_so_in_english_too(press, browser, quiz_attempt):
    browser.post("/language", data={"language": "en"})
    assert "Check answer" in browser.get(address_of(quiz_attempt, WORDS)).text

    page = browser.get(press().location).text

    assert "You have checked this answer. It stays as it is and counts." in page
    assert "Right" in page


def test_several_ticks_are_checked_too(press, browser, quiz_attempt):
    page = browser.get(
        press(right_answer(quiz_attempt, TICKS)["answer"], position=TICKS).location
    ).text

    assert 'class="feedback right"' in page


@pytest.mark.parametrize("headers", [None, SCRIPT], ids=["button", "script"])
def test_pressing_twice_is_like_pressing_once(press, opened, quiz_attempt, headers):
    page = opened()

    first, second = (press(page=page, headers=headers) for _ in range(2))

    assert first.status_code == second.status_code
    assert checked_count() == 1
    assert saved_texts() == ["OTP"]


def test_a_script_is_sent_to_what_is_told(press, quiz_attempt):
    told = press(headers=SCRIPT).json

    assert told["next"] == address_of(quiz_attempt, WORDS)
    assert told["stays"] is None
    assert "OTP" not in str(told)


def test_two_answers_checked_at_once_leave_one_that_holds(app, browser, quiz_attempt):
    address = address_of(quiz_attempt, WORDS)

    def checking(answer):
        data = {"answer": answer, "client": answer, "save_number": 1, "go": "checked"}
        return lambda b: b.post(address, data=data, headers=SCRIPT)

    responses = together(app, browser, *[checking(text) for text in ("OTP", "PIN", "OTP", "PIN")])

    assert {response.status_code for response in responses} == {200}
    assert checked_count() == 1
    held = answers_now(quiz_attempt)[WORDS]
    told = {r.json["stays"] is not None for r in responses}
    assert held in ("OTP", "PIN")
    assert told == {True, False}


def test_an_answer_from_a_stale_page_is_kept_and_told_and_changes_nothing(
    press, opened, quiz_attempt
):
    stale, page = opened(), opened()
    press("PIN", page=page)

    saved = press("OTP", page={**stale, "save_number": "7"}, go="", headers=SCRIPT)

    assert saved.status_code == 200
    assert "tetap berlaku" in saved.json["stays"]
    assert saved.json["elsewhere"] is None
    assert answers_now(quiz_attempt) == {WORDS: "PIN"}
    assert saved_texts() == ["PIN", "OTP"]


@pytest.mark.parametrize("go", ["next", "checked", "check"])
def test_without_a_script_a_stale_page_leads_to_what_was_checked(press, browser, quiz_attempt, go):
    press("PIN")

    there = press("OTP", page={"client": "tab", "save_number": "1"}, go=go)

    assert there.location == address_of(quiz_attempt, WORDS)
    assert "Anda sudah memeriksa jawaban lain" in browser.get(there.location).text
    assert answers_now(quiz_attempt) == {WORDS: "PIN"}
    assert checked_count() == 1


def test_a_stale_page_with_the_same_answer_goes_on(press, quiz_attempt):
    press("5000", position=NUMBER)

    assert press("5000", position=NUMBER, go="next").location == address_of(
        quiz_attempt, NUMBER + 1
    )


def test_only_what_holds_is_checked_so_an_older_page_is_told(press, opened, quiz_attempt, at):
    older = opened()
    at(NOW + MINUTE)
    press("OTP", page=opened(), go="")

    told = press("PIN", page={**older, "save_number": "1"}, headers=SCRIPT).json

    assert "perangkat lain" in told["elsewhere"]
    assert checked_count() == 0
    assert answers_now(quiz_attempt) == {WORDS: "OTP"}


def test_an_empty_answer_cannot_be_checked(press, browser, quiz_attempt):
    page = browser.get(press("  ").location).text

    assert "Belum ada jawaban untuk diperiksa." in page
    assert BUTTON in page
    assert checked_count() == 0


def test_what_cannot_be_read_is_kept_and_not_checked(press, browser, quiz_attempt):
    page = browser.get(press("lima ribu", position=NUMBER).location).text

    assert "Yang tidak terbaca tidak diperiksa." in page
    assert 'value="lima ribu"' in page
    assert BUTTON in page
    assert checked_count() == 0
    assert str(quiz_attempt.variant(NUMBER).solution) not in page


def test_an_essay_cannot_be_checked_and_just_stays_open(tmp_path, browser):
    quiz_attempt = a_quiz_attempt(an_enrolment(that_checks(tmp_path, day=2)), "kuis-2")
    browser.sign_in(quiz_attempt.attempt.enrolment.person)

    assert BUTTON in browser.get(address_of(quiz_attempt, 1)).text
    assert BUTTON not in browser.get(address_of(quiz_attempt, 2)).text
    browser.post(address_of(quiz_attempt, 2), data={"answer": "Hitung ulang.", "go": "checked"})

    assert checked_count() == 0
    assert answers_now(quiz_attempt) == {2: "Hitung ulang."}


def test_where_the_course_does_not_say_so_nothing_can_be_checked(browser, statements):
    quiz_attempt = a_quiz_attempt()
    browser.sign_in(quiz_attempt.attempt.enrolment.person)
    address = address_of(quiz_attempt, WORDS)
    browser.get(address)

    with statements() as seen:
        browser.post(address, data={"answer": "OTP", "go": "checked"}, headers=SCRIPT)

    assert not [each for each in seen if "checked_answer" in each]
    assert len(seen) <= 5
    assert BUTTON not in browser.get(address).text
    assert checked_count() == 0


def test_saving_checking_and_looking_cost_few_statements(press, browser, quiz_attempt, statements):
    address = address_of(quiz_attempt, WORDS)
    for number in range(20):
        press(f"{number}", page={"client": "page", "save_number": number}, go="")

    seen = []
    for go in ("", "checked"):
        sent = {"answer": f"7{go}", "client": "new", "save_number": len(seen), "go": go}
        with statements() as counted:
            browser.post(address, data=sent, headers=SCRIPT)
        seen.append(len(counted))
    with statements() as looking:
        assert browser.get(address).status_code == 200

    assert checked_count() == 1
    assert seen[0] <= 6
    assert seen[1] <= 7
    assert len(looking) <= 8


def test_what_a_phone_delivers_after_the_check_changes_nothing(quiz_attempt):
    save_and_check(quiz_attempt, Sent(WORDS, {"answer": ["PIN"]}, "laptop", 1, NOW + 5 * MINUTE))
    page = QuestionPage("phone", NOW + 6 * MINUTE, 0, digest(None))
    log = [Logged(page, WORDS, 1, {"answer": ["OTP"]}, MINUTE, MINUTE)]

    first, again = (
        deliver_answers(quiz_attempt, log, "KODE-1234", False, NOW + 10 * MINUTE) for _ in range(2)
    )

    assert (first.taken, first.left_out) == (again.taken, again.left_out) == (0, 1)
    db.session.commit()
    assert answers_now(quiz_attempt) == {WORDS: "PIN"}
    assert saved_texts() == ["PIN", "OTP"]


def test_what_a_phone_delivers_after_the_end_does_not_count_either(quiz_attempt):
    save_and_check(quiz_attempt, Sent(WORDS, {"answer": ["PIN"]}, "laptop", 1, NOW + 5 * MINUTE))
    page = QuestionPage("phone", NOW + 6 * MINUTE, 0, digest(None))
    log = [Logged(page, WORDS, 1, {"answer": ["OTP"]}, MINUTE, MINUTE)]

    deliver_answers(quiz_attempt, log, "KODE-1234", True, END + HOUR)

    db.session.commit()
    assert handed_in(quiz_attempt)[WORDS] == ("PIN", 0)


def test_a_delivered_answer_that_was_checked_stays_whatever_a_trainer_decides(quiz_attempt):
    page = QuestionPage("phone", NOW + SECOND, 0, digest(None))
    log = [Logged(page, WORDS, 1, {"answer": ["OTP"]}, MINUTE, MINUTE)]
    deliver_answers(quiz_attempt, log, "KODE-1234", True, END + HOUR)
    service_time.reopen(quiz_attempt, 10, reason="Listrik", idempotency_key="tap-1", now=END + HOUR)
    quiz_attempt = queries.quiz_attempt_in(quiz_attempt.attempt.enrolment, quiz_attempt.attempt.id)
    now = END + HOUR + MINUTE
    save_and_check(quiz_attempt, Sent(WORDS, {"answer": ["OTP"]}, "laptop", 1, now))
    delivery = db.session.scalars(select(Delivery)).one()

    judge_delivery(quiz_attempt, delivery, counts=False, reason="Ragu", now=now)

    db.session.commit()
    assert answers_now(quiz_attempt) == {WORDS: "OTP"}


def handed_in(quiz_attempt):
    db.session.rollback()
    attempt = db.session.get_one(Attempt, quiz_attempt.attempt.id)
    return {a.position: (a.answer, a.credit) for a in queries.answers_of([attempt])[attempt.id]}


def test_a_press_on_its_way_at_the_end_saves_and_tells_nothing(press, browser, quiz_attempt, at):
    at(END + SECOND)

    there = press()
    page = browser.get(there.location).text

    assert checked_count() == 0
    assert answers_now(quiz_attempt) == {WORDS: "OTP"}
    assert "Waktu habis" in page
    assert 'class="feedback' not in page


def test_a_press_after_the_end_hands_in_what_was_saved(press, quiz_attempt, at):
    press("PIN", go="")
    at(END + 2 * MINUTE)

    assert press("OTP").location == address_of(quiz_attempt, "result")
    assert checked_count() == 0
    assert handed_in(quiz_attempt)[WORDS] == ("PIN", 0)


def test_a_checked_answer_is_graded_as_it_was(press, browser, quiz_attempt):
    press("PIN")
    press("OTP", page={"client": "tab", "save_number": "9"})
    browser.post(address_of(quiz_attempt, "check"))

    assert handed_in(quiz_attempt)[WORDS] == ("PIN", 0)
    assert press("OTP", headers=SCRIPT).status_code == 409


def test_everything_that_counts_answers_counts_what_was_checked(press, app, quiz_attempt):
    press("OTP")
    press("  ", page={"client": "tab", "save_number": "9"}, go="")
    db.session.rollback()
    workshop = db.session.get_one(Attempt, quiz_attempt.attempt.id).enrolment.workshop

    assert [seat.answered for seat in seats_in(workshop)] == [1]
    ran_out = ran_out_among([quiz_attempt.attempt.id], END + HOUR)[quiz_attempt.attempt.id]
    assert [mark.credit for mark in ran_out.marks] == [0, 0, 0, 1]


def test_after_handing_in_the_other_times_rule(tmp_path, browser):
    quiz_attempt = a_quiz_attempt(an_enrolment(that_checks(tmp_path, after="none")))
    browser.sign_in(quiz_attempt.attempt.enrolment.person)
    data = {"answer": "OTP", "go": "checked"}
    page = browser.get(browser.post(address_of(quiz_attempt, WORDS), data=data).location).text
    assert 'class="feedback right"' in page

    browser.post(address_of(quiz_attempt, "check"))

    result = address_of(quiz_attempt, "result")
    assert browser.get(address_of(quiz_attempt, WORDS)).location == result
    assert 'class="feedback' not in browser.get(result).text


def test_an_answer_that_the_trainer_accepts_too_is_told_as_right(press, browser, quiz_attempt):
    press("kode rahasia")
    accepted = AcceptedAnswer(
        workshop_id=quiz_attempt.attempt.enrolment.workshop_id,
        quiz_id="kuis-1",
        question_id="k1-4",
        normalised="koderahasia",
        text="kode rahasia",
        accepted_at=NOW,
    )
    db.session.add(accepted)
    db.session.commit()

    assert 'class="feedback right"' in browser.get(address_of(quiz_attempt, WORDS)).text


def test_a_reopened_attempt_leaves_what_was_checked_as_it_is(press, quiz_attempt):
    press("PIN")
    db.session.rollback()
    quiz_attempt = queries.quiz_attempt_in(
        db.session.get_one(Attempt, quiz_attempt.attempt.id).enrolment,
        quiz_attempt.attempt.id,
        lock=True,
    )
    service.hand_in_attempt(quiz_attempt, NOW + MINUTE)
    service_time.reopen(
        quiz_attempt, 10, reason="Salah tekan", idempotency_key="tap-1", now=NOW + 2 * MINUTE
    )
    service.save_answer(
        quiz_attempt, Sent(WORDS, {"answer": ["OTP"]}, "later", 1, NOW + 3 * MINUTE)
    )
    db.session.commit()

    assert answers_now(quiz_attempt) == {WORDS: "PIN"}


def test_nobody_else_checks_an_answer_of_hers(press, browser, quiz_attempt):
    browser.sign_in(an_enrolment(quiz_attempt.attempt.enrolment.workshop).person)

    assert press().status_code == 404
    assert checked_count() == 0
