"""What a phone without a line takes along, all questions of an attempt, and what it brings back."""

from datetime import datetime

from flask import g, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from lms import clock
from lms.access import requires
from lms.content.settings import ReviewTime
from lms.errors import Invalid, LmsError, NotFound
from lms.language import gettext_noop
from lms.questions import Answer, Grade, Question, Variant
from lms.quizzes.attempts import pages, queries, queries_saves, rules
from lms.quizzes.attempts.attempt import QuizAttempt
from lms.quizzes.attempts.forms import DeliveryForm
from lms.quizzes.attempts.queries_accepting import accepted_in
from lms.quizzes.attempts.saves import AnswerSheet
from lms.quizzes.attempts.service_delivery import Delivered, deliver_answers
from lms.quizzes.blueprint import bp
from lms.quizzes.permissions import QUIZ_SIT
from lms.quizzes.words import KIND_NAMES
from lms.web.languages import clock_time, message_of


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


def question_values(
    quiz_attempt: QuizAttempt,
    position: int,
    now: datetime,
    sheet: AnswerSheet,
    answer: Answer | None,
    typed: Answer | None = None,
    refused: LmsError | None = None,
) -> dict[str, object]:
    """What the page of a question shows; `typed` is what stood there if that was refused."""
    variant = quiz_attempt.variant(position)
    is_checked = sheet.is_checked(position)
    noted = rules.problem_with(variant, answer)
    saved_at = sheet.saved_at(position)
    number = sheet.last_number.get(position, 0)
    return {
        "quiz_attempt": quiz_attempt,
        "quiz": quiz_attempt.quiz,
        "kind_name": KIND_NAMES[quiz_attempt.quiz.kind],
        "position": position,
        "variant": variant,
        "checkable": quiz_attempt.is_checkable(position),
        "checked": _checked(quiz_attempt, variant, answer) if is_checked and answer else None,
        # What is not offered cannot be shown chosen, and a checked answer holds.
        "answer": typed if refused and not (variant.options or is_checked) else answer,
        "errors": [message_of(problem) for problem in (refused or noted,) if problem],
        "noted": noted if refused is None else None,
        "steps": tuple((each, sheet.is_answered(each)) for each in quiz_attempt.positions),
        "remaining": quiz_attempt.remaining(now),
        "more": more_time(quiz_attempt),
        "saved_at": clock_time(saved_at, g.reach.workshop.zone) if saved_at else None,
        "client": pages.signed(quiz_attempt.attempt.id, position, number, answer, now),
        "save_number": number,
        "attempt_url": attempt_url(),
    }


def attempt_url() -> str:
    """The address of the attempt whose page is asked for: what stands before its last part.

    Cheaper than to have it put together at every page.
    """
    return (request.script_root + request.path).rpartition("/")[0]


def more_time(quiz_attempt: QuizAttempt) -> str | None:
    """What a person is told to whom a trainer gave minutes, None if she has none."""
    if not quiz_attempt.given or quiz_attempt.ends_at is None:
        return None
    ends = clock_time(quiz_attempt.ends_at, g.reach.workshop.zone, named=True)
    words: str = _("You were given more time: until %(time)s.", time=ends)
    return words


def _checked(
    quiz_attempt: QuizAttempt, variant: Variant[Question], answer: Answer
) -> dict[str, object]:
    """What is shown of an answer that was checked."""
    accepted = accepted_in(g.reach.workshop.id, quiz_attempt.quiz.id)
    credit, by_key = accepted.credit(variant, answer), variant.grade(answer)
    # What the author says to a wrong answer does not fit one that a trainer accepts.
    regraded = credit != by_key.credit
    return {
        "shows": quiz_attempt.quiz.review.at(ReviewTime.DURING),
        "grade": Grade(credit, Markup() if regraded else by_key.feedback),
        "by_key": not regraded,
    }
