"""The navigation of a page: at most five places a role goes to, in the workshop at hand."""

from dataclasses import dataclass
from typing import Any

from flask import Flask, g, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from lms import clock
from lms.access import Permission, allows
from lms.language import initials, mark
from lms.today.queries import reach_at_hand
from lms.web.languages import chosen_language
from lms.workshops.reach import Reach


@dataclass(frozen=True)
class Entry:
    """One place to go to."""

    label: str
    url: str
    icon: str
    current: bool


def init_navigation(app: Flask) -> None:
    """Give every page its navigation and account menu."""
    app.context_processor(_context)
    app.add_template_filter(initials)


def _context() -> dict[str, Any]:
    context: dict[str, Any] = {
        "language": chosen_language(),
        "language_url": url_for("people.choose_language"),
        "home_url": url_for("today.home"),
        "reach": g.get("reach"),
        "workshop": g.reach.workshop if g.get("reach") else None,
        "Permission": Permission,
        "may": _may,
    }
    if current_user.is_authenticated:
        context["navigation"] = _entries
        workshop = context["workshop"]
        if workshop is not None and workshop.program.is_rehearsal:
            context["rehearsal_clock"] = clock.now()
        context["account"] = {
            "name": current_user.person.name,
            "initials": initials(current_user.person.name),
            "profile_url": url_for("people.profile"),
            "devices_url": url_for("people.devices"),
            "help_url": url_for("help.index"),
            "sign_out_url": url_for("people.sign_out"),
        }
    return context


def _may(permission: Permission) -> bool:
    return allows(g.reach.roles, permission)


def _entries() -> list[Entry]:
    """Return where to go from here; called only by pages that show a navigation."""
    entries = [_entry(_("Today"), "today.home", "home")]
    elsewhere = [
        _entry(_(label), endpoint, icon)
        for permission, label, endpoint, icon in _PLACES
        if _may(permission)
    ]
    reach: Reach | None = g.reach
    if g.reach.workshop is None:
        reach = None if elsewhere else reach_at_hand(current_user.person, clock.now())
    if reach is None or reach.workshop is None:
        return entries + elsewhere
    for permission, label, endpoint, icon in _WORKSHOP_PLACES:
        hidden = permission in _FOR_PARTICIPANTS_ONLY and reach.is_staff
        if allows(reach.roles, permission) and not hidden:
            entries.append(_entry(_(label), endpoint, icon, workshop_slug=reach.workshop.slug))
    return entries


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
    (Permission.ENROLMENT_LIST, mark("Participants"), "workshops.people", "people"),
    (Permission.MATRIX_SEE, mark("Progress"), "reports.matrix", "chart"),
    (Permission.REPORT_SEE, mark("Report"), "reports.workshop", "certificate"),
)


def _entry(label: str, endpoint: str, icon: str, **values: Any) -> Entry:
    url = url_for(endpoint, **values)
    return Entry(label, url, icon, current=request.path == url)
