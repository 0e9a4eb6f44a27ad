"""The navigation of a page: at most five places a role goes to, in the workshop at hand."""

from functools import lru_cache
from typing import Any, NamedTuple

from flask import Flask, g, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from lms import clock
from lms.access import Permission, Role, allows
from lms.language import initials, mark
from lms.publishing.queries import course_of
from lms.today.queries import reach_at_hand
from lms.web.languages import chosen_language, spoken
from lms.workshops.reach import Reach


class Entry(NamedTuple):
    """One place to go to."""

    label: str
    url: str
    icon: str


def init_navigation(app: Flask) -> None:
    """Give every page its navigation and account menu."""
    app.context_processor(_context)
    app.add_template_filter(initials)


def _context() -> dict[str, Any]:
    reach: Reach | None = g.get("reach")
    context: dict[str, Any] = {
        "reach": reach,
        "workshop": reach.workshop if reach else None,
        "Permission": Permission,
        "content_lang": _content_lang,
        "may": _may,
        **_addresses(request.script_root),
    }
    if current_user.is_authenticated:
        context["navigation"] = _navigation
        context["account_name"] = current_user.person.name
        workshop = context["workshop"]
        if workshop is not None and workshop.program.is_rehearsal:
            context["rehearsal_clock"] = clock.now()
    return context


def _content_lang() -> str | None:
    """Return the language of the course at hand if the page speaks another one, to be marked."""
    workshop = g.reach.workshop if g.get("reach") else None
    spoken = course_of(workshop.revision).language if workshop else None
    return spoken if spoken != chosen_language() else None


def _may(permission: Permission) -> bool:
    return allows(g.reach.roles, permission)


@lru_cache(maxsize=16)
def _addresses(_root: str) -> dict[str, str]:
    """Return the addresses to which every page leads, below the root of this site."""
    return {
        "language_url": url_for("people.choose_language"),
        "home_url": url_for("today.home"),
        "profile_url": url_for("people.profile"),
        "devices_url": url_for("people.devices"),
        "help_url": url_for("help.index"),
        "sign_out_url": url_for("people.sign_out"),
    }


def _navigation() -> tuple[tuple[Entry, ...], str]:
    """Return where to go from here, and which of these addresses this is ("" for none).

    Called only by pages that show a navigation.
    """
    reach: Reach = g.reach
    if reach.workshop is None and not any(_may(permission) for permission, *_rest in _PLACES):
        reach = reach_at_hand(current_user.person, clock.now()) or reach
    slug = reach.workshop.slug if reach.workshop else ""
    here = request.path
    entries = _entries(spoken(), request.script_root, reach.roles, reach.is_staff, slug)
    return entries, next((each.url for each in entries if each.url == here), "")


@lru_cache(maxsize=1_000)
def _entries(
    _language: str, _root: str, roles: frozenset[Role], is_staff: bool, slug: str
) -> tuple[Entry, ...]:
    """Return the places for these roles, in the workshop `slug` or, without, outside of any."""
    entries = [Entry(_("Today"), url_for("today.home"), "home")]
    if not slug:
        for permission, label, endpoint, icon in _PLACES:
            if allows(roles, permission):
                entries.append(Entry(_(label), url_for(endpoint), icon))
        return tuple(entries)
    for permission, label, endpoint, icon in _WORKSHOP_PLACES:
        hidden = permission in _FOR_PARTICIPANTS_ONLY and is_staff
        if allows(roles, permission) and not hidden:
            entries.append(Entry(_(label), url_for(endpoint, workshop_slug=slug), icon))
    return tuple(entries)


_PLACES = (
    (Permission.PROGRAM_LIST, mark("Programs"), "workshops.programs", "building"),
    (Permission.PERSON_MANAGE, mark("People"), "administration.people", "people"),
)
_FOR_PARTICIPANTS_ONLY = frozenset({Permission.COURSE_READ})
_WORKSHOP_PLACES = (
    (Permission.COURSE_READ, mark("Lessons"), "lessons.course", "book"),
    (Permission.ATTENDANCE_SEE_OWN, mark("Attendance"), "attendance.mine", "calendar"),
    (Permission.ATTENDANCE_SEE_OWN, mark("Scores"), "reports.mine", "chart"),
    (Permission.WORKSHOP_SEE, mark("Workshop"), "workshops.overview", "place"),
    (Permission.ATTENDANCE_RECORD, mark("Attendance"), "attendance.meetings", "calendar"),
    (Permission.ANSWER_GRADE, mark("Marking"), "grading.queue", "pencil"),
    (Permission.DISCUSSION_READ, mark("Ask"), "discussion.listed", "question"),
    (Permission.ENROLMENT_LIST, mark("Participants"), "enrolment.people", "people"),
    (Permission.MATRIX_SEE, mark("Progress"), "reports.matrix", "chart"),
    (Permission.REPORT_SEE, mark("Report"), "reports.workshop", "certificate"),
)
