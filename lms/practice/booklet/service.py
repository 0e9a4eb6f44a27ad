"""Making booklets, and keeping what was answered in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from lms.audit.service import note
from lms.database import db, insert_unless_there
from lms.people.models import Person
from lms.practice.booklet.actions import BOOKLET_TYPED, BOOKLETS_MADE
from lms.practice.booklet.queries import BookletPlan, PaperQuestion, paper_questions, results_of
from lms.practice.booklet.rules import code_of
from lms.practice.models import ExerciseTry, PracticeSitting
from lms.practice.rules import draws_numbers
from lms.practice.sitting.rules import stored_choices
from lms.questions import Answer
from lms.workshops.models import Enrolment, Workshop


@dataclass(frozen=True)
class TypedIn:
    """How many answers of a booklet were added, changed and taken out."""

    added: int
    changed: int
    removed: int

    @property
    def total(self) -> int:
        return self.added + self.changed + self.removed


def keep_booklets(
    workshop: Workshop, plans: Sequence[BookletPlan], maker: Person, now: datetime
) -> int:
    """Keep booklets that were chosen, and return how many; of two presses at once one counts."""
    if not plans:
        return 0
    rows = [
        {
            "enrolment_id": plan.enrolment_id,
            "number": plan.number,
            "day": now.astimezone(workshop.zone).date(),
            "revision_id": workshop.revision_id,
            "choices": stored_choices(plan.choices),
            "begun_at": now,
            "on_paper": True,
        }
        for plan in plans
    ]
    insertion = insert_unless_there(PracticeSitting, ("enrolment_id", "number"))
    made = db.session.execute(insertion.values(rows).returning(PracticeSitting.id)).all()
    if made:
        note(
            BOOKLETS_MADE,
            f"workshop:{workshop.id}",
            now,
            actor_id=maker.id,
            workshop_id=workshop.id,
            after={"booklets": [code_of(row[0]) for row in made]},
        )
    return len(made)


def keep_results(
    booklet: PracticeSitting,
    enrolment: Enrolment,
    answers: Mapping[int, Answer | None],
    typist: Person,
    now: datetime,
) -> TypedIn:
    """Keep the answers to questions of a booklet by place; None takes out what was typed in.

    A question counts once, however often it is sent: what is there is corrected. As the solutions
    stand at the back, a wrong answer has no second one; what was right counts as answered alone.
    """
    # Of two who type the same booklet one comes first.
    db.session.execute(
        select(PracticeSitting.id).where(PracticeSitting.id == booklet.id).with_for_update()
    )
    kept = results_of(booklet)
    numbers = _last_numbers(enrolment)
    added = changed = removed = 0
    for question in paper_questions(booklet):
        if question.place not in answers:
            continue
        answer, there = answers[question.place], kept.get(question.place)
        if answer is None:
            if there is not None:
                db.session.delete(there)
                removed += 1
        elif there is None:
            db.session.add(_new_try(booklet, question, answer, numbers, now))
            added += 1
        elif there.answer != answer:
            _judge(there, question, answer, now)
            changed += 1
    outcome = TypedIn(added, changed, removed)
    if outcome.total:
        note(
            BOOKLET_TYPED,
            f"enrolment:{enrolment.id}",
            now,
            actor_id=typist.id,
            workshop_id=enrolment.workshop_id,
            after={
                "booklet": code_of(booklet.id),
                "added": added,
                "changed": changed,
                "removed": removed,
            },
        )
    return outcome


def _new_try(
    booklet: PracticeSitting,
    question: PaperQuestion,
    answer: Answer,
    numbers: dict[str, int],
    now: datetime,
) -> ExerciseTry:
    """The next try of an exercise, with the numbers that were printed."""
    exercise = question.exercise
    last = numbers.get(exercise.id, 0)
    numbers[exercise.id] = last + 1
    a_try = ExerciseTry(
        enrolment_id=booklet.enrolment_id,
        exercise_id=exercise.id,
        number=last + 1,
        revision_id=booklet.revision_id,
        seed=question.variant.seed,
        answered_at=now,
        key_known=last > 0 and not draws_numbers(exercise.question),
        sitting_id=booklet.id,
        place=question.place,
    )
    _judge(a_try, question, answer, now)
    return a_try


def _judge(a_try: ExerciseTry, question: PaperQuestion, answer: Answer, now: datetime) -> None:
    """Put an answer into a try; a wrong one ends it, for its solution has been in her hands."""
    a_try.answer = answer
    a_try.credit = question.variant.grade(answer).credit
    a_try.solution_at = None if a_try.credit == 1 else now


def _last_numbers(enrolment: Enrolment) -> dict[str, int]:
    """The number of her last try by exercise id."""
    rows = db.session.execute(
        select(ExerciseTry.exercise_id, func.max(ExerciseTry.number))
        .where(ExerciseTry.enrolment_id == enrolment.id)
        .group_by(ExerciseTry.exercise_id)
    )
    return {row[0]: row[1] for row in rows}
