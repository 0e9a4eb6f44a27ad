"""Pages that change many marks at once: a corrected question, one more accepted answer."""

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from lms import clock
from lms.access import requires
from lms.errors import NotFound
from lms.grading import queries_regrade, queries_words, service_regrade
from lms.grading.blueprint import bp
from lms.grading.forms import AcceptForm
from lms.grading.permissions import ANSWER_GRADE
from lms.grading.regrading import REFUSAL_WORDS
from lms.language import gettext_noop
from lms.publishing.queries import course_of
from lms.questions import Question
from lms.questions.written_words import is_near_key, places_of

_NO_WORDS = gettext_noop("There is no such question in which words are typed.")


@bp.get("/w/<workshop_slug>/grading/quizzes/<quiz_id>/regrade")
@requires(ANSWER_GRADE)
def regrade(workshop_slug: str, quiz_id: str) -> ResponseReturnValue:
    """Show whose score would change by how much if the corrected questions judged again."""
    return _plan_page(quiz_id)


@bp.post("/w/<workshop_slug>/grading/quizzes/<quiz_id>/regrade")
@requires(ANSWER_GRADE)
def apply_regrade(workshop_slug: str, quiz_id: str) -> ResponseReturnValue:
    """Give the chosen attempts their new marks."""
    chosen = set(request.form.getlist("attempt", int))
    try:
        count = service_regrade.regrade_attempts(
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
@requires(ANSWER_GRADE)
def wordings(workshop_slug: str, quiz_id: str, question_id: str) -> ResponseReturnValue:
    """Show what people typed where words are asked for, and what is accepted."""
    question = _asking_for_words(quiz_id, question_id)
    return render_template(
        "grading/wordings.html",
        variant=question.variant(0),
        question=question,
        quiz=course_of(g.reach.workshop.revision).quiz(quiz_id),
        places=queries_words.typed_wordings(g.reach.workshop, quiz_id, question),
    )


@bp.post("/w/<workshop_slug>/grading/quizzes/<quiz_id>/answers/<question_id>")
@requires(ANSWER_GRADE)
def accept(workshop_slug: str, quiz_id: str, question_id: str) -> ResponseReturnValue:
    """Accept what was typed for everybody, or accept it no longer."""
    question = _asking_for_words(quiz_id, question_id)
    words = service_regrade.WordPlace(quiz_id, question.id, request.form.get("place", 0, int))
    if words.place not in places_of(question):
        raise NotFound(_NO_WORDS)
    form = AcceptForm()
    if form.validate():
        text, now = form.text.data, clock.now()
        backwards = request.form.get("accepted") == "no"
        given = (g.reach.workshop, words, text, current_user.person, now)
        if backwards:
            misspelled = is_near_key(question, words.place, text)
            count = service_regrade.take_back(*given, misspelled=misspelled)
        else:
            count = service_regrade.accept_wording(*given)
        sentence = gettext_noop("“%(text)s” is not accepted any more. Marks changed: %(count)s.")
        if not backwards:
            sentence = gettext_noop("“%(text)s” is accepted now. Marks changed: %(count)s.")
        flash(_(sentence, text=text, count=count), "success")
    address = url_for(
        ".wordings", workshop_slug=workshop_slug, quiz_id=quiz_id, question_id=question_id
    )
    return redirect(address, 303)


def _asking_for_words(quiz_id: str, question_id: str) -> Question:
    """A question of the course in which words are typed. Raises NotFound."""
    questions = queries_regrade.questions_in(course_of(g.reach.workshop.revision), quiz_id)
    question = questions.get(question_id)
    if question is None or not places_of(question):
        raise NotFound(_NO_WORDS)
    return question
