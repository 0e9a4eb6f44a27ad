"""Latihan pagi: one tap of the trainer, one of each participant, and the board shows how far."""

import re
from datetime import datetime, timedelta

import pytest

from lms.board.rules import MORNING_PRACTICE
from tests.constants import FIRST_DAY, HOUR, NOW, WITA
from tests.factories import a_person, a_staff_member, a_workshop, an_enrolment
from tests.practice.sitting.practiser import Practiser
from tests.results.factories import tries

AFTERNOON = NOW + timedelta(hours=5)


@pytest.fixture
def wayan(app, workshop):
    """Somebody who has practised on day 1, in her own browser."""
    enrolment = an_enrolment(workshop, a_person("I Wayan Contoh"))
    tries(enrolment, "h1-p1", 1, at=NOW - timedelta(days=2))
    tries(enrolment, "h1-t1", 1, at=NOW - timedelta(days=2))
    return Practiser(app.test_client().sign_in(enrolment.person), enrolment)


def board(browser, workshop, path="board"):
    return browser.get(f"/w/{workshop.slug}/{path}").text


def start(browser, workshop):
    return browser.post(f"/w/{workshop.slug}/board/start", data={"item": MORNING_PRACTICE})


def room(wayan):
    return wayan.browser.get(f"/w/{wayan.slug}/room")


def hero(wayan):
    page = wayan.browser.get("/").text
    return re.search(r'class="next-step".*?</section>', page, re.S)[0]


def text_of(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_it_is_offered_first_in_the_morning_and_once(browser, workshop, trainer):
    before = board(browser, workshop)
    start(browser, workshop)

    assert "Mulai untuk seisi kelas<" in before
    assert 'class="card accent"' in before
    assert "Mulai untuk seisi kelas<" not in board(browser, workshop)


def test_it_is_not_offered_in_the_afternoon(browser, workshop, trainer, at):
    at(AFTERNOON)

    assert MORNING_PRACTICE not in board(browser, workshop)
    assert start(browser, workshop).status_code == 422


def test_it_is_not_offered_on_the_first_day(app, at, browser):
    with app.app_context():
        workshop = a_workshop(first_day=NOW.date())
        browser.sign_in(a_staff_member(workshop))

        assert MORNING_PRACTICE not in board(browser, workshop)
        assert start(browser, workshop).status_code == 422


def test_one_tap_leads_into_her_own_questions(browser, workshop, trainer, wayan):
    start(browser, workshop)

    assert "Pelatih memulai: Latihan pagi: 5 soal" in text_of(room(wayan).text)
    for way in (hero(wayan), room(wayan).text):
        assert f'action="{wayan.home}" method="post"' in way
    wayan.begin()
    assert "Soal 1 dari 5" in wayan.look().text


def test_who_is_at_it_is_not_called_but_goes_on_from_her_home(browser, workshop, trainer, wayan):
    start(browser, workshop)
    wayan.begin()
    wayan.give()

    assert room(wayan).status_code == 204
    assert "1 dari 5 soal sudah selesai" in hero(wayan)
    wayan.finish()
    assert "Latihan pagi" not in hero(wayan)


def test_who_practised_before_breakfast_is_not_called_again(browser, workshop, trainer, wayan, at):
    wayan.begin()
    wayan.finish()
    at(NOW + HOUR)
    start(browser, workshop)

    assert room(wayan).status_code == 204
    assert "Latihan pagi" not in hero(wayan)


def test_the_board_shows_how_far_each_is(browser, workshop, trainer, wayan):
    an_enrolment(workshop, a_person("Ni Made Contoh"))
    start(browser, workshop)
    wayan.begin()
    wayan.give()

    page = text_of(board(browser, workshop, "board/now"))

    assert "I Wayan Contoh 1 dari 5" in page
    assert "Ni Made Contoh belum mulai" in page
    assert "0 dari 2 selesai, 1 belum mulai" in page


def test_five_more_do_not_take_back_that_she_is_done(browser, workshop, trainer, wayan):
    start(browser, workshop)
    wayan.begin()
    wayan.finish()
    wayan.begin()

    assert "1 dari 1 selesai" in text_of(board(browser, workshop, "board/now"))


def test_for_the_projector_practice_has_no_names(browser, workshop, trainer, wayan):
    start(browser, workshop)
    wayan.begin()

    page = board(browser, workshop, "board/now?names=hidden")

    assert "0 dari 5" in page
    assert "I Wayan Contoh" not in page


def test_the_board_costs_the_same_for_two_as_for_ten(
    app, browser, workshop, trainer, wayan, statements
):
    start(browser, workshop)

    def cost(people):
        for _ in range(people):
            enrolment = an_enrolment(workshop)
            tries(enrolment, "h1-p1", 1, at=NOW - timedelta(days=2))
            hers = Practiser(app.test_client().sign_in(enrolment.person), enrolment)
            hers.begin()
            hers.give()
        with statements() as seen:
            board(browser, workshop, "board/now")
        return len(seen)

    assert cost(2) == cost(8)


def test_the_morning_after_it_is_offered_again(browser, workshop, trainer, at):
    start(browser, workshop)
    at(datetime.combine(FIRST_DAY + timedelta(days=3), NOW.astimezone(WITA).time(), WITA))

    assert "Mulai untuk seisi kelas<" in board(browser, workshop)
