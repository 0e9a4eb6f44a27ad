from datetime import timedelta

import pytest

from lms.database import db
from lms.discussion import moderation, service
from lms.discussion.queries import ON_A_PAGE, open_questions
from tests.constants import NOW
from tests.discussion.factories import a_question, address, an_announcement, an_answer
from tests.factories import a_person, a_staff_member, an_enrolment
from tests.page_text import text_of


@pytest.fixture
def asker(workshop):
    return an_enrolment(workshop, a_person("Ni Made Contoh")).person


def test_trainers_see_what_waits_longest_first(browser, workshop, asker, trainer):
    a_question(workshop, asker, "Kedua", NOW)
    a_question(workshop, asker, "Pertama", NOW - timedelta(hours=2))
    an_answer(a_question(workshop, asker, "Terjawab"), trainer, by_staff=True)

    page = text_of(browser.get(f"{address(workshop)}?show=open"))

    assert page.index("Pertama") < page.index("Kedua")
    assert "Terjawab" not in page
    assert "(2)" in page


def test_words_are_found_in_questions_and_answers(browser, workshop, asker, trainer):
    an_answer(a_question(workshop, asker, "Apa itu QRIS?"), trainer, "Kode 100% digital")
    a_question(workshop, asker, "Kapan RAT?")

    page = browser.get(f"{address(workshop)}?q=100%25 DIGITAL").text

    assert "Apa itu QRIS?" in page
    assert "Kapan RAT?" not in page


def test_the_questions_of_a_lesson_stand_together(browser, workshop, asker, trainer):
    a_question(workshop, asker, "Tentang pelajaran", lesson_id="h1-l1")
    a_question(workshop, asker, "Umum")

    page = browser.get(f"{address(workshop)}?lesson=h1-l1").text

    assert "Tentang pelajaran" in page
    assert "Umum</a>" not in page


def test_her_home_tells_of_announcements_until_she_has_read_them(browser, workshop, asker):
    topic = an_announcement(workshop, a_staff_member(workshop), "Besok **08.00**")
    browser.sign_in(asker)
    assert "<strong>08.00</strong>" in browser.get("/").text

    browser.post(f"{address(workshop, topic)}/seen", data={"back": "home"})

    assert "<strong>08.00</strong>" not in browser.get("/").text


def test_yesterdays_announcement_is_only_counted_once_the_day_has_begun(
    browser, workshop, asker, at
):
    an_announcement(workshop, a_staff_member(workshop), "Besok **08.00**")
    at(NOW + timedelta(days=1))

    page = browser.sign_in(asker).get("/")

    assert "<strong>08.00</strong>" not in page.text
    assert "Ada hal baru di 1 topik" in text_of(page)


def test_an_answer_makes_a_topic_new_again_and_looking_does_not_write(browser, workshop, asker, at):
    topic = a_question(workshop, asker)
    browser.sign_in(asker)
    assert "Ada hal baru di" not in browser.get("/").text

    later = NOW + timedelta(hours=1)
    at(later)
    an_answer_at(topic, a_staff_member(workshop), later)
    assert "Ada hal baru di 1 topik" in text_of(browser.get("/"))
    browser.get(address(workshop, topic))
    assert "Ada hal baru di 1 topik" in text_of(browser.get("/"))

    browser.post(f"{address(workshop)}/seen")
    assert "Ada hal baru di" not in text_of(browser.get("/"))


def an_answer_at(topic, author, now):
    service.post_reply(topic, author, "Sudah.", now, by_staff=True)
    db.session.commit()


def test_the_trainers_home_counts_what_is_unanswered(browser, workshop, asker, trainer):
    a_question(workshop, asker)
    an_answer(a_question(workshop, asker, "Terjawab"), trainer, by_staff=True)

    assert "1 pertanyaan belum dijawab" in text_of(browser.get("/"))


def test_the_board_gets_open_questions_without_the_names_of_the_anonymous(workshop, asker):
    a_question(workshop, asker, "Dengan nama", NOW - timedelta(minutes=5))
    a_question(workshop, asker, "Tanpa nama", anonymous=True)
    moderation.hide_post(topic := a_question(workshop, asker, "Iklan"), topic, "Iklan", asker, NOW)

    found = [(each.excerpt, each.name) for each in open_questions(workshop)]

    assert found == [("Dengan nama", "Ni Made Contoh"), ("Tanpa nama", None)]


def test_a_list_page_costs_the_same_for_two_as_for_many(browser, workshop, asker, statements):
    browser.sign_in(asker)
    where = address(workshop)

    def cost():
        with statements() as seen:
            assert browser.get(where).status_code == 200
        return len(seen)

    a_question(workshop, asker, "Satu", NOW - timedelta(hours=5))
    cost()
    few = cost()
    for n in range(ON_A_PAGE + 3):
        a_question(workshop, asker, f"Nomor {n}", NOW - timedelta(hours=2 * n))
    assert cost() == few <= 8
    assert 'rel="next"' in browser.get(where).text


def test_a_topic_costs_the_same_for_one_answer_as_for_many(browser, workshop, asker, statements):
    topic = a_question(workshop, asker)
    browser.sign_in(asker)
    where = address(workshop, topic)

    def cost():
        with statements() as seen:
            browser.get(where)
        return len(seen)

    cost()
    few = cost()
    for n in range(9):
        an_answer(topic, a_staff_member(workshop), f"Jawaban {n}", by_staff=True)

    assert cost() == few <= 8
