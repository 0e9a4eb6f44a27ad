"""More time: for the room after a power cut, for one person, before she begins; reopening."""

from dataclasses import replace
from fractions import Fraction

import pytest
from sqlalchemy import select

from lms.audit.models import AuditEntry
from lms.database import db
from lms.errors import Conflict
from lms.quizzes.attempts import queries, service
from lms.quizzes.attempts.models import Answer, Attempt, TimeGrant
from lms.quizzes.attempts.saves import Sent
from lms.quizzes.room import routes, service_time
from lms.workshops.models import StaffRole
from tests.constants import HOUR, MINUTE, NOW, SECOND
from tests.factories import a_person, a_staff_member, a_workshop, an_enrolment
from tests.quizzes.factories import (
    ESSAY,
    SCRIPT,
    a_quiz_attempt,
    a_result,
    address_of,
    right_answer,
)

EXTRA_MINUTES = {
    "minutes": "10",
    "reason": "Listrik padam",
    "idempotency_key": "tap-number-one",
    "quiz": "",
}
USUAL_END = NOW + 20 * MINUTE


@pytest.fixture
def workshop(app):
    return a_workshop()


@pytest.fixture
def room(workshop):
    return f"/w/{workshop.slug}/quiz-room"


@pytest.fixture
def trainer(browser, workshop):
    """The browser of a trainer."""
    return browser.sign_in(a_staff_member(workshop))


def end_of(quiz_attempt):
    db.session.rollback()
    return queries.quiz_attempt_in(quiz_attempt.attempt.enrolment, quiz_attempt.attempt.id).ends_at


def sat_in(workshop, quiz_id="kuis-1", now=NOW):
    return a_quiz_attempt(an_enrolment(workshop), quiz_id, now)


def test_one_tap_gives_everybody_in_the_room_ten_minutes(trainer, workshop, room):
    quiz_attempts = [sat_in(workshop) for _ in range(3)]

    response = trainer.post(room, data=EXTRA_MINUTES)

    assert response.location == room
    assert [end_of(quiz_attempt) for quiz_attempt in quiz_attempts] == [USUAL_END + 10 * MINUTE] * 3


def test_the_tap_stands_in_the_audit_trail(trainer, workshop, room):
    quiz_attempt = sat_in(workshop)

    trainer.post(room, data=EXTRA_MINUTES)

    entry = db.session.scalars(select(AuditEntry).filter_by(action="quiz.give_time")).one()
    assert (entry.reason, entry.workshop_id) == ("Listrik padam", workshop.id)
    assert entry.after == {"minutes": 10, "quiz": "", "attempts": [quiz_attempt.attempt.id]}
    assert entry.actor_id is not None


def test_the_same_tap_twice_gives_once(trainer, workshop, room):
    quiz_attempt = sat_in(workshop)

    statuses = [trainer.post(room, data=EXTRA_MINUTES).status_code for _ in range(2)]

    assert statuses == [303, 303]
    assert end_of(quiz_attempt) == USUAL_END + 10 * MINUTE
    assert len(db.session.scalars(select(AuditEntry)).all()) == 1


def test_two_taps_add_up(trainer, workshop, room):
    quiz_attempt = sat_in(workshop)

    trainer.post(room, data=EXTRA_MINUTES)
    trainer.post(room, data={**EXTRA_MINUTES, "idempotency_key": "tap-number-two", "minutes": "5"})

    assert end_of(quiz_attempt) == USUAL_END + 15 * MINUTE


def test_the_minutes_can_be_for_one_quiz(trainer, workshop, room):
    one, other = sat_in(workshop), sat_in(workshop, "tes-awal")
    before = end_of(other)

    trainer.post(room, data={**EXTRA_MINUTES, "quiz": "kuis-1"})

    assert (end_of(one), end_of(other)) == (USUAL_END + 10 * MINUTE, before)


def test_whose_time_ran_out_during_the_cut_goes_on(trainer, browser, workshop, room, at):
    quiz_attempt = sat_in(workshop)
    at(USUAL_END + 4 * MINUTE)

    trainer.post(room, data=EXTRA_MINUTES)
    browser.sign_in(quiz_attempt.attempt.enrolment.person)
    saved = browser.post(address_of(quiz_attempt, 4), data={"answer": "OTP"}, headers=SCRIPT)

    assert saved.json["remaining"] == 6 * 60


def test_it_makes_no_difference_whether_the_clock_has_closed_an_attempt(
    trainer, workshop, room, at
):
    closed, still_open = sat_in(workshop), sat_in(workshop)
    at(USUAL_END + 4 * MINUTE)
    service.hand_in_attempt(closed, USUAL_END + 2 * MINUTE)
    db.session.commit()

    trainer.post(room, data=EXTRA_MINUTES)
    page = trainer.get(room).text

    assert [end_of(each) for each in (closed, still_open)] == [USUAL_END + 10 * MINUTE] * 2
    assert closed.attempt.handed_in_at is None
    assert "1 orang di antaranya sudah kehabisan waktu" in page
    entry = db.session.scalars(select(AuditEntry).filter_by(action="quiz.give_time")).one()
    assert entry.after["reopened"] == [closed.attempt.id]


def test_whom_extra_time_was_allowed_after_the_clock_closed_it_goes_on(workshop):
    quiz_attempt = sat_in(workshop)
    service.hand_in_attempt(quiz_attempt, USUAL_END + MINUTE)
    now = USUAL_END + 21 * MINUTE
    enrolment = quiz_attempt.attempt.enrolment
    service_time.grant_extra_time(enrolment, None, minutes=10, reason="x", now=now)

    given = service_time.give_time_to_all(
        workshop, 15, reason="Listrik padam", idempotency_key="tap", now=now
    )
    db.session.commit()

    assert (given.people, given.reopened) == (1, 1)
    assert end_of(quiz_attempt) == USUAL_END + 25 * MINUTE


def test_the_tap_is_offered_while_it_can_still_help(trainer, workshop, room, at):
    quiz_attempt = sat_in(workshop)
    at(USUAL_END + 4 * MINUTE)
    service.hand_in_attempt(quiz_attempt, USUAL_END + 2 * MINUTE)
    db.session.commit()

    assert "+15 menit" in trainer.get(room).text
    at(USUAL_END + 15 * MINUTE)
    assert "+15 menit" not in trainer.get(room).text


def test_who_handed_in_herself_or_began_anew_is_left_as_she_is(trainer, workshop, room, at):
    herself, again = a_result(an_enrolment(workshop)), sat_in(workshop)
    at(USUAL_END + 4 * MINUTE)
    service.hand_in_attempt(again, USUAL_END + 4 * MINUTE)
    newer = {c.key: getattr(again.attempt, c.key) for c in Attempt.__table__.c if c.key != "id"}
    by_herself = {"number": 2, "started_at": NOW, "handed_in_at": NOW, "ran_out": False}
    db.session.add(Attempt(**{**newer, **by_herself}))
    db.session.commit()

    assert trainer.post(room, data=EXTRA_MINUTES).status_code == 409
    assert end_of(herself) == end_of(again) == USUAL_END


def test_nobody_is_given_time_who_does_not_sit(trainer, workshop, room, at):
    untimed, done = sat_in(workshop, "kuis-2"), a_result(an_enrolment(workshop))
    long_over, elsewhere = sat_in(workshop), a_quiz_attempt()
    at(USUAL_END + 10 * MINUTE)

    response = trainer.post(room, data=EXTRA_MINUTES)

    assert response.status_code == 409
    assert db.session.scalars(select(TimeGrant)).all() == []
    for quiz_attempt in (untimed, done, long_over, elsewhere):
        assert quiz_attempt.ends_at == end_of(quiz_attempt)


@pytest.mark.parametrize(
    "wrong", [{"minutes": "60"}, {"minutes": "-5"}, {"reason": " "}, {"quiz": "kuis-9"}]
)
def test_only_the_buttons_there_are_give_time(trainer, workshop, room, wrong):
    quiz_attempt = sat_in(workshop)

    assert trainer.post(room, data={**EXTRA_MINUTES, **wrong}).status_code == 422
    assert end_of(quiz_attempt) == USUAL_END


def test_one_person_is_given_time(trainer, workshop, room):
    one, other = sat_in(workshop), sat_in(workshop)

    trainer.post(f"{room}/{one.attempt.id}", data=EXTRA_MINUTES)

    assert [end_of(one), end_of(other)] == [USUAL_END + 10 * MINUTE, USUAL_END]


def test_one_person_whose_time_is_over_gets_the_minutes_from_now_on(trainer, workshop, room, at):
    quiz_attempt = sat_in(workshop)
    at(USUAL_END + HOUR)

    trainer.post(f"{room}/{quiz_attempt.attempt.id}", data=EXTRA_MINUTES)

    assert end_of(quiz_attempt) == USUAL_END + HOUR + 10 * MINUTE


def test_the_phone_hears_of_it_with_its_next_save(trainer, browser, workshop, room):
    quiz_attempt = sat_in(workshop)
    trainer.post(room, data=EXTRA_MINUTES)

    browser.sign_in(quiz_attempt.attempt.enrolment.person)
    reply = browser.post(address_of(quiz_attempt, 4), data={"answer": "OTP"}, headers=SCRIPT)

    assert reply.json["remaining"] == 30 * 60


def test_the_page_says_that_the_time_was_extended(trainer, browser, workshop, room):
    quiz_attempt = sat_in(workshop)
    browser.sign_in(quiz_attempt.attempt.enrolment.person)
    before = browser.get(address_of(quiz_attempt, 4)).text
    browser.sign_in(a_staff_member(workshop))
    browser.post(room, data=EXTRA_MINUTES)
    browser.sign_in(quiz_attempt.attempt.enrolment.person)

    assert "Waktu Anda ditambah" not in before
    for page in (4, "check"):
        told = browser.get(address_of(quiz_attempt, page)).text
        assert "Waktu Anda ditambah: sampai pukul 09.30 WITA." in told


def test_time_given_while_a_save_waits_for_its_turn_counts(
    trainer, browser, workshop, room, at, monkeypatch
):
    quiz_attempt = sat_in(workshop)
    trainer.post(room, data=EXTRA_MINUTES)
    at(USUAL_END + 5 * MINUTE)
    read = queries.quiz_attempt_in
    reads = iter([True])  # the first comes before the minutes do

    def quiz_attempt_in(*args, **options):
        found = read(*args, **options)
        return replace(found, ends_at=USUAL_END) if next(reads, False) else found

    monkeypatch.setattr(queries, "quiz_attempt_in", quiz_attempt_in)
    browser.sign_in(quiz_attempt.attempt.enrolment.person)

    saved = browser.post(address_of(quiz_attempt, 4), data={"answer": "OTP"}, headers=SCRIPT)

    assert saved.json["remaining"] == 5 * 60


def test_standing_extra_time_is_there_before_the_quiz_begins(trainer, workshop, room):
    enrolment = an_enrolment(workshop)
    form = {"quiz": "", "amount": "50", "unit": "percent", "reason": "Membaca pelan"}

    response = trainer.post(f"{room}/extra-time", data={"who": enrolment.id, **form})

    assert response.status_code == 303
    trainer.sign_in(enrolment.person)
    cover = trainer.get(f"/w/{workshop.slug}/quizzes/kuis-1").text
    assert "20 menit, untuk Anda 30 menit" in cover
    assert end_of(a_quiz_attempt(enrolment)) == NOW + 30 * MINUTE
    assert end_of(sat_in(workshop)) == USUAL_END


def test_standing_extra_time_for_one_quiz_is_for_no_other(workshop):
    enrolment = an_enrolment(workshop)
    service_time.grant_extra_time(enrolment, "tes-awal", minutes=10, reason="x", now=NOW)

    assert end_of(a_quiz_attempt(enrolment)) == USUAL_END


def test_standing_extra_time_reaches_an_attempt_that_is_going_on(workshop):
    quiz_attempt = sat_in(workshop)
    for minutes in (15, 5):
        service_time.grant_extra_time(
            quiz_attempt.attempt.enrolment, None, minutes=minutes, reason="x", now=NOW
        )
    db.session.commit()

    assert end_of(quiz_attempt) == USUAL_END + 15 * MINUTE


@pytest.mark.parametrize(
    "wrong", [{"amount": "0"}, {"amount": "9999"}, {"unit": "x"}, {"who": "0"}]
)
def test_extra_time_that_makes_no_sense_is_refused(trainer, workshop, room, wrong):
    who = an_enrolment(workshop).id
    form = {"who": who, "quiz": "", "amount": "50", "unit": "percent", "reason": "x", **wrong}

    assert trainer.post(f"{room}/extra-time", data=form).status_code == 422


def test_an_attempt_is_reopened_for_some_minutes_from_now(trainer, workshop, room, at):
    quiz_attempt = a_result(an_enrolment(workshop))
    at(NOW + 2 * HOUR)

    trainer.post(
        f"{room}/{quiz_attempt.attempt.id}", data={**EXTRA_MINUTES, "reason": "Salah tekan"}
    )

    assert end_of(quiz_attempt) == NOW + 2 * HOUR + 10 * MINUTE
    entry = db.session.scalars(select(AuditEntry).filter_by(action="quiz.reopen")).one()
    assert entry.reason == "Salah tekan"
    assert entry.before == {"handed_in_at": NOW.isoformat()}


def test_a_reopened_attempt_keeps_the_grades_of_answers_left_as_they_are(workshop):
    quiz_attempt = a_result(an_enrolment(workshop), "kuis-2", {2: ESSAY})
    trainer = a_staff_member(workshop)
    essay = queries.answers_of([quiz_attempt.attempt])[quiz_attempt.attempt.id][1]
    essay.credit, essay.graded_by_id, essay.version = Fraction(4, 5), trainer.id, 2
    service_time.reopen(quiz_attempt, 5, reason="x", idempotency_key="tap-number-one", now=NOW)
    service.save_answer(quiz_attempt, Sent(1, right_answer(quiz_attempt, 1), "page", 1, NOW))
    service.hand_in_attempt(quiz_attempt, NOW)
    db.session.commit()

    answers = queries.answers_of([quiz_attempt.attempt])[quiz_attempt.attempt.id]
    assert [answer.credit for answer in answers] == [1, Fraction(4, 5)]
    assert answers[1].graded_by_id == trainer.id


def test_an_essay_changed_after_reopening_waits_to_be_graded_again(workshop):
    quiz_attempt = a_result(an_enrolment(workshop), "kuis-2", {2: ESSAY})
    essay = queries.answers_of([quiz_attempt.attempt])[quiz_attempt.attempt.id][1]
    essay.credit, essay.comment = Fraction(1), "Bagus."
    service_time.reopen(quiz_attempt, 5, reason="x", idempotency_key="tap-number-one", now=NOW)
    service.save_answer(quiz_attempt, Sent(2, {"answer": ["Lain."]}, "page", 2, NOW))
    service.hand_in_attempt(quiz_attempt, NOW)
    db.session.commit()

    again = db.session.get_one(Answer, essay.id)
    assert (again.answer, again.credit, again.comment, again.version) == ("Lain.", None, "", 2)


def test_an_attempt_is_not_reopened_while_another_is_sat(workshop):
    enrolment = an_enrolment(workshop)
    first = a_result(enrolment, "kuis-2")
    a_quiz_attempt(enrolment, "kuis-2")

    with pytest.raises(Conflict):
        service_time.reopen(first, 5, reason="x", idempotency_key="tap-number-one", now=NOW)


def test_the_room_shows_who_sits_and_how_far(trainer, workshop, room):
    quiz_attempt = sat_in(workshop)
    service.save_answer(quiz_attempt, Sent(1, {"answer": ["5000"]}, "page", 1, NOW))
    service.save_answer(quiz_attempt, Sent(3, {"answer": ["true"]}, "page", 1, NOW))
    service.save_answer(quiz_attempt, Sent(3, {"answer": [""]}, "page", 2, NOW))

    page = trainer.get(room).text

    for words in (quiz_attempt.attempt.enrolment.person.name, "1 dari 4", "20 menit, sampai 09.20"):
        assert words in page
    assert "+5 menit" in page


def test_an_assistant_sees_the_room_and_gives_no_time(browser, workshop, room):
    sat_in(workshop)
    browser.sign_in(a_staff_member(workshop, StaffRole.ASSISTANT))

    assert "+5 menit" not in browser.get(room).text
    assert browser.post(room, data=EXTRA_MINUTES).status_code == 403


def test_the_room_hands_in_what_ran_out(trainer, workshop, room, at):
    quiz_attempt = sat_in(workshop)
    at(USUAL_END + MINUTE + SECOND)

    assert quiz_attempt.attempt.enrolment.person.name in trainer.get(room).text
    trainer.post(f"{room}/collect")

    db.session.rollback()
    assert quiz_attempt.attempt.handed_in_at == USUAL_END
    assert quiz_attempt.attempt.ran_out


def test_the_room_costs_the_same_for_one_as_for_five(trainer, workshop, room, statements):
    costs = []
    for people in (1, 4):
        for _ in range(people):
            service.save_answer(sat_in(workshop), Sent(1, {"answer": ["1"]}, "page", 1, NOW))
            a_result(an_enrolment(workshop))
        db.session.commit()
        trainer.get(room)
        with statements() as seen:
            assert trainer.get(room).status_code == 200
        costs.append(len(seen))

    assert costs[0] == costs[1] <= 10


def test_who_handed_in_stands_on_pages_the_newest_first(trainer, workshop, room, monkeypatch):
    monkeypatch.setattr(routes, "PEOPLE_ON_A_PAGE", 2)
    for minutes, name in enumerate(("Asih", "Budi", "Citra")):
        a_result(an_enrolment(workshop, a_person(name)), now=NOW - HOUR + minutes * MINUTE)

    first, second = (trainer.get(f"{room}?done={page}").text for page in (1, 2))

    assert first.index("Citra") < first.index("Budi")
    assert "Asih" not in first
    assert "Asih" in second
    assert "Budi" not in second
