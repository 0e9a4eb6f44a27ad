"""Reading plans: one with its steps, those of a workshop, and what her home says of one."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from lms.content.values import Course, Quiz, QuizKind
from lms.database import db
from lms.plans.models import ActionPlan, FollowUp, PlanStep
from lms.plans.rules import (
    StepState,
    StepTally,
    asked_day,
    day_to_answer,
    tally_steps,
)
from lms.questions.essay import EssayQuestion
from lms.quizzes.attempts.models import Attempt
from lms.workshops.models import Enrolment, Workshop
from lms.workshops.queries import enrolments_in
from lms.workshops.rules import Schedule

_WHOLE = (selectinload(ActionPlan.steps), joinedload(ActionPlan.photo))


@dataclass(frozen=True)
class PlanCard:
    """What her home says of her plan; `tally` is None before it is begun.

    `asked`: the day of the follow-up that waits for her answers.
    """

    tally: StepTally | None
    asked: int | None = None


@dataclass(frozen=True)
class PlanLine:
    """A participant and how far her plan is; both are None without one."""

    enrolment: Enrolment
    plan: ActionPlan | None
    tally: StepTally | None


def plan_of(enrolment: Enrolment) -> ActionPlan | None:
    """A person's plan with its steps."""
    query = select(ActionPlan).options(*_WHOLE).where(ActionPlan.enrolment_id == enrolment.id)
    found: ActionPlan | None = db.session.scalar(query)
    return found


def plan_card(enrolment: Enrolment, schedule: Schedule, now: datetime) -> PlanCard | None:
    """What her home says of her plan, None before the last day of the workshop."""
    if not schedule.has_last_day_begun(now):
        return None
    rows = db.session.execute(
        select(PlanStep.id, PlanStep.due_on, PlanStep.done_at)
        .select_from(ActionPlan)
        .outerjoin(PlanStep, PlanStep.plan_id == ActionPlan.id)
        .where(ActionPlan.enrolment_id == enrolment.id)
    ).all()
    steps = [StepState(due_on, done_at) for step_id, due_on, done_at in rows if step_id]
    zone = enrolment.workshop.zone
    tally = tally_steps(steps, now.astimezone(zone).date()) if rows else None
    day = asked_day(schedule, zone, now)
    return PlanCard(tally, day_to_answer(day, _answered(enrolment)) if day else None)


def _answered(enrolment: Enrolment) -> set[int]:
    query = select(FollowUp.day).where(
        FollowUp.enrolment_id == enrolment.id, FollowUp.answered_at.is_not(None)
    )
    return set(db.session.scalars(query))


def plans_in(workshop: Workshop, today: date) -> list[PlanLine]:
    """Everybody enrolled with her plan: by cooperative, within one by name."""
    enrolments = enrolments_in(workshop)
    query = select(ActionPlan).options(*_WHOLE)
    plans = {
        plan.enrolment_id: plan
        for plan in db.session.scalars(
            query.where(ActionPlan.enrolment_id.in_([each.id for each in enrolments]))
        )
    }
    lines = [_line(each, plans.get(each.id), today) for each in enrolments]
    return sorted(lines, key=lambda line: _cooperative(line.enrolment))


def plan_line(enrolment: Enrolment, today: date) -> PlanLine:
    """One participant with her plan, also if she has withdrawn."""
    return _line(enrolment, plan_of(enrolment), today)


def _line(enrolment: Enrolment, plan: ActionPlan | None, today: date) -> PlanLine:
    tally = tally_steps((step.state for step in plan.steps), today) if plan else None
    return PlanLine(enrolment, plan, tally)


def _cooperative(enrolment: Enrolment) -> tuple[bool, str]:
    cooperative = enrolment.person.cooperative
    return cooperative is None, cooperative.name if cooperative else ""


def plan_assignment(course: Course) -> tuple[Quiz, EssayQuestion] | None:
    """The assignment of the last day that asks for a text, with that question; None without one."""
    for quiz in course.modules[-1].quizzes:
        if quiz.kind is QuizKind.ASSIGNMENT:
            for questions in quiz.forms.values():
                for question in questions:
                    if isinstance(question, EssayQuestion):
                        return quiz, question
    return None


def has_handed_in(enrolment: Enrolment, quiz: Quiz) -> bool:
    """Whether she has handed in an assignment."""
    query = select(Attempt.id).where(
        Attempt.enrolment_id == enrolment.id,
        Attempt.quiz_id == quiz.id,
        Attempt.handed_in_at.is_not(None),
    )
    return db.session.scalar(query.limit(1)) is not None
