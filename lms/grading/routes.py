"""Pages of grading: the queue and the desk."""

from dataclasses import dataclass
from fractions import Fraction

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from lms import clock
from lms.access import requires
from lms.content.values import Course
from lms.errors import Conflict, NotFound
from lms.grading import queries, rules, service
from lms.grading.blueprint import bp
from lms.grading.forms import GradeForm, Rubric
from lms.grading.permissions import ANSWER_GRADE
from lms.grading.queries import Pile
from lms.grading.queries_words import ShortAnswerCount, short_ones
from lms.grading.words import ORIGIN_WORDS
from lms.publishing.queries import course_of
from lms.quizzes.attempts.models import Answer
from lms.quizzes.attempts.models_decisions import QuizRelease
from lms.quizzes.attempts.queries import overdue_quiz_attempts, variant_asked
from lms.quizzes.attempts.service import close_overdue
from lms.quizzes.room.queries import deliveries_of
from lms.web.languages import message_of


@bp.app_template_filter("points")
def _points(value: Fraction | str) -> str:
    """Points as a trainer types them: `12,5`."""
    return rules.as_written(Fraction(value))


@dataclass(frozen=True)
class QueueEntry:
    """A pile in the queue, with the words to show."""

    pile: Pile
    title: str
    answer_id: int


@dataclass(frozen=True)
class QuizEntry:
    """A quiz in the queue: its piles, its short answers, and whether its grades are released."""

    quiz_id: str
    title: str
    piles: list[QueueEntry]
    short: list[ShortAnswerCount]
    release: QuizRelease | None

    @property
    def waiting(self) -> int:
        return sum(len(entry.pile.waiting) for entry in self.piles)


@bp.get("/w/<workshop_slug>/grading")
@requires(ANSWER_GRADE)
def queue(workshop_slug: str) -> ResponseReturnValue:
    """Show the answers to grade, quiz by quiz and question by question."""
    workshop = g.reach.workshop
    course = course_of(workshop.revision)
    piles, releases = queries.piles_in(workshop), queries.releases_in(workshop)
    short = short_ones(workshop)
    in_course = [quiz.id for quiz in course.quizzes]
    found = {pile.quiz_id for pile in piles} | {each.quiz_id for each in short}
    rows = [
        QuizEntry(
            quiz_id,
            _titles(course, quiz_id)[0],
            [_entry(course, pile) for pile in piles if pile.quiz_id == quiz_id],
            [each for each in short if each.quiz_id == quiz_id],
            releases.get(quiz_id),
        )
        for quiz_id in [*in_course, *sorted(found.difference(in_course))]
        if quiz_id in found
    ]
    rows.sort(key=lambda row: row.waiting == 0)  # what is to do stands first
    return render_template(
        "grading/queue.html",
        rows=rows,
        waiting=sum(row.waiting for row in rows),
        first=next((e.answer_id for row in rows for e in row.piles if e.pile.waiting), None),
        overdue=len(overdue_quiz_attempts(clock.now(), workshop)),
        quizzes=course.quizzes,
    )


@bp.post("/w/<workshop_slug>/grading")
@requires(ANSWER_GRADE)
def collect(workshop_slug: str) -> ResponseReturnValue:
    """Hand in the attempts that ran out of time, so that their answers can be graded."""
    count = close_overdue(clock.now(), g.reach.workshop)
    flash(
        ngettext("%(num)d attempt is handed in.", "%(num)d attempts are handed in.", count),
        "success",
    )
    return redirect(url_for(".queue", workshop_slug=workshop_slug), 303)


@bp.post("/w/<workshop_slug>/grading/quizzes/<quiz_id>/release")
@requires(ANSWER_GRADE)
def release(workshop_slug: str, quiz_id: str) -> ResponseReturnValue:
    """Show participants what trainers graded in a quiz, or hide it again."""
    workshop = g.reach.workshop
    course_of(workshop.revision).quiz(quiz_id)
    if request.form.get("released") == "no":
        service.withhold(workshop, quiz_id, clock.now(), current_user.person.id)
        flash(_("The grades are hidden again. Participants see that you are still grading."))
    else:
        service.release_grades(workshop, quiz_id, clock.now(), current_user.person.id)
        flash(_("The grades are released. Participants see points and comments now."), "success")
    return redirect(url_for(".queue", workshop_slug=workshop_slug), 303)


@bp.get("/w/<workshop_slug>/grading/<int:answer_id>")
@requires(ANSWER_GRADE)
def answer(workshop_slug: str, answer_id: int) -> ResponseReturnValue:
    """Show one answer beside its question, rubric and example."""
    found = queries.answer_in(g.reach.workshop, answer_id)
    form = GradeForm(formdata=None, comment=found.comment, version=found.version)
    return _page(found, form)


@bp.post("/w/<workshop_slug>/grading/<int:answer_id>")
@requires(ANSWER_GRADE)
def grade(workshop_slug: str, answer_id: int) -> ResponseReturnValue:
    """Give points and a comment, then show the next answer to the same question."""
    workshop, grader, now = g.reach.workshop, current_user.person, clock.now()
    found = queries.answer_in(workshop, answer_id, lock=True)
    form, rubric = GradeForm(), Rubric(rules.criteria_of(variant_asked(found)))
    rubric.take(request.form)
    if "insert" in request.form:
        _insert(form, request.form["insert"])
        return _page(found, form, rubric)
    marks = rubric.read()
    if not form.validate() or marks is None:
        return _page(found, form, rubric), 422
    comment = form.comment.data or ""
    try:
        service.grade_answer(found, marks, comment, grader, form.seen_version(), now)
    except service.GradedMeanwhile:
        form.version.data = str(found.version)
        return _page(found, form, rubric, meanwhile=True), 409
    if form.keep.data:
        _keep(comment)
    following = queries.pile_of(workshop, found).next_waiting(after=answer_id)
    if following is None:
        flash(_("Saved. Every answer to this question is graded."), "success")
        return redirect(url_for(".queue", workshop_slug=workshop_slug), 303)
    flash(_("Saved. Here is the next answer."), "success")
    return redirect(url_for(".answer", workshop_slug=workshop_slug, answer_id=following), 303)


def _insert(form: GradeForm, snippet_id: str) -> None:
    """Add one of the trainer's kept comments to what she has written."""
    known = {str(each.id): each.text for each in queries.snippets_of(current_user.person)}
    parts = [form.comment.data, known.get(snippet_id)]
    form.comment.data = "\n".join(part for part in parts if part)


def _keep(comment: str) -> None:
    """Keep the comment for reuse; the grade is saved even if that cannot be."""
    try:
        service.save_snippet(current_user.person, comment, clock.now())
    except Conflict as problem:
        flash(message_of(problem), "warning")


def _titles(course: Course, quiz_id: str) -> tuple[str, dict[str, str]]:
    """The title of a quiz, and those of its questions; ids for an earlier revision's."""
    try:
        quiz = course.quiz(quiz_id)
    except NotFound:
        return quiz_id, {}
    return quiz.title, {q.id: q.title for questions in quiz.forms.values() for q in questions}


def _entry(course: Course, pile: Pile) -> QueueEntry:
    _quiz_title, titles = _titles(course, pile.quiz_id)
    title = titles.get(pile.question_id) or pile.question_id
    return QueueEntry(pile, title, pile.next_waiting() or pile.answer_ids[0])


def _page(
    found: Answer, form: GradeForm, rubric: Rubric | None = None, *, meanwhile: bool = False
) -> str:
    variant = variant_asked(found)
    criteria = rules.criteria_of(variant)
    most = rules.most_points(criteria)
    pile = queries.pile_of(g.reach.workshop, found)
    place = pile.answer_ids.index(found.id) + 1 if found.id in pile.answer_ids else None
    before, after = pile.neighbours(found.id)
    history = queries.history_of(found)
    if rubric is None:
        rubric = Rubric(criteria)
        rubric.show([Fraction(text) for text in (history[0].rubric or [])] if history else [])
    return render_template(
        "grading/answer.html",
        answer=found,
        name=found.attempt.enrolment.person.name,
        variant=variant,
        rubric=rubric,
        most=most,
        form=form,
        pile=pile,
        place=place,
        before=before,
        after=after,
        history=history,
        origin_words=ORIGIN_WORDS,
        snippets=list(zip("abcdefghi", queries.snippets_of(current_user.person), strict=False)),
        meanwhile=meanwhile,
        points_now=None if found.credit is None else found.credit * most,
        late=[each for each in deliveries_of(found.attempt) if each.late and not each.set_aside_at],
    )
