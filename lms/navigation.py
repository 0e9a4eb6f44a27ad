"""The navigation of a page: at most five places a role goes to, in the workshop at hand."""

from dataclasses import dataclass
from typing import Any

from flask import Flask, g, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from lms.access import Permission, allows
from lms.web.languages import chosen_language


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
        context["navigation"] = _entries()
        context["account"] = {
            "name": current_user.person.name,
            "profile_url": url_for("people.profile"),
            "devices_url": url_for("people.devices"),
            "sign_out_url": url_for("people.sign_out"),
        }
    return context


def _may(permission: Permission) -> bool:
    return allows(g.reach.roles, permission)


def _entries() -> list[Entry]:
    entries = [_entry(_("Today"), "today.home", "home")]
    workshop = g.reach.workshop if g.get("reach") else None
    if workshop is not None:
        for permission, label, endpoint, icon in _WORKSHOP_PLACES:
            if _may(permission) and not (
                permission in _FOR_PARTICIPANTS_ONLY and g.reach.is_staff
            ):
                entries.append(_entry(_(label), endpoint, icon, workshop_slug=workshop.slug))
    elif _may(Permission.PROGRAM_LIST):
        entries.append(_entry(_("Programs"), "workshops.programs", "building"))
    return entries


def _mark(sentence: str) -> str:
    return sentence


_FOR_PARTICIPANTS_ONLY = frozenset({Permission.COURSE_READ})
_WORKSHOP_PLACES = (
    (Permission.COURSE_READ, _mark("Lessons"), "lessons.course", "book"),
    (Permission.ATTENDANCE_SEE_OWN, _mark("My attendance"), "attendance.mine", "calendar"),
    (Permission.ATTENDANCE_SEE_OWN, _mark("My scores"), "reports.mine", "chart"),
    (Permission.WORKSHOP_SEE, _mark("Workshop"), "workshops.overview", "place"),
    (Permission.ATTENDANCE_RECORD, _mark("Attendance"), "attendance.meetings", "calendar"),
    (Permission.ANSWER_GRADE, _mark("Marking"), "grading.queue", "pencil"),
    (Permission.ENROLMENT_LIST, _mark("Participants"), "workshops.people", "people"),
    (Permission.MATRIX_SEE, _mark("Progress"), "reports.matrix", "chart"),
    (Permission.REPORT_SEE, _mark("Report"), "reports.workshop", "certificate"),
    (Permission.EXTENSION_GRANT, _mark("Practice period"), "workshops.extensions", "clock"),
)


def _entry(label: str, endpoint: str, icon: str, **values: Any) -> Entry:
    url = url_for(endpoint, **values)
    return Entry(label, url, icon, current=request.path == url)
