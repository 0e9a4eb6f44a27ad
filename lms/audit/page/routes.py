"""The pages of the audit trail: of a workshop, of a program, and of everything."""

from flask import current_app, g, render_template, request
from flask.typing import ResponseReturnValue

from lms.access import requires
from lms.audit.actions import THEME_WORDS, Theme
from lms.audit.catalogue import AuditCatalogue
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
from lms.audit.page.shown import lines_of
from lms.people.permissions import PERSON_MANAGE
from lms.reports.paging import Page

LINES_ON_A_PAGE = 50


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


def _page(scope: Scope) -> str:
    catalogue: AuditCatalogue = current_app.extensions["audit_catalogue"]
    wanted = request.args.get("theme", "")
    theme = Theme(wanted) if wanted in list(Theme) else None
    search = AuditSearch(
        theme,
        catalogue.names_of(theme) if theme else (),
        request.args.get("q", "").strip()[:100],
    )
    page = Page(request.args.get("page", 1, int), count_of(scope, search), LINES_ON_A_PAGE)
    found = entries_of(scope, search, first=page.first, most=page.size)
    return render_template(
        "audit/list.html",
        lines=lines_of(found, catalogue),
        page=page,
        search=search,
        theme_words=THEME_WORDS,
        here=request.path,
    )
