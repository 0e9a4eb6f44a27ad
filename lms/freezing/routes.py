"""Frozen reports of a workshop: making a version, downloading one, seeing what differs."""

from itertools import pairwise

from flask import Response, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, get_locale
from flask_babel import gettext as _
from flask_login import current_user

from lms import clock
from lms.access import open_when_closed, requires
from lms.database import reading
from lms.errors import Conflict
from lms.freezing import queries, service
from lms.freezing.blueprint import bp
from lms.freezing.forms import FreezeForm
from lms.freezing.package import file_in, package_of
from lms.freezing.permissions import REPORT_FREEZE
from lms.freezing.rules import differences
from lms.language import gettext_noop
from lms.publishing.queries import course_of
from lms.reports.account.queries import workshop_account
from lms.reports.permissions import REPORT_SEE
from lms.web.languages import LANGUAGES
from lms.web.pdf import pdf_answer
from lms.workshops.queries import schedule_of


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
        if not _is_over():
            raise Conflict(gettext_noop("A report is frozen once the last meeting has ended."))
        version = len(queries.versions_of(workshop)) + 1
        language = course_of(workshop.revision).language
        with force_locale(language if language in LANGUAGES else str(get_locale())):
            package = package_of(
                workshop_account(workshop, now),
                workshop.revision,
                workshop.program.letterhead or workshop.program.partners,
                version=version,
                now=now,
                by=person.name,
                note=form.note.data or "",
            )
    service.keep_version(
        workshop,
        package,
        version=version,
        note=form.note.data or "",
        now=now,
        actor_id=person.id,
    )
    flash(_("The report is frozen as version %(version)s.", version=version), "success")
    return redirect(url_for(".versions", workshop_slug=workshop_slug), 303)


@bp.get("/w/<workshop_slug>/report/versions/<int:version>.zip")
@requires(REPORT_SEE)
def package(workshop_slug: str, version: int) -> Response:
    """Hand out the package as it was frozen."""
    frozen = queries.frozen_in(g.reach.workshop, version)
    name = f"laporan-{workshop_slug}-{version}.zip"
    return Response(
        frozen.package,
        mimetype="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@bp.get("/w/<workshop_slug>/report/versions/<int:version>.pdf")
@requires(REPORT_SEE)
def paper(workshop_slug: str, version: int) -> Response:
    """Show the PDF of the package."""
    frozen = queries.frozen_in(g.reach.workshop, version)
    return pdf_answer(
        file_in(frozen.package, "laporan.pdf"), f"laporan-{workshop_slug}-{version}.pdf"
    )


def _is_over() -> bool:
    end = schedule_of(g.reach.workshop).days_end_at
    return end is not None and end <= clock.now()


def _page(form: FreezeForm) -> str:
    found = queries.versions_of(g.reach.workshop)
    changed = {
        later.version: differences(earlier.document, later.document)
        for later, earlier in pairwise(found)
    }
    return render_template(
        "freezing/versions.html", versions=found, changed=changed, form=form, over=_is_over()
    )
