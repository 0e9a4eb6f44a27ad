"""Pages about the questions of quizzes, for trainers."""

from flask import g, render_template, request
from flask.typing import ResponseReturnValue

from lms.access import requires
from lms.analysis import words
from lms.analysis.blueprint import bp
from lms.analysis.queries import counts, first_quiz_attempts, of_program, of_workshop
from lms.analysis.rules import analyse
from lms.publishing.queries import course_of
from lms.reports.permissions import REPORT_SEE

POOLED = "program"


@bp.get("/w/<workshop_slug>/analysis")
@requires(REPORT_SEE)
def quizzes(workshop_slug: str) -> ResponseReturnValue:
    """List the quizzes of the course with how many people have handed them in."""
    workshop = g.reach.workshop
    return render_template(
        "analysis/quizzes.html",
        course=course_of(workshop.revision),
        here=counts(of_workshop(workshop)),
    )


@bp.get("/w/<workshop_slug>/analysis/<quiz_id>")
@requires(REPORT_SEE)
def quiz(workshop_slug: str, quiz_id: str) -> ResponseReturnValue:
    """Show what first attempts say about the questions of a quiz, one form at a time."""
    workshop = g.reach.workshop
    shown = course_of(workshop.revision).quiz(quiz_id)
    form = request.args.get("form", "")
    form = form if form in shown.forms else next(iter(shown.forms))
    is_pooled = request.args.get("of") == POOLED
    whose = of_program(workshop) if is_pooled else of_workshop(workshop)
    quiz_attempts = first_quiz_attempts(whose, shown, form, workshop.revision)
    return render_template(
        "analysis/quiz.html",
        quiz=shown,
        form=form,
        is_pooled=is_pooled,
        analysis=analyse(shown.questions(form), quiz_attempts),
        words=words,
    )
