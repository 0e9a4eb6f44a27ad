"""The demo: 35 sample people in three workshops, with a history that could have happened."""

import json
import re
from collections import Counter
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask_migrate import downgrade, upgrade
from sqlalchemy import func, select

from lms.attendance.models import Attendance
from lms.attendance.rules import Presence
from lms.database import db
from lms.demo.build import PASSWORD, PIN, PROGRAM, STEPS, accounts, build, is_built
from lms.people.models import Person
from lms.practice.models import ExerciseTry, PracticeSitting
from lms.practice.overview.queries import practice_in
from lms.publishing.queries import course_of
from lms.quizzes.attempts.models import Answer, Attempt
from lms.quizzes.attempts.queries import quiz_attempts_of
from lms.quizzes.windows.models import QuizOverride
from lms.reports.account.comparison import comparison_of
from lms.reports.account.queries import workshop_account, workshop_accounts
from lms.reports.documents import workshop_document
from lms.reports.queries import workshop_called
from lms.simulation.history import Play
from lms.uploads.service import storage
from lms.workshops.models import Enrolment, Extension, Meeting, Workshop
from lms.workshops.queries import schedule_of, schedules_of
from lms.workshops.rules import Phase
from tests.factories import a_person, a_program, a_workshop
from tests.pages.extras import NOW
from tests.uploads.factories import an_upload


def test_a_demo_that_could_have_happened(demo, app, browser, at, plant, monkeypatch):
    workshops = db.session.scalars(select(Workshop).order_by(Workshop.number)).all()
    schedules = schedules_of(workshops)

    assert len(demo) == len(set(demo)) == STEPS  # all told, to the end of the bar

    phases = [schedules[workshop.id].phase(NOW) for workshop in workshops]
    assert phases == [Phase.PRACTICE, Phase.RUNNING, Phase.OPEN]
    assert schedules[workshops[1].id].day_of(NOW, workshops[1].zone) == 3
    assert schedules[workshops[1].id].current(NOW) is not None

    assert [workshop.revision.number for workshop in workshops] == [1, 2, 2]

    roles = Counter(account.role for account in accounts())
    assert roles["participant"] == 35
    assert db.session.scalar(select(func.count(Extension.id))) == 1
    withdrawn = select(func.count(Enrolment.id)).where(Enrolment.withdrawn_at.is_not(None))
    assert db.session.scalar(withdrawn) == 1

    booklets = db.session.scalars(select(PracticeSitting).filter_by(on_paper=True)).all()
    typed = select(ExerciseTry.sitting_id).where(ExerciseTry.sitting_id == booklets[0].id)
    assert len(booklets) == 2
    assert 5 <= len(db.session.scalars(typed).all()) <= 14

    assert db.session.scalar(select(func.count(QuizOverride.id))) == 1
    remedials = db.session.scalars(select(Attempt).where(Attempt.remedial)).all()
    assert [(each.form, each.quiz_id) for each in remedials] == [("R", "tes-akhir")]

    waiting = select(func.count(Answer.id)).where(Answer.credit.is_(None))
    assert db.session.scalar(waiting) >= 5
    absent_today = (
        select(func.count(Attendance.enrolment_id.distinct()))
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .where(Meeting.workshop_id == workshops[1].id, Meeting.day == 3)
        .where(Attendance.presence == Presence.ABSENT)
    )
    assert db.session.scalar(absent_today) == 1

    _some_are_keen_some_silent_and_one_is_stuck(workshops[0])

    report = workshop_document(workshop_account(workshop_called(workshops[0].slug), NOW))
    assert len(report["participants"]) == 11
    assert db.session.scalar(select(func.max(Attempt.started_at))) <= NOW

    _everybody_can_sign_in(browser)
    _the_command_prints_every_account(app)
    printed = _starting_again_keeps_it(app)
    _it_names_who_can_try_the_quiz_of_today(printed, workshops[1])
    _a_day_later_it_tells_how_to_have_it_of_today(app, at)
    _a_newer_release_upgrades_it(app, plant, monkeypatch)
    _migrations_go_down_and_up_with_the_demo_in()


def _some_are_keen_some_silent_and_one_is_stuck(workshop):
    lines = practice_in(workshop, schedule_of(workshop), NOW).lines
    stuck = [line for line in lines if line.practice.stuck]
    evenings = Counter(
        db.session.scalars(
            select(PracticeSitting.enrolment_id)
            .where(PracticeSitting.day > NOW.date() - timedelta(days=14))
            .group_by(PracticeSitting.enrolment_id, PracticeSitting.day)
        )
    )

    assert [len(line.practice.stuck) for line in stuck] == [1]
    assert stuck[0].last > NOW - timedelta(days=7)  # she goes on
    assert sum(evenings[line.enrolment.id] >= 10 for line in lines) >= 3
    assert sum(line.silence.days > 10 for line in lines) >= 1
    assert sum(line.silence.is_due for line in lines) >= 1


def _everybody_can_sign_in(browser):
    participant = next(account for account in accounts() if account.role == "participant")
    for identity, secret in ((participant.identity, PIN), ("pelatih@example.org", PASSWORD)):
        response = browser.post("/sign-in", data={"identity": identity, "secret": secret})
        assert response.status_code == 303, identity


def _the_command_prints_every_account(app):
    printed = app.test_cli_runner().invoke(args=["demo", "--accounts"])

    rows = json.loads(printed.output)
    assert len([row for row in rows if row["role"] == "participant"]) == 35
    assert set(rows[0]) == {"role", "identity", "secret", "workshop"}


def _a_newer_release_upgrades_it(app, plant, monkeypatch):
    db.session.rollback()
    folder = plant(
        'op.add_column("person", sa.Column("planted", sa.Integer))',
        'op.drop_column("person", "planted")',
    )
    with monkeypatch.context() as newer:
        newer.setattr(app.extensions["migrate"].migrate, "directory", folder)
        refused = app.test_cli_runner().invoke(args=["demo", "--accounts"])
        printed = app.test_cli_runner().invoke(args=["demo"])
        db.session.remove()  # on PostgreSQL what was read would keep its table from changing
        downgrade()

    assert "flask --app lms db upgrade" in refused.output
    assert printed.exit_code == 0, printed.output
    assert "Backup, made and verified" in printed.output
    assert "Making the demo" not in printed.output


def _migrations_go_down_and_up_with_the_demo_in():
    db.session.remove()
    downgrade(revision="base")
    assert sa.inspect(db.engine).get_table_names() == ["alembic_version"]
    upgrade()
    assert db.session.scalar(select(func.count(Enrolment.id))) == 0


def _starting_again_keeps_it(app):
    db.session.rollback()
    printed = app.test_cli_runner().invoke(args=["demo"])

    assert printed.exit_code == 0, printed.output
    assert "Making the demo" not in printed.output
    assert "demo-reset" not in printed.output
    return printed.output


def _it_names_who_can_try_the_quiz_of_today(printed, workshop):
    codes = re.search(r"have not sat the quiz of today: (.*)", printed)[1].replace("-", "")
    query = (
        select(Enrolment)
        .join(Enrolment.person)
        .where(Person.participant_code.in_(codes.split(", ")))
    )
    named = db.session.scalars(query).all()
    assert named
    for enrolment in named:
        assert enrolment.workshop_id == workshop.id
        assert quiz_attempts_of(enrolment, "kuis-3") == []


def _a_day_later_it_tells_how_to_have_it_of_today(app, at):
    at(NOW + timedelta(days=1))
    printed = app.test_cli_runner().invoke(args=["demo"])
    at(NOW)

    assert "Anew: make demo-reset" in printed.output


def test_starting_over_leaves_no_photo_of_the_old_demo(app, monkeypatch):
    an_upload(a_workshop(program=a_program(title=PROGRAM)), a_person())
    monkeypatch.setattr("lms.demo.commands.build", lambda _now, _told: None)
    assert list(storage().written())

    printed = app.test_cli_runner().invoke(args=["demo", "--reset"])

    assert printed.exit_code == 0, printed.output
    assert not list(storage().written())


def test_accounts_of_no_demo_are_a_clear_error(app):
    printed = app.test_cli_runner().invoke(args=["demo", "--accounts"])

    assert printed.exit_code == 1
    assert "There is no demo yet" in printed.output


@pytest.mark.parametrize("arguments", [["demo"], ["demo", "--reset"]])
def test_a_database_of_real_people_is_left_alone(app, arguments):
    a_person("Ni Nyata Contoh")

    printed = app.test_cli_runner().invoke(args=arguments)

    assert printed.exit_code == 1
    assert "left alone" in printed.output
    assert db.session.scalars(select(Person.name)).all() == ["Ni Nyata Contoh"]


def test_a_database_of_another_version_is_left_alone(app):
    this_version = db.session.scalar(sa.text("SELECT version_num FROM alembic_version"))

    def call_it(version):
        named = {"version": version}
        db.session.execute(sa.text("UPDATE alembic_version SET version_num = :version"), named)
        db.session.commit()

    call_it("of-yesterday")
    try:
        printed = app.test_cli_runner().invoke(args=["demo"])
    finally:
        call_it(this_version)

    assert printed.exit_code == 1
    assert "made by another version" in printed.output
    assert db.session.scalar(select(func.count(Person.id))) == 0


def test_breaking_off_leaves_no_half_demo(app, monkeypatch):
    monkeypatch.setattr(Play, "run", lambda _play: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        build(NOW)
    db.session.rollback()

    assert not is_built()


@pytest.mark.long
def test_the_same_day_makes_the_same_demo(app):
    def built():
        build(NOW)
        document = workshop_document(
            workshop_account(workshop_called("go-digital-denpasar-1"), NOW)
        )
        for table in reversed(db.metadata.sorted_tables):
            db.session.execute(table.delete())
        db.session.commit()
        return document

    assert built() == built()


def test_the_report_of_the_program_says_what_changed_after_workshop_1(demo):
    workshops = db.session.scalars(select(Workshop).order_by(Workshop.number)).all()
    numbers = [each.revision.number for each in workshops]
    _first, second, third = comparison_of(workshop_accounts(workshops, NOW), numbers).workshops

    titles = {each.id: each.question.title for each in course_of(workshops[1].revision).exercises}
    assert {titles[each] for each in ("h2-p28", "h3-p31", "h3-p34")} <= set(second.added)
    assert second.removed == ()
    assert (second.is_changed, third.is_changed) == (True, False)
