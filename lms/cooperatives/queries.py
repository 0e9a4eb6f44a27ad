"""Reading the cooperatives of a program and what their people reached."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from lms.cooperatives.rules import CooperativeAccount, cooperative_account
from lms.database import db
from lms.errors import NotFound
from lms.language import gettext_noop as _
from lms.people.models import Cooperative, Person
from lms.plans.models import ActionPlan
from lms.plans.rules import StepTally, tally_steps
from lms.reports.account.queries import workshop_accounts
from lms.reports.queries import workshops_in
from lms.workshops.models import Enrolment, Program, Workshop


@dataclass(frozen=True)
class CooperativeLine:
    """A cooperative in the list of a program: how many of its people have a seat."""

    id: int
    name: str
    district: str
    people: int


@dataclass(frozen=True)
class ColleaguePlan:
    """The action plan of somebody of the cooperative, and how far it is."""

    plan: ActionPlan
    tally: StepTally


def cooperatives_in(program: Program) -> list[CooperativeLine]:
    """Those with people in a program, by name."""
    rows = db.session.execute(
        select(
            Cooperative.id,
            Cooperative.name,
            Cooperative.district,
            func.count(Person.id.distinct()),
        )
        .join(Person, Person.cooperative_id == Cooperative.id)
        .join(Enrolment, Enrolment.person_id == Person.id)
        .join(Workshop, Workshop.id == Enrolment.workshop_id)
        .where(
            Workshop.program_id == program.id,
            ~Workshop.is_draft,
            Enrolment.withdrawn_at.is_(None),
        )
        .group_by(Cooperative.id, Cooperative.name, Cooperative.district)
        .order_by(Cooperative.name, Cooperative.id)
    )
    return [CooperativeLine(*row) for row in rows]


def cooperative_in(program: Program, cooperative_id: int) -> CooperativeLine:
    """A cooperative with people in a program. Raises NotFound."""
    for line in cooperatives_in(program):
        if line.id == cooperative_id:
            return line
    raise NotFound(_("There is no such cooperative in this program."))


def account_of_cooperative(
    program: Program, cooperative_id: int, now: datetime
) -> CooperativeAccount:
    """What its people reached, read of the workshops in which they have a seat alone."""
    rows = db.session.execute(
        select(Enrolment.workshop_id, Enrolment.person_id)
        .join(Person, Person.id == Enrolment.person_id)
        .join(Workshop, Workshop.id == Enrolment.workshop_id)
        .where(
            Person.cooperative_id == cooperative_id,
            Workshop.program_id == program.id,
            Enrolment.withdrawn_at.is_(None),
        )
    ).all()
    ids = {row[0] for row in rows}
    workshops = [each for each in workshops_in(program) if each.id in ids]
    return cooperative_account(workshop_accounts(workshops, now), [row[1] for row in rows])


def plans_of_colleagues(enrolment_ids: Sequence[int], today: date) -> dict[int, ColleaguePlan]:
    """Their action plans by enrolment id."""
    plans = db.session.scalars(
        select(ActionPlan)
        .options(selectinload(ActionPlan.steps))
        .where(ActionPlan.enrolment_id.in_(enrolment_ids))
    )
    return {
        plan.enrolment_id: ColleaguePlan(
            plan, tally_steps((step.state for step in plan.steps), today)
        )
        for plan in plans
    }
