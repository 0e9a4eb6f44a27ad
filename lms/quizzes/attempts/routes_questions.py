"""Pages of an attempt that is going on: one question a screen, the check, handing in."""

from datetime import datetime
from typing import IO

from flask import Response, flash, g, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.access import reads_first, requires
from lms.database import commit_now, reading
from lms.errors import Invalid, LmsError, TooLarge
from lms.questions import Answer
from lms.questions.base import Fields
from lms.quizzes.attempts import queries, queries_saves, rules, service, service_files
from lms.quizzes.attempts.attempt import QuizAttempt
from lms.quizzes.attempts.forms import save_key_of
from lms.quizzes.attempts.pages import attempt_url, more_time, question_values
from lms.quizzes.attempts.saves import Sent
from lms.quizzes.attempts.service_checking import save_and_check
from lms.quizzes.blueprint import bp
from lms.quizzes.permissions import QUIZ_SIT
from lms.quizzes.words import KIND_NAMES
from lms.uploads.requests import takes_files
from lms.uploads.service import Received
from lms.web.error_pages import wants_json
from lms.web.languages import clock_time

CHECK_ANSWER = "checked"
"""What the button says that checks one answer."""


@bp.get("/w/<workshop_slug>/attempts/<int:attempt_id>/<int:position>")
@requires(QUIZ_SIT)
def question(workshop_slug: str, attempt_id: int, position: int) -> ResponseReturnValue:
    """Show one question with the answer given so far."""
    now = clock.now()
    quiz_attempt = queries.quiz_attempt_in(g.reach.enrolment, attempt_id)
    if quiz_attempt.is_over(now):
        return _over_page(quiz_attempt)
    return _question_page(quiz_attempt, position, now)


def _own_attempt(workshop_slug: str, attempt_id: int, position: int) -> QuizAttempt:
    return queries.quiz_attempt_in(g.reach.enrolment, attempt_id)


@bp.post("/w/<workshop_slug>/attempts/<int:attempt_id>/<int:position>")
@takes_files
@reads_first(_own_attempt)
@requires(QUIZ_SIT)
def save(workshop_slug: str, attempt_id: int, position: int) -> ResponseReturnValue:
    """Keep the answer, then go where the button says; a script is told when it was saved."""
    now = clock.now()
    fields: Fields = request.form.to_dict(flat=False)
    files = [file.stream for file in request.files.getlist("file") if file.filename]
    quiz_attempt: QuizAttempt = g.read_first
    received, refused = _receive(quiz_attempt, position, fields, files, now)
    mark = save_key_of(request.form, attempt_id, position)
    try:
        if refused:
            raise refused
        fields = service_files.with_files(quiz_attempt, position, fields, received, now)
        by_button = not wants_json()
        sent = Sent(position, fields, mark.client, mark.number, now, mark.page, by_button)
        pressed = request.form.get("go") == CHECK_ANSWER and quiz_attempt.is_checkable(position)
        keep = save_and_check if pressed else service.save_answer
        try:
            saved = keep(quiz_attempt, sent)
        except service.AttemptOver:  # or it was given time since it was read
            quiz_attempt = queries.quiz_attempt_to_change(g.reach.enrolment, attempt_id, now)
            saved = keep(quiz_attempt, sent)
        commit_now()
    except service.AttemptOver:
        return _refuse_late(quiz_attempt, now)
    except (Invalid, TooLarge) as problem:
        if wants_json():
            raise
        typed = quiz_attempt.variant(position).as_sent(fields)
        return _question_page(quiz_attempt, position, now, typed, problem), problem.status
    unannounced = saved.problem is not None and not mark.noted
    # She stays where there is something to see: her file, what cannot be read, what holds.
    stay = bool(files or fields.get("drop")) or unannounced or saved.stays
    target = _way_to("" if stay else request.form.get("go", ""), quiz_attempt, position)
    if pressed and not (saved.is_checked or saved.elsewhere or quiz_attempt.is_over(now)):
        flash(_not_checked(saved), "warning")  # for a script, too: it goes where it is told
    return _acknowledge(quiz_attempt, saved, target, now)


@bp.get("/w/<workshop_slug>/attempts/<int:attempt_id>/check")
@requires(QUIZ_SIT)
def check(workshop_slug: str, attempt_id: int) -> ResponseReturnValue:
    """Show what is answered and what is not, before handing in."""
    now = clock.now()
    quiz_attempt = queries.quiz_attempt_in(g.reach.enrolment, attempt_id)
    if quiz_attempt.is_over(now):
        return _over_page(quiz_attempt)
    sheet = queries_saves.sheet_of(quiz_attempt)
    answers = queries_saves.answers_on(sheet)
    positions = quiz_attempt.positions
    unanswered = [each for each in positions if not sheet.is_answered(each)]
    remarks = {
        each: problem.remark
        for each in positions
        if (problem := rules.problem_with(quiz_attempt.variant(each), answers.get(each)))
    }
    return render_template(
        "quizzes/attempts/check.html",
        quiz_attempt=quiz_attempt,
        quiz=quiz_attempt.quiz,
        kind_name=KIND_NAMES[quiz_attempt.quiz.kind],
        unanswered=unanswered,
        remarks=remarks,
        remaining=quiz_attempt.remaining(now),
        more=more_time(quiz_attempt),
        attempt_url=attempt_url(),
    )


@bp.post("/w/<workshop_slug>/attempts/<int:attempt_id>/check")
@requires(QUIZ_SIT)
def hand_in(workshop_slug: str, attempt_id: int) -> ResponseReturnValue:
    """Make the answers final; a second press only shows the result."""
    now = clock.now()
    quiz_attempt = queries.quiz_attempt_to_change(g.reach.enrolment, attempt_id, now)
    service.hand_in_attempt(quiz_attempt, now)
    target = _result_url(quiz_attempt)
    return jsonify(next=target) if wants_json() else redirect(target, 303)


def _acknowledge(
    quiz_attempt: QuizAttempt, saved: service.Saved, target: str, now: datetime
) -> ResponseReturnValue:
    """Tell a script what became of its save; let a browser go on to `target`."""
    stays = _stays() if saved.stays else None
    elsewhere = _elsewhere() if saved.elsewhere and not saved.stays else None
    if wants_json():
        return jsonify(
            saved_at=clock_time(now, g.reach.workshop.zone),
            remaining=quiz_attempt.remaining(now),
            more=more_time(quiz_attempt),
            elsewhere=elsewhere,
            stays=stays,
            next=target,
        )
    if words := stays or elsewhere:
        flash(words, "warning")
    return redirect(target, 303)


def _receive(
    quiz_attempt: QuizAttempt, position: int, fields: Fields, files: list[IO[bytes]], now: datetime
) -> tuple[list[Received], LmsError | None]:
    """Take in the files that were sent, before this request's turn to write comes."""
    if not files or not quiz_attempt.takes_saves(now):
        return [], None
    with reading(expire=False):
        try:
            return service_files.receive_files(quiz_attempt, position, fields, files), None
        except (Invalid, TooLarge) as problem:
            return [], problem


def _elsewhere() -> str:
    words: str = _(
        "This quiz was opened on another device or in another tab. The newest answers there hold. "
        "Load this page again to go on here."
    )
    return words


def _stays() -> str:
    words: str = _("You checked another answer to this question before. That one stays and counts.")
    return words


def _not_checked(saved: service.Saved) -> str:
    words: str = (
        _("There is no answer to check yet. Answer first, then press “Check answer”.")
        if saved.answer is None
        else _("What cannot be read is not checked. Correct your answer, then check it.")
    )
    return words


def _question_page(
    quiz_attempt: QuizAttempt,
    position: int,
    now: datetime,
    typed: Answer | None = None,
    refused: LmsError | None = None,
) -> str:
    """The page of a question, with what was `typed` if that was refused."""
    sheet = queries_saves.sheet_of(quiz_attempt)
    answer = queries_saves.answers_on(sheet, position).get(position)
    return render_template(
        "quizzes/attempts/question.html",
        **question_values(quiz_attempt, position, now, sheet, answer, typed, refused),
    )


def _over_page(quiz_attempt: QuizAttempt) -> ResponseReturnValue:
    """Go to the result; an attempt that ran out of time needs a press first, for GET writes not."""
    if quiz_attempt.is_handed_in:
        return redirect(_result_url(quiz_attempt), 303)
    return render_template(
        "quizzes/attempts/time_up.html",
        quiz_attempt=quiz_attempt,
        quiz=quiz_attempt.quiz,
        kind_name=KIND_NAMES[quiz_attempt.quiz.kind],
    )


def _refuse_late(quiz_attempt: QuizAttempt, now: datetime) -> ResponseReturnValue:
    """Answer a save that came too late: hand in what had been saved in time, and say so."""
    if quiz_attempt.is_handed_in:
        message = _("This attempt was handed in before. The last answer was not saved any more.")
    else:
        message = _("Time is up. What had been saved before is handed in.")
    service.hand_in_attempt(quiz_attempt, now)
    if wants_json():
        commit_now()
        response: Response = jsonify(status=409, message=message)
        response.status_code = 409
        return response
    flash(message, "warning")
    return redirect(_result_url(quiz_attempt), 303)


def _way_to(go: str, quiz_attempt: QuizAttempt, position: int) -> str:
    """The address a button leads to; the same question for anything unknown."""
    if go == "check" or (go == "next" and position == quiz_attempt.positions[-1]):
        return f"{attempt_url()}/check"
    steps = {"next": position + 1, "previous": max(1, position - 1)}
    target = steps.get(go) or (int(go) if go.isascii() and go.isdigit() and len(go) < 5 else 0)
    if target not in quiz_attempt.positions:
        target = position
    return f"{attempt_url()}/{target}"


def _result_url(quiz_attempt: QuizAttempt) -> str:
    slug = g.reach.workshop.slug
    return url_for(".result", workshop_slug=slug, attempt_id=quiz_attempt.attempt.id)
