"""Latihan hari ini: chosen when she begins, one bar, a clear end, five more if she likes."""

import json
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy import func, select

from lms.database import db
from lms.people.secrets import written_code
from lms.practice.models import ExerciseTry, PracticeSitting
from lms.publishing.queries import course_of
from lms.signoffs.rules import SignoffChoice
from lms.signoffs.service import record_signoffs
from lms.statistics.mastery import SignoffVerdict
from tests.constants import NOW
from tests.factories import a_staff_member, an_enrolment
from tests.practice.learner import tries_made
from tests.practice.sitting.practiser import Practiser

DAY = timedelta(days=1)


def sittings() -> int:
    return db.session.scalar(select(func.count()).select_from(PracticeSitting)) or 0


def test_looking_writes_nothing(practiser):
    assert "Mulai" in practiser.look().text
    assert sittings() == 0


def test_beginning_leads_to_the_first_of_five_questions(practiser):
    response = practiser.begin()

    assert response.location.endswith(practiser.home)
    assert "Soal 1 dari 5" in practiser.look().text


def test_beginning_twice_goes_on_with_the_same_questions(practiser):
    practiser.begin()
    practiser.begin()

    assert sittings() == 1


def test_the_title_does_not_give_the_method_away_before_the_answer(practiser):
    practiser.begin()

    titles = ("Simpanan wajib", "Jenis koperasi")
    page = practiser.look().text

    assert not [title for title in titles if f">{title}<" in page]


def test_an_answer_leads_to_its_explanation_and_on_to_the_next_question(practiser):
    practiser.begin()

    explained = practiser.browser.get(practiser.give().location).text

    assert "Lanjut" in explained
    assert "Soal 1 dari 5" in explained
    assert "Soal 2 dari 5" in practiser.look().text


def test_a_wrong_answer_may_be_given_again_before_it_goes_on(practiser):
    practiser.begin()
    while practiser.question().choice.exercise_id != "h1-p1":
        practiser.give()

    location = practiser.give("1").location

    assert "Coba sekali lagi dengan angka yang sama" in practiser.browser.get(location).text
    assert practiser.look().location == location


def test_at_the_end_it_is_enough_for_today(practiser):
    practiser.begin()
    practiser.finish()

    page = practiser.look().text

    assert "Cukup untuk hari ini" in page
    assert "5 lagi" in page
    assert len(practiser.in_sittings()) == 5


def test_who_likes_gets_five_more(practiser):
    practiser.begin()
    practiser.finish()
    practiser.begin()

    assert "Soal 1 dari 5" in practiser.look().text
    assert sittings() == 2


def test_the_next_day_it_begins_anew(practiser, at):
    practiser.begin()
    practiser.give()
    at(NOW + DAY)

    assert "Mulai" in practiser.look().text


def test_the_same_answer_sent_twice_counts_once(practiser):
    practiser.begin()
    path = f"{practiser.home}/1/1"
    given = practiser.right(practiser.question().choice.exercise_id, 2)

    practiser.browser.post(path, data={"answer": given})
    response = practiser.browser.post(path, data={"answer": given})

    assert response.location.endswith(practiser.home)
    assert len(practiser.in_sittings()) == 1


def test_what_cannot_be_read_comes_back_with_the_error_in_view(practiser):
    practiser.begin()
    while practiser.question().choice.exercise_id != "h1-p1":
        practiser.give()

    response = practiser.give("dua ratus")

    assert response.status_code == 422
    assert response.text.count("Angka ini tidak dapat dibaca") == 2
    assert 'value="dua ratus"' in response.text


def test_a_hint_opened_in_a_sitting_is_kept_with_the_try(practiser):
    practiser.begin()
    while practiser.question().choice.exercise_id != "h1-p1":
        practiser.give()
    question = practiser.question()
    path = f"{practiser.home}/1/{question.place}"

    page = practiser.browser.post(path, data={"hint": 1, "answer": "12.500"}).text
    practiser.give()

    assert "Kalikan jumlah anggota" in page
    assert 'value="12.500"' in page
    assert practiser.in_sittings()[-1].hints_opened == 1


def test_before_anything_was_taught_or_tried_there_is_nothing_to_practise(browser, enrolment, at):
    at(NOW - 2 * DAY)
    early = Practiser(browser, enrolment)

    response = early.begin()

    assert response.location.endswith("/")
    assert sittings() == 0


def test_the_sitting_of_somebody_else_is_her_own(app, practiser):
    practiser.begin()
    other = Practiser(app.test_client(), an_enrolment(practiser.enrolment.workshop))

    assert "Mulai" in other.look().text


def test_staff_have_no_practice(app, practiser):
    staff = app.test_client().sign_in(a_staff_member(practiser.enrolment.workshop))

    assert staff.get(practiser.home).status_code == 403


def test_pages_take_a_constant_number_of_statements(practiser, statements):
    practiser.begin()
    with statements() as asking:
        practiser.look()
    practiser.finish()
    with statements() as ending:
        practiser.look()

    assert len(asking) <= 10, asking
    assert len(ending) <= 16, ending


def test_the_command_prints_the_questions_of_today_and_writes_nothing(app, practiser):
    code = written_code(practiser.enrolment.person.participant_code)  # as cards show it

    def printed():
        run = app.test_cli_runner().invoke(
            args=["practice", "today", practiser.slug, code, "--format", "json"]
        )
        assert run.exit_code == 0, run.output
        return json.loads(run.output)

    planned = printed()
    assert sittings() == 0
    practiser.begin()

    assert planned["begun"] is False
    assert printed()["begun"] is True
    assert printed()["questions"] == planned["questions"]
    assert [each["place"] for each in planned["questions"]] == [1, 2, 3, 4, 5]
    assert {each["exercise"] for each in planned["questions"]} == {"h1-p1", "h1-t1"}


def test_the_command_knows_participants_only(app, practiser):
    run = app.test_cli_runner().invoke(args=["practice", "today", practiser.slug, "AAA"])

    assert run.exit_code == 1
    assert "no such participant" in run.output


def test_what_trainers_have_seen_stands_among_her_skills(practiser):
    workshop = practiser.enrolment.workshop
    trainer = a_staff_member(workshop)
    skill = course_of(workshop.revision).practical_skills[0]
    choice = SignoffChoice(practiser.enrolment.id, skill.id, SignoffVerdict.ABLE, NOW)
    record_signoffs(workshop, [choice], trainer, NOW)
    db.session.commit()

    page = practiser.browser.get(f"/w/{practiser.slug}/skills").text

    assert "Mampu sendiri" in page.split(skill.title)[1].split("</li>")[0]


def test_one_skill_can_be_practised_by_itself(practiser):
    response = practiser.browser.post(f"/w/{practiser.slug}/skills/h1-p1")

    assert response.location.endswith(practiser.home)
    assert "Soal 1 dari 4" in practiser.look().text
    practiser.finish()
    assert {each.exercise_id for each in practiser.in_sittings()} == {"h1-p1"}


def test_a_skill_that_is_not_there_is_not_found(practiser):
    assert practiser.browser.post(f"/w/{practiser.slug}/skills/nothing").status_code == 404


def test_her_skills_stand_on_a_page_with_their_levels(practiser):
    page = practiser.browser.get(f"/w/{practiser.slug}/skills").text

    assert "Yang sudah saya kuasai" in page
    assert "Simpanan wajib" in page
    assert "Mampu dengan contoh" in page


def test_a_place_that_another_of_her_phones_takes_meanwhile_is_a_conflict(practiser):
    practiser.begin()
    place = {"sitting_id": practiser.sitting().id, "place": practiser.question().place}
    elsewhere = sa.update(ExerciseTry).where(ExerciseTry.id == tries_made()[0].id).values(place)
    met = []

    def take(connection, _cursor, statement, *_rest):
        if statement.startswith("INSERT INTO exercise_try"):
            met.append(place)
            connection.execute(elsewhere)

    sa.event.listen(db.engine, "before_cursor_execute", take)
    answer = practiser.give()
    sa.event.remove(db.engine, "before_cursor_execute", take)

    assert met
    assert answer.status_code == 409
    assert "Muat ulang halaman ini" in answer.text
    assert practiser.in_sittings() == []
