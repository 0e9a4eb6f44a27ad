"""Pages that change many marks at once: a corrected question, one more accepted answer."""

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from lms import clock
from lms.access import Permission, requires
from lms.errors import NotFound
from lms.grading import queries_regrade, service_regrade
from lms.grading.forms import AcceptForm
from lms.grading.regrading import REFUSAL_WORDS
from lms.grading.routes import bp
from lms.language import mark
from lms.publishing.queries import course_of
from lms.questions.short_answer import ShortAnswerQuestion


@bp.get("/w/<workshop_slug>/grading/quizzes/<quiz_id>/regrade")
@requires(Permission.ANSWER_GRADE)
def regrade(workshop_slug: str, quiz_id: str) -> ResponseReturnValue:
    """Show whose score would change by how much if the corrected questions judged again."""
    return _plan_page(quiz_id)


@bp.post("/w/<workshop_slug>/grading/quizzes/<quiz_id>/regrade")
@requires(Permission.ANSWER_GRADE)
def apply_regrade(workshop_slug: str, quiz_id: str) -> ResponseReturnValue:
    """Give the chosen attempts their new marks."""
    chosen = set(request.form.getlist("attempt", int))
    try:
        count = service_regrade.regrade(
            g.reach.workshop,
            quiz_id,
            chosen,
            request.form.get("seen", ""),
            current_user.person,
            clock.now(),
        )
    except service_regrade.ChangedMeanwhile:
        return _plan_page(quiz_id, meanwhile=True), 409
    if not count:
        flash(_("Nobody was chosen. Nothing changed."), "info")
    else:
        flash(
            ngettext("%(num)d score is corrected.", "%(num)d scores are corrected.", count),
            "success",
        )
    address = url_for(".regrade", workshop_slug=workshop_slug, quiz_id=quiz_id)
    return redirect(address, 303)


def _plan_page(quiz_id: str, *, meanwhile: bool = False) -> str:
    workshop = g.reach.workshop
    try:
        title = course_of(workshop.revision).quiz(quiz_id).title
    except NotFound:  # a quiz of an earlier revision
        title = quiz_id
    return render_template(
        "grading/regrade.html",
        quiz_id=quiz_id,
        title=title,
        plan=queries_regrade.plan_of(workshop, quiz_id),
        refusal_words=REFUSAL_WORDS,
        revision=workshop.revision,
        meanwhile=meanwhile,
    )


@bp.get("/w/<workshop_slug>/grading/quizzes/<quiz_id>/answers/<question_id>")
@requires(Permission.ANSWER_GRADE)
def wordings(workshop_slug: str, quiz_id: str, question_id: str) -> ResponseReturnValue:
    """Show what people wrote in a short answer, and what is accepted."""
    question = _short_answer(quiz_id, question_id)
    return render_template(
        "grading/wordings.html",
        variant=question.variant(0),
        question=question,
        quiz=course_of(g.reach.workshop.revision).quiz(quiz_id),
        wordings=queries_regrade.wordings(g.reach.workshop, quiz_id, question),
    )


@bp.post("/w/<workshop_slug>/grading/quizzes/<quiz_id>/answers/<question_id>")
@requires(Permission.ANSWER_GRADE)
def accept(workshop_slug: str, quiz_id: str, question_id: str) -> ResponseReturnValue:
    """Accept a short answer for everybody, or accept it no longer."""
    question = _short_answer(quiz_id, question_id)
    form = AcceptForm()
    if form.validate():
        backwards = request.form.get("accepted") == "no"
        change = service_regrade.take_back if backwards else service_regrade.accept
        person, now = current_user.person, clock.now()
        count = change(g.reach.workshop, quiz_id, question.id, form.text.data, person, now)
        sentence = mark("“%(text)s” is not accepted any more. Marks changed: %(count)s.")
        if not backwards:
            sentence = mark("“%(text)s” is accepted now. Marks changed: %(count)s.")
        flash(_(sentence, text=form.text.data, count=count), "success")
    address = url_for(
        ".wordings", workshop_slug=workshop_slug, quiz_id=quiz_id, question_id=question_id
    )
    return redirect(address, 303)


def _short_answer(quiz_id: str, question_id: str) -> ShortAnswerQuestion:
    """Return a short-answer question of the course. Raises NotFound."""
    questions = queries_regrade.questions_in(course_of(g.reach.workshop.revision), quiz_id)
    question = questions.get(question_id)
    if not isinstance(question, ShortAnswerQuestion):
        raise NotFound(mark("There is no such question with a short answer."))
    return question
