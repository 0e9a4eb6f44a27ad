"""The page that practises without a connection, what is kept for it, and what it brings back."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import (
    Response,
    current_app,
    g,
    get_template_attribute,
    jsonify,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from lms import clock
from lms.access import open_when_closed, open_when_lent, requires
from lms.content.values import Course, Skill
from lms.errors import Invalid
from lms.language import gettext_noop
from lms.practice.offline import pictures, queries
from lms.practice.offline.blueprint import bp
from lms.practice.offline.forms import KeptTriesForm
from lms.practice.offline.judging import for_judge, sentences
from lms.practice.offline.queries import DrawnVariant, PackPlan
from lms.practice.offline.service import DeliveredTries, deliver_tries
from lms.practice.offline.tickets import PackTicket, read_ticket, written_ticket
from lms.practice.permissions import EXERCISE_PRACTISE
from lms.practice.rules import draws_numbers, takes_second_answer
from lms.practice.sitting.rules import stored_choices
from lms.practice.skills import skill_of
from lms.publishing.queries import contents_of
from lms.questions import derive_seed
from lms.web.languages import chosen_language

Json = dict[str, Any]


@bp.get("/w/<workshop_slug>/practice/offline")
@requires(EXERCISE_PRACTISE)
def page(workshop_slug: str) -> ResponseReturnValue:
    """The frame of the page: what it asks is on the phone."""
    return render_template("practice/offline/page.html")


@bp.get("/w/<workshop_slug>/practice/pack")
@requires(EXERCISE_PRACTISE)
def pack(workshop_slug: str) -> ResponseReturnValue:
    """Sittings for a week and the questions for them, keys included; 304 if nothing is new."""
    now, enrolment = clock.now(), g.reach.enrolment
    stamp = map(str, queries.pack_stamp(enrolment, now))
    etag = str(derive_seed(enrolment.id, chosen_language(), *stamp))
    if etag in request.if_none_match:
        return "", 304
    response: Response = jsonify(_packed(queries.pack_plan(enrolment, now), now))
    response.set_etag(etag)
    return response


@bp.post("/w/<workshop_slug>/practice/deliver")
@open_when_closed
@open_when_lent
@requires(EXERCISE_PRACTISE)
def deliver(workshop_slug: str) -> ResponseReturnValue:
    """Take what a phone kept, and say which of it need not be kept any more."""
    form = KeptTriesForm()
    ticket = read_ticket(current_app.config["SECRET_KEY"], form.ticket.data or "")
    if ticket is None:
        raise Invalid(
            gettext_noop(
                "What this phone kept of your practice cannot be read. Show it to your trainer."
            )
        )
    done = deliver_tries(g.reach.enrolment, ticket, form.kept(), clock.now())
    return jsonify(settled=[*done.taken, *done.refused], message=_words(done))


def _words(done: DeliveredTries) -> str:
    words = []
    if done.taken:
        words.append(
            ngettext(
                "%(num)d practice result kept on this phone has arrived.",
                "%(num)d practice results kept on this phone have arrived.",
                len(done.taken),
            )
        )
    if done.refused:
        words.append(
            ngettext(
                "%(num)d result does not count: its question has changed.",
                "%(num)d results do not count: their questions have changed.",
                len(done.refused),
            )
        )
    return " ".join(words)


def _packed(plan: PackPlan, now: datetime) -> Json:
    enrolment = g.reach.enrolment
    ticket = PackTicket(enrolment.id, enrolment.workshop.revision_id, now.replace(microsecond=0))
    course = plan.course
    packed = {
        "owner": str(enrolment.id),
        "ticket": written_ticket(current_app.config["SECRET_KEY"], ticket),
        "made": int(now.timestamp() * 1000),
        "revision": ticket.revision_id,
        "lessons": [[each.title, _lesson_url(each.id), each.id] for each in plan.lessons],
        "sentences": sentences(_),
        "sittings": [
            {
                "id": sitting.id,
                "choices": stored_choices(sitting.choices),
                "places": sitting.places,
            }
            for sitting in plan.sittings
        ],
        "skills": {skill.id: _example(skill) for skill in course.skills if not skill.practical},
        "exercises": {
            exercise_id: {
                "title": exercise.title,
                "skill": skill_of(exercise.question, course),
                "lesson": section.lesson.id if section else None,
                "heading": section.heading if section else None,
                "draws": draws_numbers(exercise.question),
            }
            for exercise_id in plan.drawn
            for exercise in (course.exercise(exercise_id),)
            for section in (course.section_of(exercise),)
        },
        "drawn": {
            exercise_id: [_shown(each) for each in variants]
            for exercise_id, variants in plan.drawn.items()
        },
    }
    return {**packed, "pictures": _pictures(course, packed)}


def _pictures(course: Course, packed: Json) -> Json:
    photos = [each for each in course.files if each.is_photo]
    if not photos:
        return {}
    text = json.dumps(packed)
    along = pictures.taken_along(photos, text, pictures.room_beside(text))
    return pictures.as_sources(along, contents_of([each.fingerprint for each in along]))


def _lesson_url(lesson_id: str) -> str:
    return url_for("lessons.lesson", workshop_slug=g.reach.workshop.slug, lesson_id=lesson_id)


def _example(skill: Skill) -> Json:
    return {
        "title": skill.title,
        "rule": skill.rule,
        "worked": skill.worked,
        "half_worked": skill.half_worked,
    }


def _shown(drawn: DrawnVariant) -> Json:
    """A question as its page shows it, with what the phone judges by."""
    variant = drawn.variant
    return {
        "number": drawn.number,
        "prompt": variant.prompt,
        "html": _macro("questions/question.html", "question_inputs")(variant, all=True),
        "hints": variant.hints,
        "twice": takes_second_answer(variant),
        "key": variant.key_text,
        "solution": variant.solution,
        "judge": for_judge(variant),
    }


def _macro(template: str, name: str) -> Callable[..., str]:
    macro: Callable[..., str] = get_template_attribute(template, name)
    return macro
