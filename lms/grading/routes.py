"""Pages of grading."""

from dataclasses import dataclass

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from lms import clock
from lms.access import Permission, requires
from lms.content.values import Course
from lms.errors import NotFound
from lms.grading import queries, rules, service
from lms.grading.forms import GradeForm
from lms.grading.queries import Pile
from lms.language import number
from lms.publishing.queries import course_of
from lms.questions.essay import Essay
from lms.quizzes.models import Answer
from lms.quizzes.queries import asked, overdue_sittings
from lms.quizzes.service import close_overdue
from lms.web.forms import put_errors
from lms.web.languages import told

bp = Blueprint("grading", __name__)


@dataclass(frozen=True)
class Entry:
    """A pile in the queue, with the words to show."""

    pile: Pile
    quiz_title: str
    title: str
    answer_id: int


@bp.get("/w/<workshop_slug>/grading")
@requires(Permission.ANSWER_GRADE)
def queue(workshop_slug: str) -> ResponseReturnValue:
    """Show the answers to grade, question by question."""
    workshop = g.reach.workshop
    course = course_of(workshop.revision)
    rows = [_entry(course, pile) for pile in queries.piles_in(workshop)]
    return render_template(
        "grading/queue.html",
        rows=rows,
        waiting=sum(len(row.pile.waiting) for row in rows),
        overdue=len(overdue_sittings(clock.now(), workshop)),
    )


@bp.post("/w/<workshop_slug>/grading")
@requires(Permission.ANSWER_GRADE)
def collect(workshop_slug: str) -> ResponseReturnValue:
    """Hand in the attempts that ran out of time, so that their answers can be graded."""
    count = close_overdue(clock.now(), g.reach.workshop)
    flash(
        ngettext("%(num)d attempt is handed in.", "%(num)d attempts are handed in.", count),
        "success",
    )
    return redirect(url_for(".queue", workshop_slug=workshop_slug), 303)


@bp.get("/w/<workshop_slug>/grading/<int:answer_id>")
@requires(Permission.ANSWER_GRADE)
def answer(workshop_slug: str, answer_id: int) -> ResponseReturnValue:
    """Show one answer beside its question, rubric and example."""
    found = queries.answer_in(g.reach.workshop, answer_id)
    form = GradeForm(formdata=None, comment=found.comment, version=found.version)
    if found.credit is not None:
        form.points.data = _written(found)
    return _page(found, form)


@bp.post("/w/<workshop_slug>/grading/<int:answer_id>")
@requires(Permission.ANSWER_GRADE)
def grade(workshop_slug: str, answer_id: int) -> ResponseReturnValue:
    """Give points and a comment, then show the next answer to the same question."""
    workshop = g.reach.workshop
    found = queries.answer_in(workshop, answer_id, lock=True)
    form = GradeForm()
    if not form.validate():
        return _page(found, form), 422
    comment = form.comment.data or ""
    grader, version = current_user.person, form.seen_version()
    try:
        points = rules.read_points(form.points.data, rules.most_points(asked(found)))
        service.grade(found, points, comment, grader, version, clock.now())
    except rules.InvalidPoints as problem:
        put_errors(form.points, told(problem))
        return _page(found, form), 422
    except service.GradedMeanwhile:
        form.version.data = str(found.version)
        return _page(found, form, meanwhile=True), 409
    following = queries.pile_of(workshop, found).next_waiting(after=answer_id)
    if following is None:
        flash(_("Saved. Every answer to this question is graded."), "success")
        return redirect(url_for(".queue", workshop_slug=workshop_slug), 303)
    flash(_("Saved. Here is the next answer."), "success")
    return redirect(url_for(".answer", workshop_slug=workshop_slug, answer_id=following), 303)


def _entry(course: Course, pile: Pile) -> Entry:
    quiz_title, title = pile.quiz_id, pile.question_id
    try:
        quiz = course.quiz(pile.quiz_id)
    except NotFound:  # a question of an earlier revision
        pass
    else:
        quiz_title = quiz.title
        titles = {q.id: q.title for questions in quiz.forms.values() for q in questions}
        title = titles.get(title) or title
    return Entry(pile, quiz_title, title, pile.next_waiting() or pile.answer_ids[0])


def _page(found: Answer, form: GradeForm, *, meanwhile: bool = False) -> str:
    workshop = g.reach.workshop
    variant = asked(found)
    pile = queries.pile_of(workshop, found)
    place = pile.answer_ids.index(found.id) + 1 if found.id in pile.answer_ids else None
    before, after = pile.neighbours(found.id)
    return render_template(
        "grading/answer.html",
        answer=found,
        name=found.attempt.enrolment.person.name,
        variant=variant,
        has_rubric=isinstance(variant, Essay),
        most=rules.most_points(variant),
        form=form,
        pile=pile,
        place=place,
        before=before,
        after=after,
        history=queries.history_of(workshop, found),
        meanwhile=meanwhile,
        points_now=_written(found) if found.credit is not None else None,
    )


def _written(found: Answer) -> str:
    """Return the points of a graded answer as its grader would type them."""
    assert found.credit is not None
    points = found.credit * rules.most_points(asked(found))
    return number(points)
