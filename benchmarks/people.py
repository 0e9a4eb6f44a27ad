"""Signed-in people as ready-made requests: cookies, form tokens, answers."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import cycle
from urllib.parse import urlencode

from flask import Flask, g, session
from flask_wtf.csrf import generate_csrf

from lms.content.values import Course, Quiz
from lms.database import db
from lms.people.models import WebSession
from lms.people.secrets import draw_token, fingerprint
from lms.publishing.queries import course_of
from lms.quizzes.attempts import service
from lms.workshops.models import Enrolment
from lms.workshops.queries import schedule_of

QUIZ_OF_DAY = 3
AS_PHONES_SEND = "Host: 127.0.0.1\r\nAccept-Encoding: gzip\r\n"


@dataclass(frozen=True)
class Browser:
    """What a signed-in browser sends with each request."""

    cookie: str
    token: str

    def get(self, path: str, tag: str = "") -> bytes:
        """Return a request for a page; `tag`: of the one that is shown already."""
        known = f"If-None-Match: {tag}\r\n" if tag else ""
        return (
            f"GET {path} HTTP/1.1\r\n{AS_PHONES_SEND}Cookie: {self.cookie}\r\n{known}\r\n"
        ).encode()

    def post(self, path: str, **fields: object) -> bytes:
        """Return a form as autosave sends it."""
        body = urlencode({"csrf_token": self.token, **fields}, doseq=True)
        return (
            f"POST {path} HTTP/1.1\r\n{AS_PHONES_SEND}Cookie: {self.cookie}\r\n"
            "Accept: application/json\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n\r\n{body}"
        ).encode()


def signed_in(app: Flask, person_id: int, now: datetime) -> Browser:
    """Sign a person in without asking for a secret."""
    token = draw_token()
    db.session.add(
        WebSession(
            token_hash=fingerprint(token),
            person_id=person_id,
            device="Chrome, Android",
            address="127.0.0.1",
            created_at=now,
            last_seen_at=now,
            expires_at=now + timedelta(days=60),
        )
    )
    g.pop("csrf_token", None)  # the one drawn for the person before
    with app.test_request_context():
        session["_user_id"], session["_fresh"], session.permanent = token, True, True
        form_token = generate_csrf()
        signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
        cookie = f"{app.config['SESSION_COOKIE_NAME']}={signer.dumps(dict(session))}"
    return Browser(cookie, form_token)


@dataclass(frozen=True)
class Sitter:
    """A participant with an open attempt: its address, and an answer to each of its questions."""

    browser: Browser
    place: str
    attempt: str
    answers: tuple[str, ...]

    @property
    def check(self) -> str:
        """The address of the page before handing in."""
        return f"{self.attempt}/check"

    def saves(self, client: str) -> Iterator[bytes]:
        """Yield saves without end, question after question, each with another number."""
        number = 0
        while True:
            for position, answer in enumerate(self.answers, 1):
                number += 1
                path = f"{self.attempt}/{position}"
                yield self.browser.post(path, answer=answer, client=client, save_number=number)

    def pages(self) -> Iterator[bytes]:
        """Yield requests for the question pages without end."""
        return cycle(
            [self.browser.get(f"{self.attempt}/{n}") for n in range(1, len(self.answers) + 1)]
        )


def quiz_of_day(course: Course) -> Quiz:
    """The quiz that is open now."""
    return next(each for each in course.quizzes if each.day == QUIZ_OF_DAY)


def sitter(app: Flask, enrolment_id: int, now: datetime) -> Sitter:
    """Let a person begin the quiz of the day."""
    enrolment = db.session.get_one(Enrolment, enrolment_id)
    workshop = enrolment.workshop
    course = course_of(workshop.revision)
    quiz = quiz_of_day(course)
    sitting = service.start_attempt(enrolment, quiz, schedule_of(workshop, enrolment), now)
    variants = [sitting.variant(position) for position in sitting.positions]
    return Sitter(
        browser=signed_in(app, enrolment.person_id, now),
        place=f"/w/{workshop.slug}",
        attempt=f"/w/{workshop.slug}/attempts/{sitting.attempt.id}",
        answers=tuple(v.options[0].key if v.options else "1.250.000" for v in variants),
    )


def in_turn(people: list[Iterator[bytes]]) -> Iterator[bytes]:
    """Yield one request of each in turn, without end."""
    return (next(requests) for requests in cycle(people))
