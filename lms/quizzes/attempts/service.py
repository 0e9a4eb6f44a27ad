"""Starting an attempt, saving answers, handing in."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from fractions import Fraction
from functools import cache
from typing import Any

from sqlalchemy import Row, Select, bindparam, select, update

from lms.content.values import Quiz
from lms.database import db, insert_many, insert_unless_there
from lms.errors import Conflict
from lms.language import gettext_noop as _
from lms.questions import Answer as Given
from lms.questions import InvalidAnswer, Question
from lms.quizzes.attempts import queries, queries_saves, rules
from lms.quizzes.attempts.attempt import QuizAttempt
from lms.quizzes.attempts.kept.rules import KeptMark, marks_text, score_text
from lms.quizzes.attempts.models import Answer, AnswerSave, Attempt
from lms.quizzes.attempts.queries_accepting import accepted_in
from lms.quizzes.attempts.queries_peers import own_seed, seed_for
from lms.quizzes.attempts.queries_standing import standing_of
from lms.quizzes.attempts.rules_standing import Stage
from lms.quizzes.attempts.saves import Sent
from lms.quizzes.attempts.service_files import check_files
from lms.workshops.models import Enrolment, Workshop
from lms.workshops.rules import Schedule

MAX_NUMBER = 1_000_000_000
"""Saves are numbered up to here; no page comes near it."""

CLOCK_DRIFT = timedelta(seconds=5)
"""Requests of one moment and clocks put right gently differ by less."""

_ONE_ATTEMPT = ("enrolment_id", "quiz_id", "number")
_ONE_SAVE = ("attempt_id", "position", "client", "number")
_OVER = _("This attempt is over. It takes no more answers.")
_REFUSALS = {
    Stage.SOON: _("This is not open yet. Come back when its day has begun."),
    Stage.DONE: _("You have used all your attempts. Your result is kept."),
    Stage.CLOSED: _("This is closed. If you still need it, ask your trainer to open it for you."),
    Stage.WAITING: _("The next attempt is not possible yet. The page of the quiz says when it is."),
}


@dataclass(frozen=True)
class Saved:
    """A save that was taken. `problem`: what could not be read, though it is kept as typed.

    `is_new`: it was put down, for it had not been sent before. `elsewhere`: a page shown later, on
    another device or in another tab, has saved meanwhile. `stays`: another answer was checked
    before, and holds. `is_checked`: this one was checked, now or before.
    """

    answer: Given | None
    problem: InvalidAnswer | None
    is_new: bool
    elsewhere: bool = False
    stays: bool = False
    is_checked: bool = False


class AttemptOver(Conflict):
    """The attempt takes no more answers: its time is over, or it was handed in."""


def start_attempt(
    enrolment: Enrolment, quiz: Quiz, schedule: Schedule, now: datetime
) -> QuizAttempt:
    """Begin an attempt as `begin_attempt` does, and return it with all that decides its end."""
    return queries.quiz_attempt_in(enrolment, begin_attempt(enrolment, quiz, schedule, now))


def begin_attempt(enrolment: Enrolment, quiz: Quiz, schedule: Schedule, now: datetime) -> int:
    """Begin an attempt and return its id, or that of the one that is going on; two at once begin
    one.

    `schedule` is the person's own. An attempt that ran out of time is handed in first.
    Raises Conflict when the quiz is not open or no attempt is left.
    """
    earlier = queries.quiz_attempts_of(enrolment, quiz.id, lock=True)
    if any(not quiz_attempt.is_handed_in and quiz_attempt.is_over(now) for quiz_attempt in earlier):
        # Read once more what was given while this waited for the lock.
        earlier = queries.quiz_attempts_of(enrolment, quiz.id, lock=True)
    for quiz_attempt in earlier:
        if not quiz_attempt.is_over(now):
            return quiz_attempt.attempt.id
        hand_in_attempt(quiz_attempt, now)
    where = standing_of(enrolment, quiz, schedule, earlier, now)
    if where.stage is not Stage.OPEN:
        raise Conflict(_REFUSALS[where.stage])
    number = earlier[-1].attempt.number + 1 if earlier else 1
    return _begin(enrolment, quiz, number, now, remedial=where.remedial)


def _begin(enrolment: Enrolment, quiz: Quiz, number: int, now: datetime, *, remedial: bool) -> int:
    own = quiz.remedial.form if remedial and quiz.remedial else ""
    form = own or rules.form_for(quiz.form_order, quiz.usual_forms, enrolment.first_form, number)
    seed = own_seed(enrolment, quiz, number) if remedial else seed_for(enrolment, quiz, number, now)
    values = {
        "enrolment_id": enrolment.id,
        "quiz_id": quiz.id,
        "number": number,
        "revision_id": enrolment.workshop.revision_id,
        "form": form,
        "seed": seed,
        "question_ids": rules.question_order(
            rules.drawn_questions(quiz.picks[form], seed),
            quiz.shuffle,
            rules.order_seed(enrolment.id, quiz.id, number),
        ),
        "started_at": now,
        "remedial": remedial,
    }
    insertion = insert_unless_there(Attempt, _ONE_ATTEMPT).values(values).returning(Attempt.id)
    begun: int | None = db.session.scalar(insertion)
    if begun is None:  # another request of hers has just begun it
        same = [getattr(Attempt, name) == values[name] for name in _ONE_ATTEMPT]
        begun = db.session.scalars(select(Attempt.id).where(*same)).one()
    return begun


def save_answer(quiz_attempt: QuizAttempt, sent: Sent) -> Saved:
    """Keep the answer in a form that was sent.

    A repeat changes nothing. The same number with another answer (the page was gone back to) is
    taken as the next number. What was not touched since its page was shown is not saved anew.
    What a form without a script brings is the newest, unless it is what its page has sent last.
    Whether the attempt is still open is asked again as the answer is put down, so `quiz_attempt`
    may have been read before this request's turn to write came.
    Raises NotFound, InvalidAnswer (nothing is kept), and AttemptOver.
    """
    saved = take(quiz_attempt, sent)
    if not quiz_attempt.lets_check:
        return saved
    checked = queries_saves.checked_answer(quiz_attempt.attempt, sent.position)
    return replace(saved, stays=checked not in (None, saved.answer))


def take(quiz_attempt: QuizAttempt, sent: Sent) -> Saved:
    """Add what was sent to the history as `save_answer` does, but ask nothing of checking."""
    if not quiz_attempt.takes_saves(sent.now):
        raise AttemptOver(_OVER)
    page = sent.page
    given = rules.given(quiz_attempt.variant(sent.position), sent.fields)
    check_files(quiz_attempt, sent.position, given.answer)
    values = {
        "attempt_id": quiz_attempt.attempt.id,
        "position": sent.position,
        "client": sent.client,
        "number": min(sent.number, MAX_NUMBER),
        "answer": given.answer,
        "saved_at": sent.now,
        "opened_at": page.opened_at if page else None,
        "answered_at": None,
    }
    # Without a script a page counts nothing: it sends the number it was shown with.
    last = _last_of(values) if sent.by_button and page and sent.number == page.number else None
    if last is not None:
        values["number"] = last.number + 1
        is_new = last.answer != given.answer
    else:
        is_new = page is None or not page.is_untouched(sent.number, given.answer)
    if is_new:
        _add_save_while_open(values)
        _keep_time_used(quiz_attempt, sent.now)
    elsewhere = page is not None and quiz_attempt.is_elsewhere(page.opened_at)
    return Saved(given.answer, given.problem, is_new, elsewhere)


def _keep_time_used(quiz_attempt: QuizAttempt, now: datetime) -> None:
    """Move the start of an attempt with a clock that was set back: its time was used all the same.

    Of saves that come together one moves it.
    """
    back = quiz_attempt.moment(now) - now
    if back <= CLOCK_DRIFT:
        return
    started_at = quiz_attempt.attempt.started_at
    db.session.execute(
        update(Attempt)
        .where(Attempt.id == quiz_attempt.attempt.id, Attempt.started_at == started_at)
        .values(started_at=started_at - back)
    )


def _add_save_while_open(values: dict[str, Any]) -> None:
    """Add a save to the history of an attempt that is not handed in. Raises AttemptOver."""
    db.session.flush()  # for what follows goes past the session
    insertion = _insert_while_open(db.engine.dialect.name)
    row = db.session.connection().execute(insertion, values).first()
    if row is not None:
        return
    # Nothing was added: the attempt was handed in, which `hold` tells, or the number is used.
    hold(values["attempt_id"])
    _take_again(values)


def hold(attempt_id: int) -> None:
    """Let nobody else save into an attempt or hand it in meanwhile. Raises AttemptOver."""
    attempt = select(Attempt.handed_in_at).where(Attempt.id == attempt_id)
    if db.session.execute(attempt.with_for_update()).scalar_one() is not None:
        raise AttemptOver(_OVER)


@cache
def _insert_while_open(_database: str) -> Any:
    """The statement that adds a save if the attempt is open and the number is not used.

    It holds the attempt, so that nobody hands it in meanwhile. Built once for each kind of
    database, for every answer needs it.
    """
    columns = AnswerSave.__table__.columns
    names = [column.name for column in columns if column.name != "id"]
    source = (
        select(*(bindparam(name, type_=columns[name].type) for name in names))
        .where(
            Attempt.id == bindparam("attempt_id", type_=columns["attempt_id"].type),
            Attempt.handed_in_at.is_(None),
        )
        .with_for_update()
    )
    statement = insert_unless_there(AnswerSave.__table__, _ONE_SAVE).from_select(names, source)
    return statement.returning(columns["id"])


def add_save(values: dict[str, Any]) -> bool:
    """Add a save to the history: the columns of AnswerSave. Return False for a repeat."""
    return _added(values) or _take_again(values)


def _take_again(values: dict[str, Any]) -> bool:
    """Take a save whose number is used: another answer from the same page, unless a repeat."""
    stored = db.session.execute(_select_page(values).order_by(AnswerSave.number)).all()
    if (values["number"], values["answer"]) in [(number, answer) for number, answer in stored]:
        return False
    return _added({**values, "number": stored[-1].number + 1})


def _last_of(values: dict[str, Any]) -> Row[tuple[int, Any]] | None:
    """Number and answer of the newest save of a page, None before the first."""
    newest = _select_page(values).order_by(AnswerSave.number.desc()).limit(1)
    return db.session.execute(newest).first()


def _select_page(values: dict[str, Any]) -> Select[tuple[int, Any]]:
    """Select number and answer of the saves of the page these values come from."""
    names = ("attempt_id", "position", "client")
    same_page = [getattr(AnswerSave, name) == values[name] for name in names]
    return select(AnswerSave.number, AnswerSave.answer).where(*same_page)


def _added(values: dict[str, Any]) -> bool:
    """Add a save; return False if its page and number are there already."""
    statement = insert_unless_there(AnswerSave, _ONE_SAVE).values(values)
    return db.session.execute(statement.returning(AnswerSave.id)).first() is not None


def hand_in_attempt(quiz_attempt: QuizAttempt, now: datetime) -> None:
    """Make the answers final and grade those that need no trainer; a second time does nothing.

    Whoever ran out of time handed in at the end of it.
    """
    if quiz_attempt.is_handed_in:
        return
    attempt = quiz_attempt.attempt
    settle_answers(quiz_attempt)
    attempt.ran_out = rules.is_over(quiz_attempt.ends_at, quiz_attempt.moment(now))
    attempt.handed_in_at = now if quiz_attempt.ends_at is None else min(now, quiz_attempt.ends_at)


def settle_answers(quiz_attempt: QuizAttempt) -> None:
    """Put down the answers that hold, each with its grade.

    Of an attempt that was handed in before, an answer that is still the same keeps its grade.
    """
    before = {
        each.position: each
        for each in queries.answers_of([quiz_attempt.attempt])[quiz_attempt.attempt.id]
    }
    answers = queries_saves.answers_on(queries_saves.sheet_of(quiz_attempt))
    accepted = accepted_in(quiz_attempt.attempt.enrolment.workshop_id, quiz_attempt.attempt.quiz_id)
    rows, marks = [], []
    for position in quiz_attempt.positions:
        variant, answer = quiz_attempt.variant(position), answers.get(position)
        credit = accepted.credit(variant, answer)
        if position not in before:
            rows.append(_answer_row(quiz_attempt, position, answer, credit))
        elif before[position].answer != answer:
            changed = before[position]
            changed.answer, changed.credit, changed.comment = answer, credit, ""
            changed.graded_by_id = changed.graded_at = None
            # Whoever has the old answer open must not grade the new one unseen.
            changed.version += 1
        marks.append(_mark_of(quiz_attempt.question(position), credit, before.get(position)))
    insert_many(Answer, rows)
    quiz_attempt.attempt.score, quiz_attempt.attempt.marks = score_text(marks), marks_text(marks)


def _mark_of(question: Question, credit: Fraction | None, kept: Answer | None) -> KeptMark:
    """What an answer earns: the one that was handed in before, else with this credit."""
    if kept is None:
        return KeptMark(question.id, credit, question.points)
    by_trainer = kept.graded_by_id is not None
    return KeptMark(kept.question_id, kept.credit, kept.points, by_trainer)


def _answer_row(
    quiz_attempt: QuizAttempt, position: int, answer: Given | None, credit: Fraction | None
) -> dict[str, Any]:
    question = quiz_attempt.question(position)
    return {
        "attempt_id": quiz_attempt.attempt.id,
        "position": position,
        "question_id": question.id,
        "answer": answer,
        "credit": credit,
        "points": question.points,
        "comment": "",
        "version": 1,
    }


def close_overdue(now: datetime, workshop: Workshop | None = None) -> int:
    """Hand in every attempt whose time is over, of one workshop or of all; return how many."""
    overdue = queries.overdue_quiz_attempts(now, workshop, lock=True)
    for quiz_attempt in overdue:
        hand_in_attempt(quiz_attempt, now)
    return len(overdue)
