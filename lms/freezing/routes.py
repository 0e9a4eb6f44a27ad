"""Frozen reports of a workshop: making a version, downloading one, seeing what differs."""

from flask import Response, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from lms import clock
from lms.access import open_when_closed, open_when_lent, requires
from lms.database import reading
from lms.errors import Conflict
from lms.freezing import queries, service
from lms.freezing.blueprint import bp
from lms.freezing.forms import FreezeForm
from lms.freezing.handing import handed_file, handed_package
from lms.freezing.package import Freezing, workshop_package
from lms.freezing.permissions import REPORT_FREEZE
from lms.freezing.rules import changes_between
from lms.handover.permissions import REPORT_HAND_OVER
from lms.handover.queries import workshop_matter
from lms.language import gettext_noop
from lms.reports.permissions import REPORT_SEE


@bp.get("/w/<workshop_slug>/report/versions")
@requires(REPORT_SEE)
def versions(workshop_slug: str) -> ResponseReturnValue:
    """List the versions, and what differs between each and the one before."""
    return _page(FreezeForm(formdata=None))


@bp.post("/w/<workshop_slug>/report/versions")
@open_when_closed
@requires(REPORT_FREEZE)
def freeze(workshop_slug: str) -> ResponseReturnValue:
    """Freeze the report as it stands now, as the next version."""
    form = FreezeForm()
    if not form.validate():
        return _page(form), 422
    with reading(expire=False):
        workshop, now, person = g.reach.workshop, clock.now(), current_user.person
        if not queries.is_any_over([workshop], now):
            raise Conflict(gettext_noop("A report is frozen once the last meeting has ended."))
        version = len(queries.versions_of(workshop)) + 1
        how = Freezing(version, now, person.name, form.note.data or "")
        package = workshop_package(workshop_matter(workshop, now), workshop.revision, how)
    service.keep_version(
        workshop, package, version=version, note=how.note, now=now, actor_id=person.id
    )
    flash(_("The report is frozen as version %(version)s.", version=version), "success")
    return redirect(url_for(".versions", workshop_slug=workshop_slug), 303)


@bp.post("/w/<workshop_slug>/report/versions/<int:version>.zip")
@open_when_closed
@open_when_lent
@requires(REPORT_HAND_OVER)
def package(workshop_slug: str, version: int) -> Response:
    """Hand out the package as it was frozen."""
    return handed_package(g.reach.workshop, version)


@bp.post("/w/<workshop_slug>/report/versions/<int:version>.pdf")
@open_when_closed
@open_when_lent
@requires(REPORT_HAND_OVER)
def paper(workshop_slug: str, version: int) -> Response:
    """Hand out the PDF of the package."""
    return handed_file(g.reach.workshop, version)


def _page(form: FreezeForm) -> str:
    workshop = g.reach.workshop
    found = queries.versions_of(workshop)
    return render_template(
        "freezing/versions.html",
        versions=found,
        changed=changes_between(found),
        form=form,
        over=queries.is_any_over([workshop], clock.now()),
    )
