"""Attempts to test with, and several requests at once."""

import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from lms.database import db
from lms.publishing.queries import course_of
from lms.quizzes.attempts import queries, queries_saves, service
from lms.quizzes.attempts.attempt import QuizAttempt
from lms.quizzes.attempts.models import Answer
from lms.quizzes.attempts.saves import Sent
from lms.workshops.models import Enrolment
from lms.workshops.queries import schedule_of
from tests.constants import COURSE, NOW
from tests.factories import a_revision, a_workshop, an_enrolment

SCRIPT = {"Accept": "application/json"}
TASK = """\
id: tugas-foto
kind: assignment
title: Foto produk
attempts: unlimited
minutes: 60
questions:
  - id: foto-1
    kind: file_upload
    title: Satu foto
    ask: Foto satu produk.
    rubric: [{criterion: terang, points: 60}, {criterion: tajam, points: 40}]
    explain: Cahaya jendela dari samping.
  - id: foto-2
    kind: file_upload
    ask: Foto atau pindaian neraca.
    accept: [photo, pdf]
    files: 2
    megabytes: 1
    rubric: [{criterion: lengkap, points: 10}]
"""
ESSAY = {"answer": ["Saya hitung ulang lalu mencatat selisihnya."]}


def a_quiz_attempt(
    enrolment: Enrolment | None = None, quiz_id: str = "kuis-1", now: Any = NOW
) -> QuizAttempt:
    """An attempt that has just begun."""
    enrolment = enrolment or an_enrolment()
    workshop = enrolment.workshop
    quiz = course_of(workshop.revision).quiz(quiz_id)
    quiz_attempt = service.start_attempt(enrolment, quiz, schedule_of(workshop, enrolment), now)
    db.session.commit()
    return quiz_attempt


def a_result(
    enrolment: Enrolment | None = None,
    quiz_id: str = "kuis-1",
    answers: dict[int, dict[str, list[str]]] | None = None,
    now: Any = NOW,
) -> QuizAttempt:
    """An attempt handed in with these answers by position."""
    quiz_attempt = a_quiz_attempt(enrolment, quiz_id, now)
    for position, fields in (answers or {}).items():
        service.save_answer(quiz_attempt, Sent(position, fields, "page", 1, now))
    service.hand_in_attempt(quiz_attempt, now)
    db.session.commit()
    return quiz_attempt


def an_essay(enrolment: Enrolment | None = None, text: str = "") -> Answer:
    """An essay that waits to be graded."""
    fields = {"answer": [text]} if text else ESSAY
    quiz_attempt = a_result(enrolment, "kuis-2", {2: fields})
    return queries.answers_of([quiz_attempt.attempt])[quiz_attempt.attempt.id][1]


def right_answer(quiz_attempt: QuizAttempt, position: int) -> dict[str, list[str]]:
    """The fields of a right answer to a question with options, or of a number."""
    variant = quiz_attempt.variant(position)
    keys = [o.key for o in variant.options if variant.grade([o.key]).credit]
    keys = keys or [o.key for o in variant.options if variant.grade(o.key).credit]
    return {"answer": keys or [variant.key_text.striptags()]}


def address_of(quiz_attempt: QuizAttempt, page: str | int = "") -> str:
    """The address of a page of an attempt."""
    slug = quiz_attempt.attempt.enrolment.workshop.slug
    return f"/w/{slug}/attempts/{quiz_attempt.attempt.id}/{page}"


def answers_now(quiz_attempt: QuizAttempt) -> dict[int, Any]:
    """The answers in force, read anew."""
    db.session.rollback()
    return queries_saves.answers_on(queries_saves.sheet_of(quiz_attempt))


def together(
    app: Flask, browser: FlaskClient, *requests: Callable[[FlaskClient], Any]
) -> list[Any]:
    """Send several requests of one person at the same moment; return their responses."""
    db.session.commit()
    cookie = browser.get_cookie("lms")
    assert cookie is not None
    barrier = Barrier(len(requests))

    def send(request: Callable[[FlaskClient], Any]) -> Any:
        client = FlaskClient(app, app.response_class)
        client.set_cookie("lms", cookie.value)
        barrier.wait()
        return request(client)

    with ThreadPoolExecutor(len(requests)) as threads:
        return list(threads.map(send, requests))


def cover_of(enrolment, quiz_id="kuis-1"):
    """The address of the page before a quiz."""
    return f"/w/{enrolment.workshop.slug}/quizzes/{quiz_id}"


def that_checks(tmp_path, during="all", after="all", day=1):
    """A workshop whose quiz of a day lets people check their answers."""
    review = f"numbers: attempt\nreview: {{during: {during}, right_after: {after}}}"
    shared = "workshop" if day == 1 else "attempt"
    old = f"numbers: {shared}\nreview: full"
    return with_settings(tmp_path, f"day-{day}/quiz.yaml", old, review)


def with_settings(tmp_path, file, old, new):
    """A workshop of the small course with another setting."""
    folder = tmp_path / "kursus"
    shutil.copytree(COURSE, folder)
    path = folder / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    return a_workshop(revision=a_revision(folder))
