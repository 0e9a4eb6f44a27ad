"""Reminders by mail: after four and ten silent days, with consent, then nothing more."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from lms.database import db
from lms.mail.models import OutgoingMail
from lms.practice.models import ExerciseTry, PracticeReminder, PracticeTime
from tests.constants import NOW
from tests.factories import a_staff_member

AFTER = NOW + timedelta(days=3)  # day 5 is over
SERVER = {"SMTP_HOST": "127.0.0.1", "PUBLIC_ADDRESS": "https://lms.example.org"}


@pytest.fixture
def silent(app, enrolment):
    """Somebody who may be written to, by mail only."""
    app.config |= SERVER
    enrolment.person.email = "peserta@example.org"
    enrolment.person.phone = ""
    enrolment.person.may_be_written_to = True
    db.session.add(
        PracticeTime(enrolment_id=enrolment.id, words="Setelah tutup kas", chosen_at=NOW)
    )
    db.session.commit()
    return enrolment


@pytest.fixture
def remind(app):
    """Run the command and return what it prints."""

    def run():
        db.session.remove()
        return app.test_cli_runner().invoke(args=["practice", "remind"]).output.strip()

    return run


def mails():
    return list(db.session.scalars(select(OutgoingMail).order_by(OutgoingMail.id)))


def test_after_four_and_ten_days_and_then_never_again(silent, remind, at):
    written = []
    for day in (3, 4, 5, 9, 10, 11, 40):
        at(AFTER + timedelta(days=day))
        written.append(remind())
    assert written == [f"{count} reminders written" for count in (0, 1, 0, 0, 1, 0, 0)]
    first, second = mails()
    assert first.body != second.body
    for mail in (first, second):
        assert mail.address == "peserta@example.org"
        assert "Setelah tutup kas" in mail.body
        assert "https://lms.example.org/" in mail.body
        assert mail.stop_url in mail.body


@pytest.mark.parametrize(("field", "value"), [("may_be_written_to", False), ("email", "")])
def test_nobody_is_written_to_without_consent_or_address(silent, remind, at, field, value):
    setattr(silent.person, field, value)
    db.session.commit()
    at(AFTER + timedelta(days=4))

    assert remind() == "0 reminders written"
    assert db.session.scalars(select(PracticeReminder)).all() == []


def test_who_practises_is_left_alone(silent, remind, at):
    db.session.add(
        ExerciseTry(
            enrolment_id=silent.id,
            exercise_id="h1-p1",
            number=1,
            revision_id=silent.workshop.revision_id,
            seed=1,
            answer="1",
            answered_at=AFTER + timedelta(days=2),
        )
    )
    db.session.commit()
    at(AFTER + timedelta(days=5))

    assert remind() == "0 reminders written"


def test_a_reminder_by_chat_counts_as_well(app, silent, remind, at):
    at(AFTER + timedelta(days=4))
    path = f"/w/{silent.workshop.slug}/practice-overview/{silent.id}/reminded"
    trainer = app.test_client().sign_in(a_staff_member(silent.workshop))
    trainer.post(path)

    assert remind() == "0 reminders written"


def test_a_trainer_sends_the_mail_by_a_button(app, silent, at):
    at(AFTER + timedelta(days=4))
    trainer = app.test_client().sign_in(a_staff_member(silent.workshop))
    page = f"/w/{silent.workshop.slug}/practice-overview"
    assert "Kirim email" in trainer.get(page).text

    trainer.post(f"{page}/{silent.id}/reminded", data={"by": "mail"})

    assert [mail.person_id for mail in mails()] == [silent.person_id]
    assert "Kirim email" not in trainer.get(page).text


def test_without_a_mail_server_nothing_promises_mail(app, silent, remind, at):
    app.config["SMTP_HOST"] = ""
    at(AFTER + timedelta(days=4))
    trainer = app.test_client().sign_in(a_staff_member(silent.workshop))
    page = f"/w/{silent.workshop.slug}/practice-overview"

    assert "No mail server" in remind()
    assert "Kirim email" not in trainer.get(page).text
    assert trainer.post(f"{page}/{silent.id}/reminded", data={"by": "mail"}).status_code == 409
    assert mails() == []
