"""What a phone without a line takes along, all questions of an attempt, and what it brings back."""

from flask import g, jsonify, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from lms import clock
from lms.access import requires
from lms.errors import Invalid, NotFound
from lms.language import gettext_noop
from lms.quizzes.attempts import queries, queries_saves
from lms.quizzes.attempts.forms import DeliveryForm
from lms.quizzes.attempts.pages import attempt_url, question_values
from lms.quizzes.attempts.service_delivery import Delivered, deliver_answers
from lms.quizzes.blueprint import bp
from lms.quizzes.permissions import QUIZ_SIT


@bp.get("/w/<workshop_slug>/attempts/<int:attempt_id>/sheet")
@requires(QUIZ_SIT)
def sheet(workshop_slug: str, attempt_id: int) -> ResponseReturnValue:
    """All questions that can still be answered, as their pages show them, and a check page.

    A script fetches it with the first page, so that the rest needs no connection.
    """
    now = clock.now()
    quiz_attempt = queries.quiz_attempt_in(g.reach.enrolment, attempt_id)
    if quiz_attempt.is_over(now):
        raise NotFound(gettext_noop("This attempt is over."))
    sheet = queries_saves.sheet_of(quiz_attempt)
    answers = queries_saves.answers_on(sheet)
    total = len(quiz_attempt.positions)
    return jsonify(
        questions={
            position: {
                "html": render_template(
                    "quizzes/attempts/_question.html",
                    **question_values(quiz_attempt, position, now, sheet, answers.get(position)),
                ),
                "answered": sheet.is_answered(position),
            }
            for position in quiz_attempt.positions
            if not sheet.is_checked(position)
        },
        total=total,
        heading=_("Question %(number)s of %(total)s", number="{number}", total=total),
        file=_("A file needs a connection. Answer the other questions first, then come back."),
        check={
            "heading": _("Check your answers"),
            "html": render_template(
                "quizzes/attempts/_check_offline.html",
                positions=quiz_attempt.positions,
                attempt_url=attempt_url(),
            ),
        },
    )


@bp.post("/w/<workshop_slug>/attempts/<int:attempt_id>/deliver")
@requires(QUIZ_SIT)
def deliver(workshop_slug: str, attempt_id: int) -> ResponseReturnValue:
    """Take the answers, and say what became of them."""
    now = clock.now()
    quiz_attempt = queries.quiz_attempt_to_change(g.reach.enrolment, attempt_id, now)
    form = DeliveryForm()
    if not form.validate():
        raise Invalid(gettext_noop("These answers cannot be read. Show them to your trainer."))
    log = form.entries(attempt_id)
    done = deliver_answers(quiz_attempt, log, form.receipt.data, form.hand_in.data == "1", now)
    page = "result" if quiz_attempt.is_handed_in else "check"
    return jsonify(
        message=_words(done, quiz_attempt.is_handed_in),
        next=url_for(f".{page}", workshop_slug=workshop_slug, attempt_id=attempt_id),
    )


def _words(done: Delivered, handed_in: bool) -> str:
    words = [
        _("Your answers have arrived and are handed in.")
        if handed_in
        else _("Your answers have arrived.")
    ]
    if done.left_out:
        words.append(
            ngettext(
                "%(num)d answer does not count: it was given after the end, another one was "
                "checked before it came, or it cannot be used.",
                "%(num)d answers do not count: they were given after the end, others were checked "
                "before they came, or they cannot be used.",
                done.left_out,
            )
        )
    return " ".join(words)
