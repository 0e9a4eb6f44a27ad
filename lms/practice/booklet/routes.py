"""Pages of booklets: making, printing, and typing in what was answered on paper."""

from dataclasses import dataclass, field
from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from lms import clock
from lms.access import open_when_closed, open_when_lent, requires
from lms.database import reading
from lms.errors import NotFound
from lms.language import gettext_noop
from lms.practice.booklet import queries, service
from lms.practice.booklet.answers import LETTERS, as_typed_in, is_unreadable, read_answer, way_of
from lms.practice.booklet.blueprint import bp
from lms.practice.booklet.permissions import BOOKLET_KEEP
from lms.practice.booklet.printing import booklets_pdf
from lms.practice.booklet.queries import PaperQuestion
from lms.practice.booklet.rules import code_of
from lms.practice.models import ExerciseTry, PracticeSitting
from lms.practice.permissions import EXERCISE_PRACTISE
from lms.questions import Answer, InvalidAnswer
from lms.web.languages import message_of
from lms.web.pdf import pdf_answer
from lms.workshops.models import Enrolment
from lms.workshops.queries import enrolment_in, enrolments_in
from lms.workshops.taking import note_taken


@dataclass
class _Row:
    """A question with its boxes as they were typed, what is wrong with them, and what is kept."""

    question: PaperQuestion
    kept: ExerciseTry | None
    texts: list[str] = field(default_factory=list)
    unreadable: bool = False
    error: str = ""

    @property
    def way(self) -> str:
        return way_of(self.question.variant).value

    @property
    def letters(self) -> list[tuple[str, str, str]]:
        """The options as they are called on paper: key, letter, and the text for who hears it."""
        options = self.question.variant.options
        return [
            (option.key, letter, f"{letter}: {option.text.striptags()}")
            for letter, option in zip(LETTERS, options, strict=False)
        ]


@bp.get("/w/<workshop_slug>/booklets")
@requires(BOOKLET_KEEP)
def booklets(workshop_slug: str) -> ResponseReturnValue:
    """Show whose booklets there are; a code typed into the box leads to its booklet."""
    typed = request.args.get("code", "").strip()
    error = ""
    if typed:
        try:
            booklet, _enrolment, read = queries.booklet_in(g.reach.workshop, typed)
        except NotFound as problem:
            error = message_of(problem)
        else:
            url = url_for(".results", workshop_slug=workshop_slug, code=code_of(booklet.id))
            return redirect(url + (f"#q{read.place}" if read.place else ""))
    return _booklets(typed, error)


def _booklets(typed: str, error: str) -> str:
    lines = queries.booklet_lines(enrolments_in(g.reach.workshop))
    return render_template("booklet/booklets.html", lines=lines, typed=typed, error=error)


@bp.post("/w/<workshop_slug>/booklets")
@requires(BOOKLET_KEEP)
def make_all(workshop_slug: str) -> ResponseReturnValue:
    """Make a booklet for everybody enrolled."""
    _make(enrolments_in(g.reach.workshop))
    return redirect(url_for(".booklets", workshop_slug=workshop_slug), 303)


@bp.post("/w/<workshop_slug>/booklets/people/<int:enrolment_id>")
@requires(BOOKLET_KEEP)
def make_one(workshop_slug: str, enrolment_id: int) -> ResponseReturnValue:
    _make([enrolment_in(g.reach.workshop, enrolment_id)])
    return redirect(url_for(".booklets", workshop_slug=workshop_slug), 303)


@bp.post("/w/<workshop_slug>/booklets/mine")
@requires(EXERCISE_PRACTISE)
def make_mine(workshop_slug: str) -> ResponseReturnValue:
    """Make the participant's own booklet."""
    _make([g.reach.enrolment])
    return redirect(url_for("sitting.skills", workshop_slug=workshop_slug), 303)


def _make(enrolments: list[Enrolment]) -> None:
    """Choose, which takes its time, then keep, and say what came of it."""
    workshop, maker, now = g.reach.workshop, current_user.person, clock.now()
    with reading(expire=False):
        plans = queries.planned_booklets(workshop, enrolments, now)
        ready = queries.newest_booklets(enrolments)
    made = service.keep_booklets(workshop, plans, maker, now)
    if made:
        flash(
            ngettext("%(num)s booklet is made.", "%(num)s booklets are made.", made)
            + " "
            + _("Print it now."),
            "success",
        )
    elif ready:
        flash(_("Today's booklet is there already. Print it below."), "info")
    else:
        flash(_("There is nothing to practise yet. Booklets can be made after day 1."), "info")


@bp.post("/w/<workshop_slug>/booklets.pdf")
@open_when_closed
@open_when_lent
@requires(BOOKLET_KEEP)
def print_all(workshop_slug: str) -> ResponseReturnValue:
    """Hand out the newest booklets of everybody, in one file."""
    with reading(expire=False):
        booklets = _newest_of(enrolments_in(g.reach.workshop))
        answer = _printed(booklets, f"buku-latihan-{workshop_slug}.pdf")
    note_taken("booklets", g.reach.workshop, len(booklets))
    return answer


@bp.post("/w/<workshop_slug>/booklets/people/<int:enrolment_id>.pdf")
@open_when_closed
@open_when_lent
@requires(BOOKLET_KEEP)
def print_one(workshop_slug: str, enrolment_id: int) -> ResponseReturnValue:
    """Hand out somebody's newest booklet."""
    with reading(expire=False):
        answer = _printed_of(enrolment_in(g.reach.workshop, enrolment_id))
    note_taken("booklets", g.reach.workshop, 1)
    return answer


@bp.get("/w/<workshop_slug>/booklets/mine.pdf")
@requires(EXERCISE_PRACTISE)
def print_mine(workshop_slug: str) -> ResponseReturnValue:
    return _printed_of(g.reach.enrolment)


def _printed_of(enrolment: Enrolment) -> ResponseReturnValue:
    booklets = _newest_of([enrolment])
    return _printed(booklets, f"buku-latihan-{code_of(booklets[0][1].id)}.pdf")


def _newest_of(enrolments: list[Enrolment]) -> list[tuple[Enrolment, PracticeSitting]]:
    """The newest booklet of each who has one. Raises NotFound if nobody has."""
    found = queries.newest_booklets(enrolments)
    booklets = [(each, found[each.id]) for each in enrolments if each.id in found]
    if not booklets:
        raise NotFound(gettext_noop("No booklet has been made yet."))
    return booklets


def _printed(booklets: list[tuple[Enrolment, PracticeSitting]], name: str) -> ResponseReturnValue:
    return pdf_answer(booklets_pdf(g.reach.workshop, booklets, clock.now()), name)


@bp.get("/w/<workshop_slug>/booklets/<code>")
@requires(BOOKLET_KEEP)
def results(workshop_slug: str, code: str) -> ResponseReturnValue:
    """Show the questions of a booklet in order, each with a box for what was answered."""
    booklet, enrolment, _read = queries.booklet_in(g.reach.workshop, code)
    kept = queries.results_of(booklet)
    rows = [
        _shown(question, kept.get(question.place)) for question in queries.paper_questions(booklet)
    ]
    return _results(booklet, enrolment, rows)


@bp.post("/w/<workshop_slug>/booklets/<code>")
@requires(BOOKLET_KEEP)
def type_results(workshop_slug: str, code: str) -> ResponseReturnValue:
    """Keep what was typed in; one that cannot be read comes back with all others as typed."""
    booklet, enrolment, _read = queries.booklet_in(g.reach.workshop, code)
    kept = queries.results_of(booklet)
    rows, answers = [], {}
    for question in queries.paper_questions(booklet):
        row = _sent(question, kept.get(question.place))
        rows.append(row)
        try:
            answer = read_answer(question.variant, row.texts, unreadable=row.unreadable)
        except InvalidAnswer as problem:
            row.error = message_of(problem)
            continue
        if answer is not None or f"had-{question.place}" in request.form:
            answers[question.place] = answer
    if any(row.error for row in rows):
        return _results(booklet, enrolment, rows), 422
    outcome = service.keep_results(booklet, enrolment, answers, current_user.person, clock.now())
    flash(_told(enrolment.person.name, answers, outcome), "success" if outcome.total else "info")
    return redirect(url_for(".booklets", workshop_slug=workshop_slug), 303)


def _told(name: str, answers: dict[int, Answer | None], outcome: service.TypedIn) -> str:
    if not outcome.total:
        return str(_("Nothing has changed in the booklet of %(name)s.", name=name))
    count = sum(answer is not None for answer in answers.values())
    return str(
        ngettext(
            "%(num)s answer of %(name)s is kept.",
            "%(num)s answers of %(name)s are kept.",
            count,
            name=name,
        )
    )


def _shown(question: PaperQuestion, kept: ExerciseTry | None) -> _Row:
    """A row with what is kept in its boxes."""
    if kept is None:
        return _Row(question, None)
    variant = question.variant
    return _Row(
        question, kept, as_typed_in(variant, kept.answer), is_unreadable(variant, kept.answer)
    )


def _sent(question: PaperQuestion, kept: ExerciseTry | None) -> _Row:
    """A row with what was typed into its boxes."""
    texts = request.form.getlist(f"answer-{question.place}")
    return _Row(question, kept, texts, f"unreadable-{question.place}" in request.form)


def _results(booklet: PracticeSitting, enrolment: Enrolment, rows: list[_Row]) -> str:
    values: dict[str, Any] = {
        "booklet": booklet,
        "code": code_of(booklet.id),
        "enrolment": enrolment,
        "rows": rows,
        "wrong": [row for row in rows if row.error],
    }
    return render_template("booklet/results.html", **values)
