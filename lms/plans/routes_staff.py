"""The plans of a workshop, for its staff: how far they are, and who is to be asked."""

from typing import NamedTuple

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from lms import clock
from lms.access import open_when_closed, requires
from lms.errors import NotFound
from lms.language import gettext_noop
from lms.messages.rules import OBSTACLE_WORDS, obstacle
from lms.plans import queries, queries_follow, service_follow
from lms.plans.blueprint import bp
from lms.plans.models import FollowUp
from lms.plans.permissions import PLAN_SEE
from lms.plans.queries import PlanLine
from lms.plans.rules import ASKED_DAYS, USE_WORDS, asked_day, days_asked
from lms.plans.texts import follow_up_link
from lms.practice.overview.queries_silent import last_try_of
from lms.practice.overview.rules import person_practice
from lms.practice.sitting.queries_evidence import last_day_over, tries_of
from lms.practice.skills import practised_skills
from lms.publishing.queries import course_of
from lms.web.paging import asked_page
from lms.workshops.queries import enrolment_in, schedule_of

PEOPLE_ON_A_PAGE = 50


class _Silent(NamedTuple):
    """Somebody who has not answered: the address of a chat, or what stands against one."""

    line: PlanLine
    follow_up: FollowUp | None
    url: str
    obstacle: str | None


@bp.get("/w/<workshop_slug>/action-plans")
@requires(PLAN_SEE)
def listed(workshop_slug: str) -> ResponseReturnValue:
    """Show who has a plan, how many of its steps are done, what is late, and who is to be asked."""
    workshop, now = g.reach.workshop, clock.now()
    lines = queries.plans_in(workshop, now.astimezone(workshop.zone).date())
    follow_ups = queries_follow.follow_ups_in(workshop)
    day = asked_day(schedule_of(workshop), workshop.zone, now)
    silent = [] if day is None else _silent(lines, follow_ups, day)
    page = asked_page(len(lines), PEOPLE_ON_A_PAGE)
    silent_page = asked_page(len(silent), PEOPLE_ON_A_PAGE, "silent")
    return render_template(
        "plans/listed.html",
        lines=page.of(lines),
        page=page,
        tallies=[line.tally for line in lines if line.tally],
        follow_ups=follow_ups,
        days=ASKED_DAYS,
        day=day,
        due=days_asked(day),
        silent=silent_page.of(silent),
        silent_page=silent_page,
        words=USE_WORDS,
        obstacle_words=OBSTACLE_WORDS,
    )


@bp.get("/w/<workshop_slug>/action-plans/<int:enrolment_id>")
@requires(PLAN_SEE)
def of_person(workshop_slug: str, enrolment_id: int) -> ResponseReturnValue:
    """Show one plan with what she says of it and practises, and those of her cooperative."""
    workshop, now = g.reach.workshop, clock.now()
    enrolment = enrolment_in(workshop, enrolment_id)
    today = now.astimezone(workshop.zone).date()
    cooperative = enrolment.person.cooperative_id
    course = course_of(workshop.revision)
    taught = last_day_over(schedule_of(workshop), now)
    skills = [skill for skill in practised_skills(course) if skill.day <= taught]
    tries = tries_of([enrolment], course, workshop.zone)[enrolment.id]
    follow_ups = queries_follow.follow_ups_of(enrolment)
    return render_template(
        "plans/of_person.html",
        line=queries.plan_line(enrolment, today),
        neighbours=[
            line
            for line in queries.plans_in(workshop, today)
            if cooperative is not None
            and line.enrolment.person.cooperative_id == cooperative
            and line.enrolment.id != enrolment.id
        ],
        today=today,
        follow_ups=[each for each in follow_ups.values() if each.answered_at],
        results=queries_follow.check_results(
            [each.sitting_id for each in follow_ups.values() if each.sitting_id]
        ),
        practice=person_practice(enrolment.id, skills, tries),
        last=last_try_of(enrolment),
        skills=len(skills),
        words=USE_WORDS,
    )


@bp.post("/w/<workshop_slug>/action-plans/<int:enrolment_id>/asked/<int:asked_day>")
@open_when_closed
@requires(PLAN_SEE)
def asked(workshop_slug: str, enrolment_id: int, asked_day: int) -> ResponseReturnValue:
    """Note that somebody was written to."""
    if asked_day not in ASKED_DAYS:
        raise NotFound(gettext_noop("There are no such questions."))
    enrolment = enrolment_in(g.reach.workshop, enrolment_id)
    service_follow.note_asked(enrolment, asked_day, current_user.person, clock.now())
    flash(
        _("Noted. %(name)s stays here until there is an answer.", name=enrolment.person.name),
        "success",
    )
    return redirect(url_for(".listed", workshop_slug=workshop_slug), 303)


def _silent(
    lines: list[PlanLine], follow_ups: dict[int, dict[int, FollowUp]], day: int
) -> list[_Silent]:
    """Who has not answered the questions of this day, in the order given."""
    found = []
    for line in lines:
        follow_up = follow_ups.get(line.enrolment.id, {}).get(day)
        if follow_up is None or follow_up.answered_at is None:
            found.append(_Silent(line, follow_up, *_way_to(line, day)))
    return found


def _way_to(line: PlanLine, day: int) -> tuple[str, str | None]:
    """The address of a chat with somebody and what stands against one; one of both is empty."""
    person = line.enrolment.person
    against = obstacle(person.phone, person.may_be_written_to)
    if against is not None:
        return "", against
    path = url_for("plans.follow_up", workshop_slug=g.reach.workshop.slug, asked_day=day)
    return follow_up_link(person, day, path), None
