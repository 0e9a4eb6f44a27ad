"""Keeping a plan as it grows, and ticking off its steps."""

import secrets
from datetime import datetime

from sqlalchemy import select

from lms.content.values import Quiz
from lms.database import db, insert_unless_there
from lms.errors import Conflict
from lms.language import gettext_noop as _
from lms.plans.models import ActionPlan, PlanStep
from lms.plans.rules import PlanDraft, StepDraft
from lms.questions.essay import EssayQuestion
from lms.quizzes.attempts.queries_saves import answers_on, sheet_of
from lms.quizzes.attempts.saves import Sent
from lms.quizzes.attempts.service import save_answer, start_attempt
from lms.uploads.models import Upload
from lms.uploads.service import forget
from lms.workshops.models import Enrolment
from lms.workshops.queries import schedule_of


def keep_plan(
    enrolment: Enrolment,
    draft: PlanDraft,
    now: datetime,
    photo: Upload | None = None,
    *,
    without_photo: bool = False,
) -> ActionPlan:
    """Keep a plan as it is typed, also half filled; a step that is empty now is gone.

    A new photo replaces the one before, `without_photo` removes it.
    """
    plan = _own_plan(enrolment, now)
    plan.aim, plan.indicator = draft.aim, draft.indicator
    plan.value_before, plan.changed_at = draft.value_before, now
    kept = {step.place: step for step in plan.steps}
    typed = {n: step for n, step in enumerate(draft.steps, start=1) if not step.is_empty}
    plan.steps = [_step(kept.get(place), place, step) for place, step in typed.items()]
    _exchange_photo(plan, photo, without_photo=without_photo)
    return plan


def _own_plan(enrolment: Enrolment, now: datetime) -> ActionPlan:
    """Her plan, held so that of two requests at once one comes first; begun if there is none."""
    begin = insert_unless_there(ActionPlan, ("enrolment_id",))
    db.session.execute(
        begin.values(
            enrolment_id=enrolment.id,
            aim="",
            indicator="",
            value_before="",
            begun_at=now,
            changed_at=now,
        )
    )
    query = select(ActionPlan).where(ActionPlan.enrolment_id == enrolment.id)
    return db.session.scalars(
        query.with_for_update().execution_options(populate_existing=True)
    ).one()


def _step(kept: PlanStep | None, place: int, typed: StepDraft) -> PlanStep:
    step = kept or PlanStep(place=place)
    step.what, step.who = typed.what, typed.who
    step.due_on, step.how_seen = typed.due_on, typed.how_seen
    return step


def _exchange_photo(plan: ActionPlan, photo: Upload | None, *, without_photo: bool) -> None:
    before = plan.photo
    if photo is None and not without_photo:
        return
    plan.photo = photo
    db.session.flush()
    if before is not None and before is not photo:
        forget(before)


def tick_step(enrolment: Enrolment, place: int, now: datetime, *, done: bool) -> PlanStep:
    """Tick a step off, or open it again; the first tick holds. Raises Conflict without a step."""
    step = db.session.scalar(
        select(PlanStep)
        .join(ActionPlan, ActionPlan.id == PlanStep.plan_id)
        .where(ActionPlan.enrolment_id == enrolment.id, PlanStep.place == place)
    )
    if step is None:
        raise Conflict(_("This step is not in your plan any more. Load the page again."))
    step.done_at = (step.done_at or now) if done else None
    return step


def take_into_assignment(
    enrolment: Enrolment, quiz: Quiz, question: EssayQuestion, text: str, now: datetime
) -> tuple[int, int]:
    """Put the text of a plan into the answer of an assignment; return attempt and position.

    An attempt is begun if none is going on. Raises Conflict where an answer is there already,
    the assignment is not open, or it asks another question now.
    """
    quiz_attempt = start_attempt(enrolment, quiz, schedule_of(enrolment.workshop, enrolment), now)
    asked = quiz_attempt.attempt.question_ids
    if question.id not in asked:
        raise Conflict(_("Your assignment asks something else. Copy the text instead."))
    position = asked.index(question.id) + 1
    if answers_on(sheet_of(quiz_attempt)).get(position):
        raise Conflict(
            _(
                "Your assignment has an answer already; it stays. "
                "You can copy the text of your plan."
            )
        )
    save_answer(quiz_attempt, Sent(position, {"answer": [text]}, secrets.token_hex(8), 1, now))
    return quiz_attempt.attempt.id, position
