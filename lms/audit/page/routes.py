"""The pages of the audit trail: of a workshop, of a program, and of everything."""

from flask import g, render_template, request
from flask.typing import ResponseReturnValue

from lms.access import Permission, requires
from lms.audit.page.blueprint import bp
from lms.audit.page.queries import (
    EVERYTHING,
    Scope,
    Search,
    count_of,
    entries_of,
    of_program,
    of_workshop,
)
from lms.audit.page.shown import lines_of
from lms.audit.page.words import THEME_WORDS, Theme
from lms.reports.paging import Page

LINES_ON_A_PAGE = 50


@bp.get("/w/<workshop_slug>/changes")
@requires(Permission.TRAIL_SEE)
def workshop(workshop_slug: str) -> ResponseReturnValue:
    """Show what was changed in a workshop."""
    return _page(of_workshop(g.reach.workshop))


@bp.get("/programs/<program_slug>/changes")
@requires(Permission.TRAIL_SEE)
def program(program_slug: str) -> ResponseReturnValue:
    """Show what was changed in a program and in its workshops."""
    return _page(of_program(g.reach.program))


@bp.get("/people/changes")
@requires(Permission.PERSON_MANAGE)
def everything() -> ResponseReturnValue:
    """Show every change there was, accounts and roles included."""
    return _page(EVERYTHING)


def _page(scope: Scope) -> str:
    theme = request.args.get("theme", "")
    search = Search(
        Theme(theme) if theme in list(Theme) else None,
        request.args.get("q", "").strip()[:100],
    )
    page = Page(request.args.get("page", 1, int), count_of(scope, search), LINES_ON_A_PAGE)
    found = entries_of(scope, search, first=page.first, most=page.size)
    return render_template(
        "audit/list.html",
        lines=lines_of(found),
        page=page,
        search=search,
        theme_words=THEME_WORDS,
        here=request.path,
    )
