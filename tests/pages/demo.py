"""The demo on the production server, with somebody of every role signed in.

Its clock stands: on the third day of workshop 2 everybody has just begun the quiz of the day,
workshop 1 is over, workshop 3 is still to come. So a page looks the same at any time.
"""

import json
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from types import MappingProxyType
from typing import Any
from unittest.mock import patch

from flask import Flask, Response, g, template_rendered
from flask_migrate import upgrade
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import false, select

import lms
from lms import clock
from lms.access import PUBLIC, requires
from lms.attendance.models import SheetPhoto
from lms.cards.queries import cards_under
from lms.certificates.queries import certificates_of
from lms.content.values import Course
from lms.database import db
from lms.demo.build import build
from lms.discussion.models import Reply, Topic
from lms.discussion.queries import pinned_before
from lms.discussion.rules import TopicKind
from lms.enrolment.importing.models import ImportDraft
from lms.grading.queries import piles_in
from lms.messages.stopping import stop_token
from lms.people.models import Person
from lms.practice.booklet.queries import newest_booklet
from lms.practice.booklet.rules import code_of
from lms.practice.models import ExerciseTry
from lms.publishing.queries import course_of
from lms.quizzes.attempts.models import Attempt
from lms.web.error_pages import error_answer
from lms.workshops.models import Enrolment, Handout, Meeting, ProgramOrganiser, Staff, Workshop
from lms.workshops.seating.models import Waiting
from tests.pages.extras import (
    BY_THEMSELVES,
    CARDS,
    HANDOUT,
    MEMBER,
    NOW,
    PHOTO_TASK,
    QUIZ_OF_THE_DAY,
    add_what_passes,
    first_participant,
    identity_of,
    who_is_late,
    who_types,
    who_waits,
)
from tests.server.production import ProductionServer
from tests.shipped import read_once

PROPER = "proper.sqlite3"
STEPS_TOLD = "steps.json"
SETTINGS = {"SECRET_KEY": "test", "ARGON2_TIME_COST": 1, "ARGON2_MEMORY_KIB": 8}

Values = Mapping[str, Any]


def create_app(instance: str, templates: str) -> Flask:
    """Return the product with its clock standing at NOW; what the server of the demo runs.

    Its compiled templates are in the folder `templates`.
    """
    app = lms.create_app(instance)
    app.jinja_env.bytecode_cache = FileSystemBytecodeCache(templates)
    app.add_url_rule("/error/<int:status>", "any_error", _any_error)
    template_rendered.connect(_note_template, app)
    app.after_request(_name_template)
    serve = app.wsgi_app

    def at_that_time(environ: Any, start_response: Any) -> Iterable[bytes]:
        with clock.moved_to(NOW):
            return serve(environ, start_response)

    app.wsgi_app = at_that_time  # type: ignore[method-assign]
    return app


@requires(PUBLIC)
def _any_error(status: int) -> Response:
    """Show the page of any error; `/error/429` says when to try again, too."""
    return error_answer(status, retry_after=90 if status in (429, 503) else None)


def _note_template(_app: Flask, template: Any, **_more: Any) -> None:
    g.template = template.name


def _name_template(response: Response) -> Response:
    response.headers["X-Template"] = g.get("template", "")
    return response


def build_demo(instance: Path) -> None:
    """Make the demo in a new SQLite database in `instance`; takes half a minute.

    The demo proper, without what is there for a short time only, is left beside it with the steps
    it was told: `PROPER` and `STEPS_TOLD`.
    """
    app = lms.create_app(str(instance), **SETTINGS)
    steps: list[str] = []
    with app.app_context(), patch("lms.demo.build.read_folder", read_once):
        upgrade()
        build(NOW, steps.append)
        db.engine.dispose()
        shutil.copy(instance / "lms.sqlite3", instance / PROPER)
        (instance / STEPS_TOLD).write_text(json.dumps(steps))
        add_what_passes()
        db.session.commit()
        db.engine.dispose()


@dataclass(frozen=True)
class Demo:
    """What the addresses of the demo are made of.

    `identities`: who signs in, by the name of her part. `values`: what stands in the addresses of
    each workshop, by its number; `course`: the course of all of them.
    """

    course: Course
    identities: Mapping[str, str]
    values: Mapping[int, Values]

    def exercise(self, kind: str) -> str:
        """Return the first exercise of a kind of question."""
        exercises = (e for module in self.course.modules for e in module.exercises)
        return next(e.id for e in exercises if e.question.kind == kind)

    def quiz_question(self, kind: str) -> tuple[str, str]:
        """Return a quiz, and the first question of a kind that stands in one."""
        quizzes = (quiz for module in self.course.modules for quiz in module.quizzes)
        asked = ((quiz.id, q) for quiz in quizzes for q in quiz.questions())
        return next((quiz_id, q.id) for quiz_id, q in asked if q.kind == kind)


@dataclass(frozen=True)
class ServedDemo:
    """A running demo: the application for its routes, where it is served, what it holds."""

    app: Flask
    port: int
    address: str
    contents: Demo
    _sent: dict[str, int] = field(default_factory=dict)

    def bytes_sent(self, url: str) -> int:
        """Return how many bytes a file of the product takes on the line."""
        if url not in self._sent:
            connection = HTTPConnection("127.0.0.1", self.port)
            path = url.removeprefix(self.address)
            connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
            self._sent[url] = len(connection.getresponse().read())
            connection.close()
        return self._sent[url]


@contextmanager
def serve_demo(
    instance: Path, templates: Path | None = None, **settings: object
) -> Iterator[ServedDemo]:
    """Serve the demo in `instance` while the block lasts; `settings` of the product override.

    `templates`: where compiled ones are, if not in `instance`.
    """
    folders = f"{str(instance)!r}, {str(templates or instance)!r}"
    application = f"tests.pages.demo:create_app({folders})"
    server = ProductionServer(instance, {**SETTINGS, **settings}, application)
    server.start()
    try:
        app = lms.create_app(str(instance), **SETTINGS)
        yield ServedDemo(app, server.port, server.address, read_demo(app))
    finally:
        server.kill()


def read_demo(app: Flask) -> Demo:
    """Look up what a demo made by `build_demo` holds."""
    with app.app_context():
        workshops = db.session.scalars(select(Workshop).order_by(Workshop.number)).all()
        found = Demo(
            course_of(workshops[0].revision),
            MappingProxyType(
                {
                    "member": MEMBER,
                    "newcomer": first_participant(workshops[2]).participant_code,
                    "participant": first_participant(workshops[1]).participant_code,
                    "graduate": first_participant(workshops[0]).participant_code,
                    "beginner": who_waits(workshops[1]).person.participant_code,
                    "latecomer": who_is_late(workshops[1]).person.participant_code,
                    "typist": who_types(workshops[1]).person.participant_code,
                    **BY_THEMSELVES,
                    **{
                        role: identity_of(role, workshops[1].slug)
                        for role in ("assistant", "trainer")
                    },
                    **{role: identity_of(role) for role in ("organiser", "administrator")},
                }
            ),
            MappingProxyType({w.number: _values(w) for w in workshops}),
        )
        db.session.remove()
        db.engine.dispose()
    return found


def _values(workshop: Workshop) -> Values:
    person = first_participant(workshop)
    enrolment = db.session.scalars(
        select(Enrolment).filter_by(workshop_id=workshop.id, person_id=person.id)
    ).one()
    tried = db.session.scalars(
        select(ExerciseTry).filter_by(enrolment_id=enrolment.id).order_by(ExerciseTry.id)
    ).first()
    attempts = db.session.scalars(
        select(Attempt).filter_by(enrolment_id=enrolment.id).order_by(Attempt.id)
    ).all()
    piles = piles_in(workshop)
    draft = db.session.scalars(select(ImportDraft).filter_by(workshop_id=workshop.id)).first()
    return MappingProxyType(
        {
            "workshop_slug": workshop.slug,
            "program_slug": workshop.program.slug,
            "enrolment_id": enrolment.id,
            "waiting_id": _waiting_in(workshop),
            "from_the_door": _from_the_door(workshop),
            "person_id": person.id,
            "cooperative_id": person.cooperative_id,
            "meeting_id": _first(Meeting, workshop),
            "meetings": {
                (meeting.day, meeting.part.value): meeting.id
                for meeting in db.session.scalars(
                    select(Meeting).filter_by(workshop_id=workshop.id)
                )
            },
            "photo_id": _photo_of_a_sheet(workshop),
            "staff_id": _first(Staff, workshop),
            "organiser_id": db.session.scalar(
                select(ProgramOrganiser.id).filter_by(program_id=workshop.program_id)
            ),
            "handout": HANDOUT,
            "card": _codes_of_a_card(workshop),
            "code": _code_of_a_booklet(enrolment),
            **CARDS,
            "draft": draft and draft.token,
            **_topics(workshop, person),
            "certificates": _certificates(workshop),
            "stop_token": stop_token(person),
            "exercise_id": tried and tried.exercise_id,
            "number": tried and tried.number,
            "attempts": {attempt.quiz_id: attempt.id for attempt in attempts},
            "waiting": next((p.next_waiting() for p in piles if p.waiting), None),
            "photo": next((p.answer_ids[0] for p in piles if p.quiz_id == PHOTO_TASK), None),
            "late_attempt": _late_attempt(workshop),
            "graded": next((p.answer_ids[0] for p in piles if p.graded), None),
        }
    )


def _late_attempt(workshop: Workshop) -> int | None:
    late = Attempt.enrolment_id == who_is_late(workshop).id if workshop.number == 2 else false()
    return db.session.scalar(select(Attempt.id).where(Attempt.quiz_id == QUIZ_OF_THE_DAY, late))


def _waiting_in(workshop: Workshop) -> int | None:
    return db.session.scalar(select(Waiting.id).filter_by(workshop_id=workshop.id))


def _codes_of_a_card(workshop: Workshop) -> tuple[str, str] | None:
    """Return the two codes of a card that waits to be used, if there is one here."""
    handout = db.session.scalar(
        select(Handout).filter_by(token=CARDS["one card"], workshop_id=workshop.id)
    )
    if handout is None:
        return None
    [card] = cards_under(handout, NOW)
    return card.code, card.secret


def _code_of_a_booklet(enrolment: Enrolment) -> str | None:
    booklet = newest_booklet(enrolment)
    return booklet and code_of(booklet.id)


def _photo_of_a_sheet(workshop: Workshop) -> int | None:
    photos = select(SheetPhoto.id).join(Meeting, Meeting.id == SheetPhoto.meeting_id)
    first = photos.where(Meeting.workshop_id == workshop.id).order_by(SheetPhoto.id).limit(1)
    return db.session.scalar(first)


def _from_the_door(workshop: Workshop) -> int | None:
    return db.session.scalar(
        select(Enrolment.id).where(
            Enrolment.workshop_id == workshop.id, Enrolment.walked_in_at.is_not(None)
        )
    )


def _topics(workshop: Workshop, person: Person) -> Values:
    """Return topics of a workshop: one of each kind that pages tell apart, by what it is."""
    topics = db.session.scalars(
        select(Topic).filter_by(workshop_id=workshop.id).order_by(Topic.id)
    ).all()
    found: dict[str, Values] = {}
    for topic in topics:
        reply = db.session.scalars(select(Reply).filter_by(topic_id=topic.id)).first()
        values = {"topic_id": topic.id, "reply_id": reply and reply.id}
        names = {
            "any": topic.kind is TopicKind.QUESTION,
            "replied": reply is not None,
            "anonymous": topic.anonymous,
            "announcement": topic.kind is TopicKind.ANNOUNCEMENT,
            "own": topic.author_id == person.id and not topic.answered_at,
        }
        for name in (name for name, holds in names.items() if holds):
            found.setdefault(name, values)
    earlier = next((topic.id for topic, _number in pinned_before(workshop)), None)
    return {"topics": found, "earlier_id": earlier, **found.get("any", {})}


def _certificates(workshop: Workshop) -> Values:
    """Return a certificate that is valid and one that was replaced, if there are any here."""
    return {
        each.ending or "valid": {"certificate_id": each.id, "verification": each.code}
        for each in certificates_of(workshop)
    }


def _first(model: Any, workshop: Workshop) -> int | None:
    query = select(model.id).filter_by(workshop_id=workshop.id).order_by(model.id)
    first: int | None = db.session.scalars(query).first()
    return first
