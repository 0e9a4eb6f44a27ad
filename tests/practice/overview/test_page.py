"""The practice of a workshop as its staff see it."""

from datetime import timedelta
from urllib.parse import unquote

import pytest

from lms.database import db
from lms.practice.models import ExerciseTry, PracticeReminder
from lms.practice.overview.routes import LINES_ON_A_PAGE
from lms.web.languages import date_time
from tests.constants import NOW
from tests.factories import a_cooperative, a_person, a_staff_member, an_enrolment
from tests.practice.learner import Learner

AFTER = NOW + timedelta(days=3)  # day 5 is over


@pytest.fixture
def workshop(enrolment):
    """A workshop with one participant, who may be written to."""
    enrolment.person.phone = "+6281000000101"
    enrolment.person.may_be_written_to = True
    db.session.commit()
    return enrolment.workshop


@pytest.fixture
def trainer(app, workshop):
    """A trainer's browser."""
    return app.test_client().sign_in(a_staff_member(workshop))


def page(trainer, workshop, part=""):
    response = trainer.get(f"/w/{workshop.slug}/practice-overview", query_string={"part": part})
    assert response.status_code == 200
    return response.text


def test_who_is_silent_for_four_days_appears_with_a_ready_message(trainer, workshop, at):
    at(AFTER + timedelta(days=4))

    shown = page(trainer, workshop)

    assert "https://wa.me/6281000000101?text=" in shown
    assert "Saya sudah menulis" in shown


def test_the_full_stop_of_a_degree_is_not_doubled(trainer, workshop, enrolment, at):
    enrolment.person.name = "Ni Made Contoh, A.Md."
    db.session.commit()
    at(AFTER + timedelta(days=4))

    shown = unquote(page(trainer, workshop))

    assert "Halo Ni Made Contoh, A.Md. " in shown
    assert "A.Md.." not in shown


def test_who_was_written_to_is_left_in_peace(trainer, workshop, enrolment, at):
    at(AFTER + timedelta(days=4))

    trainer.post(f"/w/{workshop.slug}/practice-overview/{enrolment.id}/reminded")

    assert db.session.query(PracticeReminder).count() == 1
    assert "wa.me" not in page(trainer, workshop)


def test_a_trainers_home_says_how_many_to_remind(trainer, workshop, enrolment, at):
    at(AFTER + timedelta(days=4))
    assert "1 orang perlu diingatkan" in trainer.get("/").text

    trainer.post(f"/w/{workshop.slug}/practice-overview/{enrolment.id}/reminded")

    assert "perlu diingatkan" not in trainer.get("/").text


def test_without_consent_there_is_no_link(trainer, workshop, enrolment, at):
    enrolment.person.may_be_written_to = False
    db.session.commit()
    at(AFTER + timedelta(days=4))

    shown = page(trainer, workshop)

    assert "wa.me" not in shown
    assert "Belum setuju" in shown


def test_the_commonest_mistake_stands_in_the_authors_words(app, trainer, workshop):
    for _each in range(2):
        learner = Learner(app.test_client(), an_enrolment(workshop))
        numbers = learner.variant().numbers
        learner.answer(str(numbers["a"] + numbers["w"]))

    shown = page(trainer, workshop, "mistakes")

    assert "Anda menjumlahkan; kalikan." in shown
    assert "2 kali" in shown


def test_practice_is_told_by_cooperative(app, trainer, workshop, enrolment):
    Learner(app.test_client(), enrolment).answer("1")

    shown = page(trainer, workshop, "cooperatives")

    assert "Koperasi dan latihan orang-orangnya" in shown
    assert "1 dari 1" in shown.split("Koperasi dan latihan orang-orangnya")[1]


def test_who_is_stuck_stands_on_top_with_what_to_go_through(app, trainer, workshop, enrolment):
    learner = Learner(app.test_client(), enrolment)
    for number in range(1, 7):
        learner.answer("1", number=number)
        learner.answer_again("1", number=number)

    shown = page(trainer, workshop)

    stuck = shown.split("Dari enam percobaan terakhir")[1].split("Peserta dan latihannya")[0]
    assert enrolment.person.name in stuck
    assert f"/w/{workshop.slug}/exercises/h1-p1" in stuck


@pytest.mark.parametrize("part", ["", "skills", "cooperatives"])
def test_no_list_is_longer_than_a_page(trainer, workshop, part):
    for _each in range(11):
        an_enrolment(workshop, a_person(cooperative=a_cooperative()))

    assert page(trainer, workshop, part).count("<tr>") <= 1 + LINES_ON_A_PAGE


def test_more_people_cost_no_more_statements(app, trainer, workshop, statements):
    page(trainer, workshop)
    with statements() as few:
        page(trainer, workshop)
    for _each in range(5):
        Learner(app.test_client(), an_enrolment(workshop)).answer("1")
    with statements() as many:
        page(trainer, workshop)

    assert len(many) == len(few)


def test_participants_see_nobody_elses_practice(app, workshop):
    learner = Learner(app.test_client(), an_enrolment(workshop))

    assert learner.browser.get(f"/w/{workshop.slug}/practice-overview").status_code == 403


def test_wrong_numbers_without_a_named_mistake_are_told_by_what_they_have_to_do_with_the_key(
    app, trainer, workshop
):
    for _each in range(2):
        learner = Learner(app.test_client(), an_enrolment(workshop))
        learner.answer(str(learner.variant().key * 10))

    shown = page(trainer, workshop, "mistakes")

    assert "10 kali terlalu besar, misalnya Rp" in shown
    assert f"bukan {learner.variant().key_text}" in shown


def test_the_last_practice_counts_essays_as_silence_does(trainer, workshop, enrolment, at):
    db.session.add(
        ExerciseTry(
            enrolment_id=enrolment.id,
            exercise_id="h9-essay",
            number=1,
            revision_id=workshop.revision_id,
            seed=1,
            answer="Teks.",
            credit=None,
            answered_at=AFTER,
        )
    )
    db.session.commit()
    at(AFTER + timedelta(days=3))

    assert date_time(AFTER, workshop.zone) in page(trainer, workshop)
