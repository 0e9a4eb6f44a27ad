"""The command against a real mail server on this machine."""

import socket
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from aiosmtpd.controller import Controller

from lms.database import db
from lms.mail import service
from lms.mail.models import OutgoingMail
from lms.mail.rules import WAITS
from tests.constants import NOW
from tests.factories import a_person, a_workshop

STOP = "http://localhost/stop-messages/x"


class Letterbox:
    """What the server does: keeps what comes, or answers as it is told."""

    def __init__(self):
        self.kept = []
        self.answers = {}

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self.kept.append((envelope.rcpt_tos, envelope.content.decode()))
        return "250 taken"


@pytest.fixture
def letterbox(app, at):
    box = Letterbox()
    server = Controller(box, hostname="127.0.0.1", port=free_port())
    server.start()
    app.config |= {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": server.port, "SMTP_SECURITY": "none"}
    app.config["SMTP_TIMEOUT"] = 1
    with app.app_context():
        yield box
    server.stop()


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@pytest.fixture
def send(app):
    def run():
        db.session.commit()
        return app.test_cli_runner().invoke(args=["mail", "send"])

    return run


def a_mail(email="made@example.org", subject="Pengingat"):
    person = a_person(email=email, may_be_written_to=True)
    mail = service.write(person, a_workshop(), subject, "Halo é {nama}", STOP, NOW)
    db.session.commit()
    return mail.id


def test_a_line_break_begins_no_header(letterbox, send):
    a_mail("made@example.org", subject="Pengingat\nBcc: other@example.org")

    send()

    ((receivers, content),) = letterbox.kept
    assert receivers == ["made@example.org"]
    assert "Subject: Pengingat Bcc: other@example.org\r\n" in content


def state(mail_id):
    db.session.rollback()
    return db.session.get_one(OutgoingMail, mail_id, populate_existing=True)


def test_mail_is_sent_once_however_often_the_command_runs(letterbox, send):
    mail_id = a_mail()

    assert "1 sent, 0 not sent" in send().output
    assert "0 sent, 0 not sent" in send().output

    ((to, content),) = letterbox.kept
    assert to == ["made@example.org"]
    assert f"List-Unsubscribe: <{STOP}>" in content
    assert state(mail_id).sent_at == NOW


def test_several_senders_at_once_send_each_mail_once(letterbox, app):
    for n in range(6):
        a_mail(f"peserta{n}@example.org")

    def run(_n):
        return app.test_cli_runner().invoke(args=["mail", "send"]).exit_code

    with ThreadPoolExecutor(3) as threads:
        assert list(threads.map(run, range(3))) == [0, 0, 0]

    assert sorted(to[0] for to, _content in letterbox.kept) == [
        f"peserta{n}@example.org" for n in range(6)
    ]


def test_an_address_the_server_refuses_is_given_up_with_its_words(letterbox, send):
    letterbox.answers["salah@example.org"] = "550 no such user here"
    refused, good = a_mail("salah@example.org"), a_mail()

    assert "1 sent, 1 not sent" in send().output

    assert state(refused).given_up_at == NOW
    assert "no such user here" in state(refused).problem
    assert state(good).sent_at == NOW


def test_a_server_that_asks_to_wait_is_asked_again_later(letterbox, send, at):
    letterbox.answers["made@example.org"] = "450 mailbox busy"
    mail_id = a_mail()
    send()
    assert (state(mail_id).given_up_at, state(mail_id).next_try_at) == (None, NOW + WAITS[0])

    assert "0 sent, 0 not sent" in send().output
    letterbox.answers.clear()
    at(NOW + WAITS[0])

    assert "1 sent" in send().output
    assert state(mail_id).problem == ""


def test_after_many_tries_it_is_given_up(letterbox, send, at):
    letterbox.answers["made@example.org"] = "450 mailbox busy"
    mail_id = a_mail()
    for day in range(len(WAITS) + 1):
        at(NOW + timedelta(days=day))
        send()

    assert state(mail_id).given_up_at == NOW + timedelta(days=len(WAITS))
    assert "mailbox busy" in state(mail_id).problem


def test_a_server_that_says_nothing_holds_nobody_up_for_long(app, letterbox, send):
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        app.config["SMTP_PORT"] = silent.getsockname()[1]
        app.config["SMTP_TIMEOUT"] = 0.2
        mail_id = a_mail()

        assert send().exit_code == 0

    assert state(mail_id).given_up_at is None
    assert "timed out" in state(mail_id).problem


def test_nothing_goes_out_in_plain_where_tls_is_asked_for(app, letterbox, send):
    app.config["SMTP_SECURITY"] = "starttls"
    mail_id = a_mail()
    send()

    assert letterbox.kept == []
    assert state(mail_id).given_up_at is None


def test_who_has_changed_her_mind_gets_nothing(letterbox, send):
    mail_id = a_mail()
    state(mail_id).person.may_be_written_to = False
    db.session.commit()
    send()

    assert letterbox.kept == []
    assert state(mail_id).given_up_at == NOW


def test_a_mail_whose_sender_died_is_taken_up_again(letterbox, send, at):
    mail_id = a_mail()
    service.claim(NOW)
    db.session.commit()
    assert "0 sent" in send().output

    at(NOW + service.CLAIMED_FOR)

    assert "1 sent" in send().output
    assert state(mail_id).tries == 2


def test_without_a_server_the_command_says_what_to_set(app, at, send):
    with app.app_context():
        answer = send()

    assert answer.exit_code == 1
    assert "LMS_SMTP_HOST" in answer.output
