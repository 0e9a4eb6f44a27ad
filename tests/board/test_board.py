import re
from datetime import timedelta

import pytest

from lms.attendance.rules import Presence
from lms.audit.models import AuditEntry
from lms.board.models import RoomStart
from lms.database import db
from lms.discussion.service import post_question
from lms.publishing.queries import course_of
from lms.quizzes.attempts.saves import Sent
from lms.quizzes.attempts.service import save_answer
from lms.quizzes.windows.queries import overrides_for, windows_for
from lms.quizzes.windows.rules import Override
from lms.quizzes.windows.service import override
from lms.workshops.queries import schedule_of
from tests.constants import NOW
from tests.discussion.factories import an_announcement
from tests.factories import a_person, a_staff_member, a_workshop, an_enrolment
from tests.quizzes.factories import a_quiz_attempt
from tests.results.factories import an_attempt, lessons_done, presences, tries

MORNING_OF_DAY_3 = 4  # meetings before it


def here(workshop, name, presence=Presence.PRESENT):
    enrolment = an_enrolment(workshop, a_person(name))
    presences(enrolment, *[None] * MORNING_OF_DAY_3, presence)
    return enrolment


def board(browser, workshop, **query):
    return browser.get(f"/w/{workshop.slug}/board", query_string=query)


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))


def test_who_is_here_who_is_where_and_who_is_stuck(browser, workshop, trainer):
    tries(here(workshop, "I Wayan Contoh"), "h1-p1", 0, 0, 0)
    lessons_done(here(workshop, "Ni Made Contoh"), "h1-l1")
    here(workshop, "I Nyoman Contoh", Presence.SICK)

    page = text_of(board(browser, workshop))

    assert "Hadir 2 dari 3" in page
    assert "3 kali salah berturut-turut" in page
    assert page.index("I Wayan Contoh") < page.index("Ni Made Contoh")


def test_a_quiz_going_on_shows_answers_and_time_left(browser, workshop, trainer):
    a_quiz_attempt(here(workshop, "I Wayan Contoh"), "kuis-1", NOW - timedelta(minutes=1))

    assert "0 dari 4, 19 menit lagi" in text_of(board(browser, workshop))


def test_a_question_that_waits_is_on_the_board(browser, workshop, trainer):
    wayan = here(workshop, "I Wayan Contoh")
    post_question(workshop, wayan.person, "Bagaimana mencatat simpanan wajib?", NOW)
    db.session.commit()

    assert "Bagaimana mencatat simpanan wajib?" in board(browser, workshop).text


def test_for_the_projector_no_name_is_in_the_page(browser, workshop, trainer):
    tries(here(workshop, "I Wayan Contoh"), "h1-p1", 0, 0, 0)
    a_quiz_attempt(here(workshop, "Ni Made Contoh"), "kuis-1")

    answer = board(browser, workshop, names="hidden")

    assert "I Wayan Contoh" not in answer.text
    assert "Ni Made Contoh" not in answer.text
    assert "1 tersendat" in text_of(answer)
    assert 'data-board="/w/' + workshop.slug + '/board/now?names=hidden"' in answer.text


def test_as_long_as_nothing_changes_only_304_is_sent(browser, workshop, trainer, at):
    wayan = here(workshop, "I Wayan Contoh")
    path = f"/w/{workshop.slug}/board/now"
    tag = browser.get(path).headers["ETag"]

    at(NOW + timedelta(seconds=30))
    same = browser.get(path, headers={"If-None-Match": tag})
    tries(wayan, "h1-p1", 1)
    other = browser.get(path, headers={"If-None-Match": tag})

    assert (same.status_code, same.data) == (304, b"")
    assert other.status_code == 200
    assert other.headers["ETag"] != tag


def test_the_page_begins_with_the_tag_of_what_it_shows(browser, workshop, trainer):
    here(workshop, "I Wayan Contoh")
    tag = re.search(r'data-tag="(\w+)"', board(browser, workshop).text)[1]

    answer = browser.get(f"/w/{workshop.slug}/board/now", headers={"If-None-Match": f'W/"{tag}"'})

    assert answer.status_code == 304


def test_the_board_costs_the_same_for_two_as_for_thirty(browser, workshop, trainer, statements):
    def cost(count):
        for n in range(count):
            enrolment = here(workshop, f"Peserta {count} {n}")
            tries(enrolment, "h1-p1", 0, 0, 0, 0)
            lessons_done(enrolment, "h1-l1")
            a_quiz_attempt(enrolment, "kuis-1")
        with statements() as seen:
            browser.get(f"/w/{workshop.slug}/board/now")
        return len(seen)

    cost(1)
    few = cost(2)

    assert cost(28) == few <= 16


def saved(enrolment):
    quiz_attempt = a_quiz_attempt(enrolment, "kuis-1")
    save_answer(quiz_attempt, Sent(1, {"answer": ["5000"]}, "page", 1, NOW))


CHANGES = {
    "somebody more": lambda enrolment: an_enrolment(enrolment.workshop),
    "a try": lambda enrolment: tries(enrolment, "h1-p1", 1),
    "a lesson read": lambda enrolment: lessons_done(enrolment, "h1-l1"),
    "a quiz begun": lambda enrolment: a_quiz_attempt(enrolment, "kuis-1"),
    "an answer saved": saved,
    "a quiz handed in": lambda enrolment: an_attempt(enrolment, "kuis-1"),
    "a question": lambda enrolment: post_question(
        enrolment.workshop, enrolment.person, "Mengapa?", now=NOW
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_whatever_somebody_does_shows_at_the_next_look(browser, workshop, trainer, change):
    wayan = here(workshop, "I Wayan Contoh")
    path = f"/w/{workshop.slug}/board/now"
    tag = browser.get(path).headers["ETag"]
    assert browser.get(path, headers={"If-None-Match": tag}).status_code == 304

    change(wayan)
    db.session.commit()

    assert browser.get(path, headers={"If-None-Match": tag}).status_code == 200


def test_what_is_started_and_ended_shows_at_the_next_look(browser, workshop, trainer):
    here(workshop, "I Wayan Contoh")
    path = f"/w/{workshop.slug}/board"
    for address, data in ((f"{path}/start", {"item": "h1-p1"}), (f"{path}/end", {})):
        tag = browser.get(f"{path}/now").headers["ETag"]

        assert browser.post(address, data=data).status_code == 303

        assert browser.get(f"{path}/now", headers={"If-None-Match": tag}).status_code == 200


def test_a_look_at_a_board_that_is_unchanged_derives_nothing(
    browser, workshop, trainer, statements
):
    here(workshop, "I Wayan Contoh")
    path = f"/w/{workshop.slug}/board/now"
    tag = browser.get(path).headers["ETag"]

    with statements() as seen:
        browser.get(path, headers={"If-None-Match": tag})

    assert len(seen) <= 4  # who asks, how far she reaches, and whether anything is new


def start(browser, workshop, item):
    return browser.post(f"/w/{workshop.slug}/board/start", data={"item": item})


def starts():
    db.session.rollback()
    return db.session.query(RoomStart).order_by(RoomStart.id).all()


@pytest.fixture
def wayan(app, workshop):
    """A participant's browser."""
    return app.test_client().sign_in(an_enrolment(workshop).person)


def test_what_is_started_is_the_next_step_of_everybody_before_all_else(
    browser, workshop, trainer, wayan
):
    an_announcement(workshop, trainer, "Besok **08.00**")
    assert start(browser, workshop, "kuis-1").status_code == 303

    home = wayan.get("/").text

    hero = home[home.index('class="next-step"') :]
    assert home.index('class="next-step"') < home.index("Besok <strong>08.00</strong>")
    assert f'href="/w/{workshop.slug}/quizzes/kuis-1"' in hero[: hero.index("</section>")]
    assert f'href="/w/{workshop.slug}/quizzes/kuis-1"' in wayan.get(f"/w/{workshop.slug}/room").text


def test_a_participants_page_asks_for_little(browser, workshop, trainer, wayan, statements):
    path = f"/w/{workshop.slug}/room"
    wayan.get(path)
    with statements() as seen:
        assert wayan.get(path).status_code == 204
    start(browser, workshop, "kuis-1")
    tag = wayan.get(path).headers["ETag"]

    assert len(seen) <= 4
    assert wayan.get(path, headers={"If-None-Match": tag}).status_code == 304


def test_who_has_done_it_is_not_called_again(app, browser, workshop, trainer):
    made = an_enrolment(workshop)
    an_attempt(made, "kuis-1", 1, 1, 1, 1)
    start(browser, workshop, "kuis-1")
    hers = app.test_client().sign_in(made.person)

    assert hers.get(f"/w/{workshop.slug}/room").status_code == 204
    assert "Pelatih memulai" not in hers.get("/").text


def test_it_ends_by_itself_with_the_meeting(browser, workshop, trainer, wayan, at):
    start(browser, workshop, "h1-p1")

    at(NOW + timedelta(hours=3))  # the morning of day 3 ends at 11.45

    assert wayan.get(f"/w/{workshop.slug}/room").status_code == 204
    assert "Pelatih memulai" not in wayan.get("/").text


def test_it_ends_by_a_press_and_twice_is_harmless(browser, workshop, trainer, wayan):
    start(browser, workshop, "h1-p1")
    for _ in range(2):
        assert browser.post(f"/w/{workshop.slug}/board/end").status_code == 303

    assert wayan.get(f"/w/{workshop.slug}/room").status_code == 204
    actions = [entry.action for entry in db.session.query(AuditEntry).order_by(AuditEntry.id)]
    assert actions == ["room.start", "room.end"]


def test_pressed_twice_is_started_once_and_another_takes_its_place(
    browser, workshop, trainer, wayan
):
    start(browser, workshop, "h1-p1")
    start(browser, workshop, "h1-p1")
    start(browser, workshop, "kuis-1")

    assert [each.item_id for each in starts()] == ["h1-p1", "kuis-1"]
    assert "kuis-1" in wayan.get(f"/w/{workshop.slug}/room").text


def test_a_quiz_of_a_day_to_come_is_not_offered(app, at, browser):
    with app.app_context():
        workshop = a_workshop(first_day=NOW.date())  # its first day is today
        browser.sign_in(a_staff_member(workshop))

        answer = start(browser, workshop, "kuis-2")

        assert answer.status_code == 422
        assert starts() == []


def test_a_quiz_that_would_open_later_opens_for_the_room(browser, workshop, trainer):
    course = course_of(workshop.revision)
    later = Override(opens_at=NOW + timedelta(hours=2), attempts=3)
    override(workshop, course.quiz("kuis-1"), later, reason="Nanti sore", now=NOW)
    db.session.commit()

    assert start(browser, workshop, "kuis-1").status_code == 303

    db.session.rollback()
    assert windows_for(course, schedule_of(workshop), workshop)["kuis-1"].is_open(NOW)
    assert overrides_for(workshop)["kuis-1"].attempts == 3


def test_after_the_practice_period_a_quiz_cannot_be_started(app, at, browser):
    with app.app_context():
        workshop = a_workshop(first_day=NOW.date() - timedelta(days=90))
        browser.sign_in(a_staff_member(workshop))

        answer = start(browser, workshop, "kuis-1")

        assert answer.status_code == 409
        assert "Kuis ini sudah ditutup" in answer.text
