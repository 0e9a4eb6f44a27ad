"""The report of a workshop and of a program, in parts, and the people behind each figure."""

from collections.abc import Iterable, Sequence
from functools import partial

from flask import g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lms import clock
from lms.access import requires
from lms.attendance.rules import WORDS as PRESENCE_WORDS
from lms.coverage.rules import STATE_WORDS
from lms.reports import summaries, words
from lms.reports.account import pictures
from lms.reports.account.accounts import ProgramAccount, WorkshopAccount
from lms.reports.account.figures import Figure
from lms.reports.account.queries import program_account, workshop_account
from lms.reports.account.queries_people import people_behind
from lms.reports.account.queries_pictures import practice_by_week
from lms.reports.account.queries_signed import SIGNED, signed_off
from lms.reports.blueprint import bp
from lms.reports.permissions import PROGRAM_REPORT, REPORT_SEE
from lms.reports.queries import report_page, workshops_in
from lms.signoffs.rules import VERDICT_WORDS
from lms.web.paging import asked_page
from lms.workshops.seating.queries import seats_taken

PEOPLE_ON_A_PAGE = 100
WORKSHOPS_ON_A_PAGE = 50
PARTS = ("", "goals", "material", "mastery", "people")
"""The first shows all in short; a program has no people but behind its figures."""


@bp.get("/w/<workshop_slug>/report")
@requires(REPORT_SEE)
def workshop(workshop_slug: str) -> ResponseReturnValue:
    """Show the account of a workshop: in short, one aspect, or person by person."""
    workshop, now, part = g.reach.workshop, clock.now(), _part(PARTS)
    if part == "people":
        page = asked_page(seats_taken(workshop), PEOPLE_ON_A_PAGE)
        report = report_page(workshop, now, enrolled=page.count, first=page.first, most=page.size)
        return render_template(
            "reports/people.html", report=report, page=page, words=words, part=part
        )
    account = workshop_account(workshop, now, with_mastery=part == "mastery")
    return render_template(
        "reports/workshop.html",
        account=account,
        report=account.report,
        part=part,
        weeks=practice_by_week(workshop, now) if part == "mastery" else (),
        people_url=partial(_of_workshop, workshop_slug),
        **_WORDS,
    )


@bp.get("/programs/<program_slug>/report")
@requires(PROGRAM_REPORT)
def program(program_slug: str) -> ResponseReturnValue:
    """Show the account of a program: in short, or one aspect."""
    part = _part(PARTS[:-1])
    account = program_account(g.reach.program, clock.now(), with_mastery=part == "mastery")
    return render_template(
        "reports/program.html",
        account=account,
        page=asked_page(len(account.workshops), WORKSHOPS_ON_A_PAGE),
        part=part,
        people_url=partial(_of_program, program_slug),
        **_WORDS,
    )


_SHOWN_IN = {
    "items": "people",
    "goals": "goals",
    "delivered": "material",
    "delivered_of_all": "material",
}
"""The part of a report that shows whom a figure is about, or what it is made of."""


def _of_workshop(slug: str, figure_key: str) -> str | None:
    """Where the people behind a figure are; None where nobody may know them."""
    if figure_key == "answered":
        return None
    if figure_key in ("attendance", "followed"):
        return url_for(".attendance", workshop_slug=slug)
    if figure_key in _SHOWN_IN:
        return url_for(".workshop", workshop_slug=slug, part=_SHOWN_IN[figure_key])
    return url_for(".workshop_people", workshop_slug=slug, figure_key=figure_key)


def _of_program(slug: str, figure_key: str) -> str | None:
    """The same of a program; presences and items are counted workshop by workshop."""
    if figure_key == "answered":
        return None
    if figure_key in ("attendance", "followed", "items"):
        return url_for(".program", program_slug=slug, _anchor="workshops")
    if figure_key in _SHOWN_IN:
        return url_for(".program", program_slug=slug, part=_SHOWN_IN[figure_key])
    return url_for(".program_people", program_slug=slug, figure_key=figure_key)


_WORDS = {
    "words": words,
    "summaries": summaries,
    "pictures": pictures,
    "state_words": STATE_WORDS,
    "verdict_words": VERDICT_WORDS,
    "presence_words": PRESENCE_WORDS,
}


def _part(parts: Sequence[str]) -> str:
    asked = request.args.get("part", "")
    return asked if asked in parts else ""


@bp.get("/w/<workshop_slug>/report/people/<figure_key>")
@requires(REPORT_SEE)
def workshop_people(workshop_slug: str, figure_key: str) -> ResponseReturnValue:
    """Show whom a figure of a workshop's report counts, and whom not."""
    workshop = g.reach.workshop
    return _people_page(
        _figure_of(workshop_account(workshop, clock.now()), [workshop.id], figure_key),
        [workshop.id],
        people_url=partial(url_for, ".workshop_people", workshop_slug=workshop_slug),
        report_url=url_for(".workshop", workshop_slug=workshop_slug),
    )


@bp.get("/programs/<program_slug>/report/people/<figure_key>")
@requires(PROGRAM_REPORT)
def program_people(program_slug: str, figure_key: str) -> ResponseReturnValue:
    """Show whom a figure of a program's report counts, and whom not."""
    program = g.reach.program
    ids = [workshop.id for workshop in workshops_in(program)]
    return _people_page(
        _figure_of(program_account(program, clock.now()), ids, figure_key),
        ids,
        people_url=partial(url_for, ".program_people", program_slug=program_slug),
        report_url=url_for(".program", program_slug=program_slug),
    )


def _figure_of(
    account: WorkshopAccount | ProgramAccount, workshop_ids: Sequence[int], key: str
) -> Figure:
    if key.startswith(SIGNED):
        return signed_off(account, workshop_ids, key)
    return account.figure(key)


def _people_page(
    figure: Figure, workshop_ids: Iterable[int], *, people_url: partial[str], report_url: str
) -> str:
    persons = people_behind(figure, workshop_ids)
    page = asked_page(len(persons), PEOPLE_ON_A_PAGE)
    return render_template(
        "reports/account/people.html",
        figure=figure,
        persons=persons[page.first : page.end],
        page=page,
        people_url=people_url,
        report_url=report_url,
    )
