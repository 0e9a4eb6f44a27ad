import pytest
from sqlalchemy import func, select

from lms.database import db
from lms.discussion.models import Reply, Topic
from lms.discussion.rules import MAX_IN_A_SPAN, MAX_QUESTION_LENGTH
from tests.constants import NOW
from tests.discussion.factories import a_question, address, an_announcement, an_answer
from tests.factories import a_person, a_staff_member, an_enrolment


@pytest.fixture
def wayan(workshop, browser):
    person = an_enrolment(workshop, a_person("I Wayan Contoh")).person
    browser.sign_in(person)
    return person


def topics():
    return list(db.session.scalars(select(Topic).order_by(Topic.id)))


def posts():
    return [db.session.scalar(select(func.count()).select_from(kind)) for kind in (Topic, Reply)]


def test_a_question_at_a_lesson_is_answered_by_a_trainer(browser, workshop, wayan):
    sent = browser.post(address(workshop), data={"text": "Apa itu **QRIS**?", "lesson": "h1-l1"})
    (topic,) = topics()
    assert sent.status_code == 303
    assert sent.headers["Location"].endswith(f"/discussion/{topic.id}#posted")

    browser.sign_in(a_staff_member(workshop))
    browser.post(address(workshop, topic), data={"text": "Kode untuk membayar."})

    browser.sign_in(wayan)
    page = browser.get(address(workshop, topic)).text
    assert "<strong>QRIS</strong>" in page
    assert "Kode untuk membayar." in page
    assert "chip done" in page
    assert "/lessons/h1-l1" in page


def test_nobody_learns_who_asked_anonymously(browser, workshop, wayan):
    browser.post(address(workshop), data={"text": "Rahasia?", "lesson": "", "anonymous": "y"})
    (topic,) = topics()
    browser.post(address(workshop, topic), data={"text": "Tambahan saya."})

    for other in (an_enrolment(workshop).person, a_staff_member(workshop)):
        browser.sign_in(other)
        for where in (address(workshop), address(workshop, topic)):
            assert "I Wayan Contoh" not in browser.get(where).text

    browser.sign_in(wayan)
    assert "tanpa nama" in browser.get(address(workshop, topic)).text


@pytest.mark.parametrize("text", ["", "   ", "a" * (MAX_QUESTION_LENGTH + 1), "[" * 200])
def test_a_question_that_cannot_be_taken_comes_back_as_typed(browser, workshop, wayan, text):
    answer = browser.post(address(workshop), data={"text": text, "lesson": "h1-l1"})

    assert answer.status_code == 422
    assert 'class="error"' in answer.text
    assert text.strip() in answer.text
    assert 'selected value="h1-l1"' in answer.text
    assert not topics()


def test_a_lesson_of_another_course_is_refused(browser, workshop, wayan):
    assert browser.post(address(workshop), data={"text": "Apa?", "lesson": "x"}).status_code == 422


def test_sent_twice_is_there_once(browser, workshop, wayan):
    for _ in range(2):
        browser.post(address(workshop), data={"text": "Apa itu QRIS?", "lesson": ""})
    (topic,) = topics()
    for _ in range(2):
        browser.post(address(workshop, topic), data={"text": "Mohon segera."})

    assert posts() == [1, 1]


def test_too_much_in_an_hour_is_slowed_down_kindly(browser, workshop, wayan):
    for n in range(MAX_IN_A_SPAN[False]):
        a_question(workshop, wayan, f"Pertanyaan {n}")

    answer = browser.post(address(workshop), data={"text": "Satu lagi?", "lesson": ""})

    assert answer.status_code == 429
    assert "Satu lagi?" in answer.text
    assert posts()[0] == MAX_IN_A_SPAN[False]


def test_while_unanswered_she_changes_her_question_or_takes_it_back(browser, workshop, wayan):
    topic = a_question(workshop, wayan)

    browser.post(f"{address(workshop, topic)}/edit", data={"text": "Apa itu ODS?"})
    assert topics()[0].text == "Apa itu ODS?"
    assert "diubah" in browser.get(address(workshop, topic)).text

    browser.post(f"{address(workshop, topic)}/withdraw")
    assert browser.get(address(workshop, topic)).status_code == 404


def test_an_answered_question_stays_as_it_is(browser, workshop, wayan):
    topic = a_question(workshop, wayan)
    an_answer(topic, a_staff_member(workshop), by_staff=True)

    changed = browser.post(f"{address(workshop, topic)}/edit", data={"text": "Lain sekali"})

    assert changed.status_code == 409
    assert "Lain sekali" in changed.text
    assert browser.post(f"{address(workshop, topic)}/withdraw").status_code == 409


def test_only_her_own_can_be_changed(browser, workshop, wayan):
    topic = a_question(workshop, an_enrolment(workshop).person)

    assert browser.get(f"{address(workshop, topic)}/edit").status_code == 409
    sent = browser.post(f"{address(workshop, topic)}/edit", data={"text": "Bukan milik saya"})
    assert sent.status_code == 409
    assert topics()[0].text == "Apa itu QRIS?"


def test_the_asker_can_say_that_it_is_not_answered_yet(browser, workshop, wayan):
    topic = a_question(workshop, wayan)
    an_answer(topic, a_staff_member(workshop), by_staff=True)

    browser.post(address(workshop, topic), data={"text": "Terima kasih."})
    assert topics()[0].answered_at is not None
    browser.post(address(workshop, topic), data={"text": "Belum jelas.", "still_open": "y"})
    assert topics()[0].answered_at is None


def test_another_participants_answer_does_not_settle_it(browser, workshop, wayan):
    topic = a_question(workshop, an_enrolment(workshop).person)

    browser.post(address(workshop, topic), data={"text": "Menurut saya kode."})

    assert topics()[0].answered_at is None


def test_an_announcement_takes_no_answers(browser, workshop, wayan):
    topic = an_announcement(workshop, a_staff_member(workshop))

    assert browser.post(address(workshop, topic), data={"text": "Baik."}).status_code == 409


def test_after_the_practice_period_she_reads_and_loses_nothing_typed(browser, workshop, wayan):
    workshop.closed_at = NOW
    db.session.commit()

    answer = browser.post(address(workshop), data={"text": "Masih boleh?", "lesson": ""})

    assert answer.status_code == 409
    assert "Masih boleh?" in answer.text
    assert browser.get(address(workshop)).status_code == 200
