"""The pages of the audit trail: of a workshop, of a program, and of everything."""

from collections.abc import Mapping

from flask import Response, current_app, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from lms import clock
from lms.access import open_when_closed, open_when_lent, requires
from lms.audit.actions import THEME_WORDS, Theme
from lms.audit.catalogue import AuditCatalogue
from lms.audit.exporting import note_export
from lms.audit.page.blueprint import bp
from lms.audit.page.permissions import AUDIT_SEE
from lms.audit.page.queries import (
    EVERYTHING,
    AuditSearch,
    Scope,
    count_of,
    entries_of,
    of_program,
    of_workshop,
)
from lms.audit.page.sheet import trail_sheet
from lms.audit.page.shown import lines_of
from lms.people.permissions import PERSON_MANAGE
from lms.web.forms import day_or_none
from lms.web.languages import HOUSE_ZONE
from lms.web.paging import asked_page

LINES_ON_A_PAGE = 50
MAX_EXPORTED = 5_000
"""So many changes fit in one file; older ones are reached by choosing days."""


@bp.get("/w/<workshop_slug>/changes")
@requires(AUDIT_SEE)
def workshop(workshop_slug: str) -> ResponseReturnValue:
    return _page(of_workshop(g.reach.workshop))


@bp.get("/programs/<program_slug>/changes")
@requires(AUDIT_SEE)
def program(program_slug: str) -> ResponseReturnValue:
    return _page(of_program(g.reach.program))


@bp.get("/people/changes")
@requires(PERSON_MANAGE)
def everything() -> ResponseReturnValue:
    """Show every change there was, accounts and roles included."""
    return _page(EVERYTHING)


@bp.post("/w/<workshop_slug>/changes")
@open_when_closed
@open_when_lent
@requires(AUDIT_SEE)
def export_workshop(workshop_slug: str) -> ResponseReturnValue:
    return _file(of_workshop(g.reach.workshop), f"workshop:{g.reach.workshop.id}", workshop_slug)


@bp.post("/programs/<program_slug>/changes")
@requires(AUDIT_SEE)
def export_program(program_slug: str) -> ResponseReturnValue:
    return _file(of_program(g.reach.program), f"program:{g.reach.program.id}", program_slug)


@bp.post("/people/changes")
@requires(PERSON_MANAGE)
def export_everything() -> ResponseReturnValue:
    return _file(EVERYTHING, "trail:all", "all")


def _file(scope: Scope, subject: str, name: str) -> Response:
    """The changes that were searched for as a file. That somebody took it is a change, too."""
    catalogue = _catalogue()
    found = entries_of(scope, _search(request.form), first=0, most=MAX_EXPORTED)
    sheet = trail_sheet(lines_of(found, catalogue))
    note_export(
        "trail",
        subject,
        clock.now(),
        actor_id=current_user.person.id,
        workshop_id=g.reach.workshop.id if g.reach.workshop else None,
        lines=len(found),
    )
    return Response(
        sheet,
        mimetype="text/csv",
        headers={"Content-Disposition": f'attachment; filename="{name}-changes.csv"'},
    )


def _catalogue() -> AuditCatalogue:
    found: AuditCatalogue = current_app.extensions["audit_catalogue"]
    return found


def _search(asked: Mapping[str, str]) -> AuditSearch:
    wanted = asked.get("theme", "")
    theme = Theme(wanted) if wanted in list(Theme) else None
    return AuditSearch(
        theme,
        _catalogue().names_of(theme) if theme else (),
        asked.get("q", "").strip()[:100],
        day_or_none(asked.get("from", "")),
        day_or_none(asked.get("until", "")),
        g.reach.workshop.zone if g.reach.workshop else HOUSE_ZONE,
    )


def _page(scope: Scope) -> str:
    search = _search(request.args)
    page = asked_page(count_of(scope, search), LINES_ON_A_PAGE)
    found = entries_of(scope, search, first=page.first, most=page.size)
    return render_template(
        "audit/list.html",
        lines=lines_of(found, _catalogue(), for_page=True),
        page=page,
        search=search,
        theme_words=THEME_WORDS,
        here=request.path,
        most=MAX_EXPORTED,
    )
