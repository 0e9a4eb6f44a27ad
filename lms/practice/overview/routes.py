"""The page that shows the practice of a workshop."""

from datetime import datetime

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from lms import clock
from lms.access import requires
from lms.errors import Conflict
from lms.language import gettext_noop
from lms.mail import service as mail
from lms.messages.rules import OBSTACLE_WORDS, obstacle
from lms.practice.overview import queries, service
from lms.practice.overview.blueprint import bp
from lms.practice.overview.permissions import PRACTICE_SEE
from lms.practice.overview.queries import PracticeLine
from lms.practice.overview.queries_silent import reminder_of
from lms.practice.overview.texts import reminder_link
from lms.practice.sitting.rules import MASTERY_WORDS
from lms.web.paging import asked_page
from lms.workshops.models import Enrolment
from lms.workshops.queries import enrolment_in, schedule_of

LINES_ON_A_PAGE = 10
PARTS = ("skills", "mistakes", "cooperatives")
"""What stands on pages of its own; the people come first."""


@bp.get("/w/<workshop_slug>/practice-overview")
@requires(PRACTICE_SEE)
def overview(workshop_slug: str) -> ResponseReturnValue:
    """Show who practises, who is silent or stuck, what nobody holds, the commonest mistakes."""
    workshop, now = g.reach.workshop, clock.now()
    found = queries.practice_in(workshop, schedule_of(workshop), now)
    asked = request.args.get("part", "")
    page = asked_page(len(found.lines), LINES_ON_A_PAGE)
    due = asked_page(len(found.due), LINES_ON_A_PAGE, "due")
    skills = asked_page(len(found.skills), LINES_ON_A_PAGE)
    cooperatives = asked_page(len(found.cooperatives), LINES_ON_A_PAGE)
    return render_template(
        "overview/overview.html",
        part=asked if asked in PARTS else "",
        found=found,
        stuck=[line for line in found.lines if line.practice.stuck],
        due=[(line, *_way_to(line)) for line in due.of(found.due)],
        due_page=due,
        lines=page.of(sorted(found.lines, key=_place)),
        page=page,
        skills=skills.of(sorted(found.skills, key=lambda each: each.held)),
        skills_page=skills,
        cooperatives=cooperatives.of(found.cooperatives),
        cooperatives_page=cooperatives,
        words=MASTERY_WORDS,
        obstacle_words=OBSTACLE_WORDS,
        sends_mail=mail.is_configured(),
    )


@bp.post("/w/<workshop_slug>/practice-overview/<int:enrolment_id>/reminded")
@requires(PRACTICE_SEE)
def reminded(workshop_slug: str, enrolment_id: int) -> ResponseReturnValue:
    """Note that somebody was written to, or write to her by mail."""
    enrolment, now = enrolment_in(g.reach.workshop, enrolment_id), clock.now()
    if request.form.get("by") == "mail":
        _mail_to(enrolment, now)
    else:
        service.note_reminder(enrolment, current_user.person, now)
    flash(_("Noted. %(name)s is left in peace for a while.", name=enrolment.person.name), "success")
    return redirect(url_for(".overview", workshop_slug=workshop_slug), 303)


def _mail_to(enrolment: Enrolment, now: datetime) -> None:
    due = reminder_of(enrolment)
    if not mail.is_configured() or not service.remind_by_mail(due, current_user.person, now):
        raise Conflict(gettext_noop("This person gets no mail: there is no address or no consent."))


def _way_to(line: PracticeLine) -> tuple[str, str | None]:
    """The address of a chat with somebody and what stands against one; one of both is empty."""
    person = line.enrolment.person
    against = obstacle(person.phone, person.may_be_written_to)
    if against is not None:
        return "", against
    slug = g.reach.workshop.slug
    return reminder_link(person, line.time, line.reminders, slug), None


def _place(line: PracticeLine) -> tuple[bool, bool, int, str]:
    """Who is stuck first, then who has not practised, then by how long they are silent, by name."""
    silent = line.silence.days if line.silence else 0
    return not line.practice.stuck, line.practice.tries > 0, -silent, line.enrolment.person.name
