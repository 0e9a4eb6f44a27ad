"""The page of the comments a trainer uses again."""

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from lms import clock
from lms.access import open_when_closed, requires
from lms.errors import Conflict
from lms.grading import queries, service
from lms.grading.blueprint import bp
from lms.grading.forms import SnippetForm
from lms.grading.permissions import ANSWER_GRADE
from lms.web.forms import put_errors
from lms.web.languages import message_of


@bp.get("/w/<workshop_slug>/grading/comments")
@requires(ANSWER_GRADE)
def snippets(workshop_slug: str) -> ResponseReturnValue:
    return _page(SnippetForm(formdata=None))


@bp.post("/w/<workshop_slug>/grading/comments")
@open_when_closed
@requires(ANSWER_GRADE)
def add_snippet(workshop_slug: str) -> ResponseReturnValue:
    form = SnippetForm()
    if not form.validate():
        return _page(form), 422
    try:
        service.save_snippet(current_user.person, form.text.data, clock.now())
    except Conflict as problem:
        put_errors(form.text, message_of(problem))
        return _page(form), 409
    flash(_("The comment is kept."), "success")
    return redirect(url_for(".snippets", workshop_slug=workshop_slug), 303)


@bp.post("/w/<workshop_slug>/grading/comments/<int:snippet_id>/remove")
@open_when_closed
@requires(ANSWER_GRADE)
def remove_snippet(workshop_slug: str, snippet_id: int) -> ResponseReturnValue:
    service.delete_snippet(queries.snippet_of(current_user.person, snippet_id))
    flash(_("The comment is removed. Answers that have it keep it."), "success")
    return redirect(url_for(".snippets", workshop_slug=workshop_slug), 303)


def _page(form: SnippetForm) -> str:
    return render_template(
        "grading/snippets.html",
        form=form,
        snippets=queries.snippets_of(current_user.person),
        workshop=g.reach.workshop,
    )
