import pytest
from sqlalchemy import select

from lms.audit.models import AuditEntry
from lms.database import db
from lms.discussion.models import Reply, Topic
from lms.workshops.models import StaffRole
from tests.discussion.factories import a_question, address, an_answer
from tests.factories import (
    a_person,
    a_program,
    a_staff_member,
    a_workshop,
    an_enrolment,
    an_organiser,
)


@pytest.fixture
def workshop(app, at):
    with app.app_context():
        yield a_workshop(program=a_program(), number=1)


@pytest.fixture
def asker(workshop):
    return an_enrolment(workshop, a_person("Ni Made Contoh")).person


def audited(action):
    return db.session.scalars(select(AuditEntry).filter_by(action=action)).one()


def test_what_is_hidden_is_kept_with_a_reason_and_can_be_shown_again(
    browser, workshop, asker, trainer
):
    topic = a_question(workshop, asker, "Beli pulsa di saya")
    where = address(workshop, topic)
    assert browser.post(f"{where}/hide", data={"reason": ""}).status_code == 422

    browser.post(f"{where}/hide", data={"reason": "Iklan"})

    assert audited("discussion.hide").reason == "Iklan"
    assert "Iklan" in browser.get(where).text
    assert "Iklan" in browser.sign_in(asker).get(where).text
    assert browser.sign_in(an_enrolment(workshop).person).get(where).status_code == 404
    browser.sign_in(trainer).post(f"{where}/show-again")
    assert browser.sign_in(an_enrolment(workshop).person).get(where).status_code == 200


def test_a_hidden_answer_is_gone_for_participants(browser, workshop, asker, trainer):
    topic = a_question(workshop, asker)
    an_answer(topic, an_enrolment(workshop).person, "Jawaban yang salah")
    reply = db.session.scalars(select(Reply)).one()
    where = address(workshop, topic)

    browser.post(f"{where}/replies/{reply.id}/hide", data={"reason": "Keliru"})

    assert "Jawaban yang salah" in browser.get(where).text
    assert "Jawaban yang salah" not in browser.sign_in(asker).get(where).text
    browser.sign_in(trainer).post(f"{where}/replies/{reply.id}/show-again")
    assert "Jawaban yang salah" in browser.sign_in(asker).get(where).text


def test_an_assistant_pins_and_settles(browser, workshop, asker):
    topic = a_question(workshop, asker)
    browser.sign_in(a_staff_member(workshop, StaffRole.ASSISTANT))

    browser.post(f"{address(workshop, topic)}/pin", data={"pinned": "1"})
    browser.post(f"{address(workshop, topic)}/settle", data={"answered": "1"})
    assert topic.pinned_at is not None
    assert topic.answered_at is not None
    browser.post(f"{address(workshop, topic)}/pin")
    browser.post(f"{address(workshop, topic)}/settle")
    db.session.refresh(topic)
    assert (topic.pinned_at, topic.answered_at) == (None, None)


def test_a_changed_answer_of_a_trainer_keeps_the_old_one_on_record(
    browser, workshop, asker, trainer
):
    topic = a_question(workshop, asker)
    an_answer(topic, trainer, "Salah", by_staff=True)
    reply = db.session.scalars(select(Reply)).one()

    browser.post(f"{address(workshop, topic)}/replies/{reply.id}/edit", data={"text": "Benar"})

    assert reply.text == "Benar"
    assert audited("discussion.change_answer").before == {"text": "Salah"}


def test_a_pinned_answer_is_carried_to_the_next_workshop_without_names(
    browser, workshop, asker, trainer
):
    topic = a_question(workshop, asker, lesson_id="h1-l1")
    an_answer(topic, trainer, "Kode untuk membayar.", by_staff=True)
    browser.post(f"{address(workshop, topic)}/pin", data={"pinned": "1"})
    following = a_workshop(program=workshop.program, number=2)
    a_staff_member(following, person=trainer)
    newcomer = an_enrolment(following).person

    where = f"{address(following)}/earlier/{topic.id}"
    assert "Apa itu QRIS?" in browser.get(f"{address(following)}/earlier").text
    assert "Kode untuk membayar." in browser.get(where).text
    sent = {"question": "Apa itu QRIS?", "answer": "Kode untuk membayar."}
    assert browser.post(where, data=sent).status_code == 303

    carried = db.session.scalars(select(Topic).filter_by(workshop_id=following.id)).one()
    page = browser.sign_in(newcomer).get(address(following, carried)).text
    assert "Dari Angkatan 1" in page
    assert "Ni Made Contoh" not in page
    assert trainer.name not in page
    assert carried.lesson_id == "h1-l1"
    assert browser.sign_in(trainer).post(where, data=sent).status_code == 404


def test_nothing_is_carried_from_another_program_or_unpinned(browser, workshop, asker, trainer):
    topic = a_question(workshop, asker)
    an_answer(topic, trainer, by_staff=True)
    following = a_workshop(program=workshop.program, number=2)
    stranger = a_workshop(number=3)
    for each in (following, stranger):
        a_staff_member(each, person=trainer)

    assert browser.get(f"{address(following)}/earlier/{topic.id}").status_code == 404
    browser.post(f"{address(workshop, topic)}/pin", data={"pinned": "1"})
    assert browser.get(f"{address(following)}/earlier/{topic.id}").status_code == 200
    assert browser.get(f"{address(stranger)}/earlier/{topic.id}").status_code == 404


def test_an_organiser_opens_a_name_with_a_reason_that_stays(browser, workshop, asker):
    topic = a_question(workshop, asker, anonymous=True)
    organiser = an_organiser(workshop.program)
    browser.sign_in(organiser)
    where = address(workshop, topic)
    assert "Ni Made Contoh" not in browser.get(where).text
    assert browser.post(f"{where}/author", data={"reason": " "}).status_code == 422

    browser.post(f"{where}/author", data={"reason": "Penghinaan"})

    assert "Ni Made Contoh" in browser.get(where).text
    assert "Ni Made Contoh" not in browser.get(where).text
    entry = audited("discussion.open_name")
    assert (entry.actor_id, entry.reason) == (organiser.id, "Penghinaan")


def test_a_topic_of_another_workshop_is_not_found(browser, workshop, asker, trainer):
    other = a_workshop()
    a_staff_member(other, person=trainer)
    topic = a_question(workshop, asker)

    assert browser.get(f"{address(other)}/{topic.id}").status_code == 404
    assert browser.post(f"{address(other)}/{topic.id}/withdraw").status_code == 404
