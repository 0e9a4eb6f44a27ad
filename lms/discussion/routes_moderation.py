"""Pages for staff: announcing, pinning, settling, hiding, carrying over, opening a name."""

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from lms import clock
from lms.access import open_when_closed, requires
from lms.discussion import moderation, queries, service
from lms.discussion.blueprint import bp
from lms.discussion.forms import AnnouncementForm, CarryForm, ReasonForm
from lms.discussion.models import Reply, Topic
from lms.discussion.permissions import DISCUSSION_ANNOUNCE, DISCUSSION_MODERATE, DISCUSSION_UNMASK
from lms.discussion.routes import this_viewer, to_topic, with_problem
from lms.errors import LmsError


@bp.get("/w/<workshop_slug>/discussion/announce")
@requires(DISCUSSION_ANNOUNCE)
def new_announcement(workshop_slug: str) -> ResponseReturnValue:
    return render_template("discussion/announce.html", form=AnnouncementForm(formdata=None))


@bp.post("/w/<workshop_slug>/discussion/announce")
@open_when_closed
@requires(DISCUSSION_ANNOUNCE)
def announce(workshop_slug: str) -> ResponseReturnValue:
    form = AnnouncementForm()
    if not form.validate():
        return render_template("discussion/announce.html", form=form), 422
    try:
        topic = service.post_announcement(
            g.reach.workshop, current_user.person, form.text.data, clock.now()
        )
    except LmsError as problem:
        with_problem(form, form.text, problem)
        return render_template("discussion/announce.html", form=form), problem.status
    flash(_("Announced. Participants see it on their page Today."), "success")
    return to_topic(topic.id)


@bp.post("/w/<workshop_slug>/discussion/<int:topic_id>/pin")
@open_when_closed
@requires(DISCUSSION_MODERATE)
def pin(workshop_slug: str, topic_id: int) -> ResponseReturnValue:
    """Keep a topic at the top of the list (`pinned` filled in), or no longer."""
    pinned = bool(request.form.get("pinned"))
    moderation.pin_topic(_topic(topic_id), current_user.person, clock.now(), pinned=pinned)
    flash(_("Pinned.") if pinned else _("No longer pinned."), "success")
    return to_topic(topic_id, anchor=None)


@bp.post("/w/<workshop_slug>/discussion/<int:topic_id>/settle")
@open_when_closed
@requires(DISCUSSION_MODERATE)
def settle(workshop_slug: str, topic_id: int) -> ResponseReturnValue:
    """Say that a question is answered (`answered` filled in), or that it is not."""
    answered = bool(request.form.get("answered"))
    moderation.settle_question(_topic(topic_id), clock.now(), answered=answered)
    flash(_("Marked as answered.") if answered else _("Marked as unanswered."), "success")
    return to_topic(topic_id, anchor=None)


@bp.get("/w/<workshop_slug>/discussion/<int:topic_id>/hide")
@bp.get("/w/<workshop_slug>/discussion/<int:topic_id>/replies/<int:reply_id>/hide")
@requires(DISCUSSION_MODERATE)
def ask_hide(workshop_slug: str, topic_id: int, reply_id: int | None = None) -> ResponseReturnValue:
    """Ask for the reason before a topic or an answer is hidden."""
    _post(_topic(topic_id), reply_id)
    return _hide_page(ReasonForm(formdata=None), topic_id)


@bp.post("/w/<workshop_slug>/discussion/<int:topic_id>/hide")
@bp.post("/w/<workshop_slug>/discussion/<int:topic_id>/replies/<int:reply_id>/hide")
@open_when_closed
@requires(DISCUSSION_MODERATE)
def hide(workshop_slug: str, topic_id: int, reply_id: int | None = None) -> ResponseReturnValue:
    topic = _topic(topic_id)
    post = _post(topic, reply_id)
    form = ReasonForm()
    if not form.validate():
        return _hide_page(form, topic_id), 422
    moderation.hide_post(post, topic, form.reason.data, current_user.person, clock.now())
    flash(_("Hidden. It is kept, and its author sees the reason."), "success")
    return to_topic(topic_id, anchor=None)


@bp.post("/w/<workshop_slug>/discussion/<int:topic_id>/show-again")
@bp.post("/w/<workshop_slug>/discussion/<int:topic_id>/replies/<int:reply_id>/show-again")
@open_when_closed
@requires(DISCUSSION_MODERATE)
def show_again(
    workshop_slug: str, topic_id: int, reply_id: int | None = None
) -> ResponseReturnValue:
    topic = _topic(topic_id)
    moderation.unhide_post(_post(topic, reply_id), topic, current_user.person, clock.now())
    flash(_("Participants can see it again."), "success")
    return to_topic(topic_id, anchor=None)


@bp.get("/w/<workshop_slug>/discussion/earlier")
@requires(DISCUSSION_ANNOUNCE)
def earlier(workshop_slug: str) -> ResponseReturnValue:
    """List what earlier workshops of the program pinned, to carry it over."""
    pinned = queries.pinned_before(g.reach.workshop)
    return render_template("discussion/earlier.html", pinned=pinned)


@bp.get("/w/<workshop_slug>/discussion/earlier/<int:earlier_id>")
@requires(DISCUSSION_ANNOUNCE)
def ask_carry(workshop_slug: str, earlier_id: int) -> ResponseReturnValue:
    """Show a question and its answer, to be freed from names before they are carried over."""
    source, number = queries.carriable(g.reach.workshop, earlier_id)
    form = CarryForm(formdata=None, question=source.text, answer=queries.staff_answer(source))
    return render_template("discussion/carry.html", form=form, number=number)


@bp.post("/w/<workshop_slug>/discussion/earlier/<int:earlier_id>")
@open_when_closed
@requires(DISCUSSION_ANNOUNCE)
def carry(workshop_slug: str, earlier_id: int) -> ResponseReturnValue:
    source, number = queries.carriable(g.reach.workshop, earlier_id)
    form = CarryForm()
    if not form.validate():
        return render_template("discussion/carry.html", form=form, number=number), 422
    try:
        topic = moderation.copy_topic(
            source,
            number,
            g.reach.workshop,
            form.question.data,
            form.answer.data,
            current_user.person,
            clock.now(),
        )
    except LmsError as problem:
        with_problem(form, form.answer, problem)
        return render_template("discussion/carry.html", form=form, number=number), problem.status
    flash(_("Carried over and pinned."), "success")
    return to_topic(topic.id)


@bp.get("/w/<workshop_slug>/discussion/<int:topic_id>/author")
@requires(DISCUSSION_UNMASK)
def ask_author(workshop_slug: str, topic_id: int) -> ResponseReturnValue:
    """Ask for the reason before the name of an anonymous asker is opened."""
    _topic(topic_id)
    return _author_page(ReasonForm(formdata=None), topic_id)


@bp.post("/w/<workshop_slug>/discussion/<int:topic_id>/author")
@open_when_closed
@requires(DISCUSSION_UNMASK)
def author(workshop_slug: str, topic_id: int) -> ResponseReturnValue:
    """Tell an organiser who asked anonymously; it stays on record."""
    topic = _topic(topic_id)
    form = ReasonForm()
    if not form.validate():
        return _author_page(form, topic_id), 422
    name = moderation.open_name(topic, form.reason.data, current_user.person, clock.now())
    flash(_("Asked by %(name)s. That you opened this is on record.", name=name or "-"), "warning")
    return redirect(url_for(".topic", workshop_slug=workshop_slug, topic_id=topic_id), 303)


def _topic(topic_id: int) -> Topic:
    return queries.topic_in(g.reach.workshop, topic_id, this_viewer())


def _post(topic: Topic, reply_id: int | None) -> Topic | Reply:
    return topic if reply_id is None else queries.reply_in(topic, reply_id)


def _hide_page(form: ReasonForm, topic_id: int) -> str:
    return render_template("discussion/hide.html", form=form, topic_id=topic_id)


def _author_page(form: ReasonForm, topic_id: int) -> str:
    return render_template("discussion/author.html", form=form, topic_id=topic_id)
