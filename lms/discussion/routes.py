"""Pages of the discussion: the list, one topic, asking and answering."""

from collections.abc import Mapping
from typing import TypeVar

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from wtforms import Field

from lms import clock
from lms.access import open_when_closed, requires
from lms.discussion import queries, service
from lms.discussion.blueprint import bp
from lms.discussion.forms import AnswerForm, QuestionForm
from lms.discussion.permissions import DISCUSSION_READ, DISCUSSION_WRITE
from lms.discussion.queries import TopicSearch
from lms.discussion.rules import SHOW_WORDS, TopicFilter, Viewer
from lms.errors import LmsError
from lms.practice.models import ExerciseTry
from lms.practice.queries import try_of, variant_of
from lms.practice.service import is_over
from lms.publishing.queries import course_of
from lms.web.forms import Form, put_errors
from lms.web.languages import message_of

AnyForm = TypeVar("AnyForm", bound=Form)
POSTED = "posted"
"""The place on a page where what was just sent stands; a script forgets its draft there."""


@bp.get("/w/<workshop_slug>/discussion")
@requires(DISCUSSION_READ)
def listed(workshop_slug: str) -> ResponseReturnValue:
    """List questions and announcements: all, those unanswered, one's own; searched by words."""
    workshop, viewer = g.reach.workshop, this_viewer()
    found = request.args.get("show", "")
    search = TopicSearch(
        TopicFilter(found) if found in list(TopicFilter) else TopicFilter.ALL,
        request.args.get("q", "").strip()[:80],
        request.args.get("lesson", "")[:80],
    )
    return render_template(
        "discussion/list.html",
        found=queries.topics_of(workshop, viewer, search, request.args.get("page", 1, int)),
        search=search,
        shows=[
            TopicFilter.ALL,
            TopicFilter.OPEN,
            TopicFilter.PINNED,
            *([] if viewer.is_staff else [TopicFilter.MINE]),
        ],
        show_words=SHOW_WORDS,
        open=queries.unanswered_in([workshop]).get(workshop.id, 0),
        lessons=_lesson_titles(),
        closed=is_closed(),
    )


@bp.get("/w/<workshop_slug>/discussion/new")
@requires(DISCUSSION_WRITE)
def new(workshop_slug: str) -> ResponseReturnValue:
    form = QuestionForm(formdata=None, lesson=request.args.get("lesson", ""))
    return _question_page(form.offer(course_of(g.reach.workshop.revision)), _tried(request.args))


@bp.post("/w/<workshop_slug>/discussion")
@open_when_closed
@requires(DISCUSSION_WRITE)
def ask(workshop_slug: str) -> ResponseReturnValue:
    form = QuestionForm().offer(course_of(g.reach.workshop.revision))
    about = _tried(request.form)
    if not form.validate():
        return _question_page(form, about), 422
    if is_closed():
        return _question_page(form, about), 409
    staff = g.reach.is_staff
    try:
        topic = service.post_question(
            g.reach.workshop,
            current_user.person,
            form.text.data,
            clock.now(),
            lesson_id=form.lesson.data,
            about=about,
            anonymous=form.anonymous.data and not staff,
            by_staff=staff,
        )
    except LmsError as problem:
        return _question_page(with_problem(form, form.text, problem), about), problem.status
    flash(_("Your question is sent. You see the answer here."), "success")
    return to_topic(topic.id)


@bp.get("/w/<workshop_slug>/discussion/<int:topic_id>")
@requires(DISCUSSION_READ)
def topic(workshop_slug: str, topic_id: int) -> ResponseReturnValue:
    return _topic_page(topic_id, AnswerForm(formdata=None))


@bp.post("/w/<workshop_slug>/discussion/<int:topic_id>")
@open_when_closed
@requires(DISCUSSION_WRITE)
def answer(workshop_slug: str, topic_id: int) -> ResponseReturnValue:
    """Answer a question, or add to it."""
    form = AnswerForm()
    if not form.validate():
        return _topic_page(topic_id, form), 422
    if is_closed():
        return _topic_page(topic_id, form), 409
    found = queries.topic_in(g.reach.workshop, topic_id, this_viewer())
    try:
        service.post_reply(
            found,
            current_user.person,
            form.text.data,
            clock.now(),
            by_staff=g.reach.is_staff,
            still_open=form.still_open.data,
        )
    except LmsError as problem:
        return _topic_page(topic_id, with_problem(form, form.text, problem)), problem.status
    flash(_("Your answer is sent."), "success")
    return to_topic(topic_id)


@bp.post("/w/<workshop_slug>/discussion/<int:topic_id>/seen")
@open_when_closed
@requires(DISCUSSION_READ)
def seen(workshop_slug: str, topic_id: int) -> ResponseReturnValue:
    found = queries.topic_in(g.reach.workshop, topic_id, this_viewer())
    service.mark_seen([found.id], current_user.person, clock.now())
    if request.form.get("back") == "home":
        return redirect(url_for("today.home"), 303)
    return to_topic(topic_id, anchor=None)


@bp.post("/w/<workshop_slug>/discussion/seen")
@open_when_closed
@requires(DISCUSSION_READ)
def all_seen(workshop_slug: str) -> ResponseReturnValue:
    ids = queries.topic_ids(g.reach.workshop, this_viewer())
    service.mark_seen(ids, current_user.person, clock.now())
    return redirect(url_for(".listed", workshop_slug=workshop_slug), 303)


def this_viewer() -> Viewer:
    return Viewer(current_user.person.id, g.reach.is_staff)


def is_closed() -> bool:
    """Whether this person's practice period is over: then she can only read."""
    if g.reach.is_staff or g.reach.enrolment is None:
        return False
    return is_over(g.reach.enrolment, clock.now())


def with_problem(form: AnyForm, field: Field, problem: LmsError) -> AnyForm:
    """The form with what the service found amiss; what was typed stays in it."""
    put_errors(field, message_of(problem))
    return form


def to_topic(topic_id: int, anchor: str | None = POSTED) -> ResponseReturnValue:
    """Go to a topic, to what was just sent."""
    slug = g.reach.workshop.slug
    return redirect(
        url_for("discussion.topic", workshop_slug=slug, topic_id=topic_id, _anchor=anchor), 303
    )


def _lesson_titles() -> dict[str, str]:
    course = course_of(g.reach.workshop.revision)
    return {lesson.id: lesson.title for lesson in course.lessons}


def _tried(given: Mapping[str, str]) -> ExerciseTry | None:
    """The own try that a question is about, as an address or a form names it; None without.

    Raises NotFound for one that she has not answered.
    """
    exercise_id, number = given.get("exercise", ""), given.get("number", "")
    if not exercise_id or g.reach.enrolment is None:
        return None
    return try_of(g.reach.enrolment, exercise_id, int(number) if number.isdecimal() else 0)


def _question_page(form: QuestionForm, about: ExerciseTry | None = None) -> str:
    return render_template(
        "discussion/ask.html",
        form=form,
        about=about,
        variant=variant_of(about) if about else None,
        staff=g.reach.is_staff,
        closed=is_closed(),
    )


def _topic_page(topic_id: int, form: AnswerForm) -> str:
    found, replies = queries.page_of(g.reach.workshop, topic_id, this_viewer())
    return render_template(
        "discussion/topic.html",
        topic=found,
        replies=replies,
        form=form,
        lessons=_lesson_titles(),
        variant=queries.asked_about(found.id),
        staff=g.reach.is_staff,
        closed=is_closed(),
    )
