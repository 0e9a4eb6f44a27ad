"""The navigation of a page: at most five places a role goes to, in the workshop at hand."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from flask import Flask, current_app, g, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from lms import clock
from lms.access import IMPERSONAL, PUBLIC, Role, allows
from lms.feature import Feature, Place
from lms.language import initials
from lms.publishing.queries import course_of
from lms.today.queries import reach_at_hand
from lms.web.course_text import init_course_text
from lms.web.languages import spoken
from lms.workshops.queries_programs import latest_followed
from lms.workshops.reach import NOBODY, Reach


class _Places(NamedTuple):
    """Where one can go, outside of any workshop and within one."""

    outside: tuple[Place, ...]
    within: tuple[Place, ...]


class Entry(NamedTuple):
    """One place to go to."""

    label: str
    url: str
    icon: str


def init_navigation(app: Flask, features: Sequence[Feature]) -> None:
    """Give every page its navigation and account menu, from what the features declare."""
    app.extensions["permissions"] = {
        permission.name: permission
        for permission in (
            PUBLIC,
            IMPERSONAL,
            *(each for one in features for each in one.permissions),
        )
    }
    app.extensions["navigation"] = _Places(
        tuple(sorted(place for one in features for place in one.places)),
        tuple(sorted(place for one in features for place in one.workshop_places)),
    )
    app.context_processor(_context)
    init_course_text(app, _language_at_hand)
    app.add_template_filter(initials)


def _context() -> dict[str, Any]:
    reach: Reach | None = g.get("reach")
    context: dict[str, Any] = {
        "reach": reach,
        "workshop": reach.workshop if reach else None,
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


def _language_at_hand() -> str:
    reach: Reach = g.get("reach", NOBODY)
    revision = reach.workshop.revision if reach.workshop else latest_followed(reach.program)
    return course_of(revision).language if revision else ""


def _may(name: str) -> bool:
    """Tell a template whether the reader may do something. Raises KeyError for an unknown name."""
    may: bool = g.reach.may(current_app.extensions["permissions"][name])
    return may


# By root: a proxy may put the site below another path.
@lru_cache(maxsize=16)
def _addresses(_root: str) -> dict[str, str]:
    """The addresses to which every page leads, below the root of this site."""
    return {
        "language_url": url_for("people.choose_language"),
        "home_url": url_for("today.home"),
        "profile_url": url_for("people.profile"),
        "devices_url": url_for("people.devices"),
        "help_url": url_for("help.index"),
        "sign_out_url": url_for("people.sign_out"),
    }


def _navigation() -> tuple[tuple[Entry, ...], str]:
    """Where to go from here, and which of these addresses this is ("" for none).

    Called only by pages that show a navigation.
    """
    reach: Reach = g.reach
    places: _Places = current_app.extensions["navigation"]
    allowed = (allows(reach.roles, place.permission) for place in places.outside)
    if reach.workshop is None and not any(allowed):
        reach = reach_at_hand(current_user.person, clock.now()) or reach
    slug = reach.workshop.slug if reach.workshop else ""
    here = request.path
    entries = _entries(
        spoken(),
        request.script_root,
        places,
        reach.roles,
        slug,
        is_staff=reach.is_staff,
        in_draft=reach.in_draft,
    )
    return entries, next((each.url for each in entries if each.url == here), "")


# Language and root are not read inside; they tell the kept answers apart.
@lru_cache(maxsize=1_000)
def _entries(
    _language: str,
    _root: str,
    places: _Places,
    roles: frozenset[Role],
    slug: str,
    *,
    is_staff: bool,
    in_draft: bool,
) -> tuple[Entry, ...]:
    """The places for these roles, in the workshop `slug` or, without, outside of any."""
    entries = [Entry(_("Today"), url_for("today.home"), "home")]
    arguments: dict[str, Any] = {"workshop_slug": slug} if slug else {}
    for place in places.within if slug else places.outside:
        hidden = place.for_participants_only and is_staff
        if allows(roles, place.permission, in_draft=in_draft) and not hidden:
            url = url_for(place.endpoint, **arguments)
            entries.append(Entry(_(place.label), url, place.icon))
    return tuple(entries)
