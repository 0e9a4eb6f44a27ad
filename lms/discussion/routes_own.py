"""Pages to change what one wrote, or to take it back."""

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from lms import clock
from lms.access import open_when_closed, requires
from lms.discussion import queries, service
from lms.discussion.blueprint import bp
from lms.discussion.forms import AnswerForm, TextForm
from lms.discussion.permissions import DISCUSSION_WRITE
from lms.discussion.routes import this_viewer, to_topic, with_problem
from lms.errors import LmsError


@bp.get("/w/<workshop_slug>/discussion/<int:topic_id>/edit")
@requires(DISCUSSION_WRITE)
def edit(workshop_slug: str, topic_id: int) -> ResponseReturnValue:
    """Show one's own question to write it anew, or to take it back."""
    topic = queries.topic_in(g.reach.workshop, topic_id, this_viewer())
    service.refuse_unless_changeable(topic, current_user.person)
    return _page(TextForm(formdata=None, text=topic.text), topic_id)


@bp.post("/w/<workshop_slug>/discussion/<int:topic_id>/edit")
@open_when_closed
@requires(DISCUSSION_WRITE)
def save(workshop_slug: str, topic_id: int) -> ResponseReturnValue:
    form = TextForm()
    topic = queries.topic_in(g.reach.workshop, topic_id, this_viewer())
    if not form.validate():
        return _page(form, topic_id), 422
    try:
        service.change(topic, current_user.person, form.text.data, clock.now())
    except LmsError as problem:
        return _page(with_problem(form, form.text, problem), topic_id), problem.status
    flash(_("Your question is changed."), "success")
    return to_topic(topic_id)


@bp.post("/w/<workshop_slug>/discussion/<int:topic_id>/withdraw")
@open_when_closed
@requires(DISCUSSION_WRITE)
def withdraw(workshop_slug: str, topic_id: int) -> ResponseReturnValue:
    topic = queries.topic_in(g.reach.workshop, topic_id, this_viewer())
    service.withdraw_topic(topic, current_user.person, clock.now())
    flash(_("Your question is taken back."), "success")
    return redirect(url_for(".listed", workshop_slug=workshop_slug), 303)


@bp.get("/w/<workshop_slug>/discussion/<int:topic_id>/replies/<int:reply_id>/edit")
@requires(DISCUSSION_WRITE)
def edit_reply(workshop_slug: str, topic_id: int, reply_id: int) -> ResponseReturnValue:
    """Show one's own answer to write it anew."""
    topic = queries.topic_in(g.reach.workshop, topic_id, this_viewer())
    reply = queries.reply_in(topic, reply_id)
    service.refuse_unless_own(reply, current_user.person)
    return _page(AnswerForm(formdata=None, text=reply.text), topic_id, reply_id)


@bp.post("/w/<workshop_slug>/discussion/<int:topic_id>/replies/<int:reply_id>/edit")
@open_when_closed
@requires(DISCUSSION_WRITE)
def save_reply(workshop_slug: str, topic_id: int, reply_id: int) -> ResponseReturnValue:
    form = AnswerForm()
    topic = queries.topic_in(g.reach.workshop, topic_id, this_viewer())
    reply = queries.reply_in(topic, reply_id)
    if not form.validate():
        return _page(form, topic_id, reply_id), 422
    try:
        service.change_reply(reply, topic, current_user.person, form.text.data, clock.now())
    except LmsError as problem:
        return _page(with_problem(form, form.text, problem), topic_id, reply_id), problem.status
    flash(_("Your answer is changed."), "success")
    return to_topic(topic_id)


def _page(form: TextForm | AnswerForm, topic_id: int, reply_id: int | None = None) -> str:
    return render_template("discussion/edit.html", form=form, topic_id=topic_id, reply_id=reply_id)
