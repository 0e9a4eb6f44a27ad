"""Frozen reports of a program."""

from flask import Response, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from lms import clock
from lms.access import requires
from lms.database import reading
from lms.errors import Conflict
from lms.freezing import queries, service
from lms.freezing.blueprint import bp
from lms.freezing.forms import FreezeForm
from lms.freezing.handing import handed_file, handed_package
from lms.freezing.package import Freezing, program_package
from lms.freezing.permissions import REPORT_FREEZE
from lms.freezing.rules import changes_between
from lms.handover.permissions import REPORT_HAND_OVER
from lms.handover.queries import program_matter
from lms.language import gettext_noop
from lms.reports.queries import workshops_in
from lms.web.languages import HOUSE_ZONE


@bp.get("/programs/<program_slug>/report/versions")
@requires(REPORT_FREEZE)
def of_program(program_slug: str) -> ResponseReturnValue:
    """List the versions of a program's report, and what differs."""
    return _program_page(FreezeForm(formdata=None))


@bp.post("/programs/<program_slug>/report/versions")
@requires(REPORT_FREEZE)
def freeze_program(program_slug: str) -> ResponseReturnValue:
    """Freeze the report of the program as it stands now."""
    form = FreezeForm()
    if not form.validate():
        return _program_page(form), 422
    with reading(expire=False):
        program, now, person = g.reach.program, clock.now(), current_user.person
        workshops = workshops_in(program)
        if not queries.is_any_over(workshops, now):
            raise Conflict(
                gettext_noop("It is frozen once the last meeting of a workshop has ended.")
            )
        version = len(queries.program_versions(program)) + 1
        how = Freezing(version, now, person.name, form.note.data or "")
        revisions = list({each.revision_id: each.revision for each in workshops}.values())
        zone = workshops[-1].zone if workshops else HOUSE_ZONE
        package = program_package(program_matter(program, now), revisions, zone, how)
    service.keep_version(
        program, package, version=version, note=how.note, now=now, actor_id=person.id
    )
    flash(_("The report is frozen as version %(version)s.", version=version), "success")
    return redirect(url_for(".of_program", program_slug=program_slug), 303)


@bp.post("/programs/<program_slug>/report/versions/<int:version>.zip")
@requires(REPORT_HAND_OVER)
def package_of_program(program_slug: str, version: int) -> Response:
    """Hand out the package as it was frozen."""
    return handed_package(g.reach.program, version)


@bp.post("/programs/<program_slug>/report/versions/<int:version>.pdf")
@requires(REPORT_HAND_OVER)
def paper_of_program(program_slug: str, version: int) -> Response:
    """Hand out the PDF of the package."""
    return handed_file(g.reach.program, version)


def _program_page(form: FreezeForm) -> str:
    program = g.reach.program
    found = queries.program_versions(program)
    return render_template(
        "freezing/of_program.html",
        versions=found,
        changed=changes_between(found),
        form=form,
        over=queries.is_any_over(workshops_in(program), clock.now()),
        program=program,
    )
