"""What stands on all certificates of a program."""

from flask import Response, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from lms import clock
from lms.access import requires
from lms.certificates import queries, service
from lms.certificates.blueprint import bp
from lms.certificates.forms import SetupForm
from lms.certificates.permissions import CERTIFICATE_ISSUE
from lms.certificates.printed import Formalities, Signatory
from lms.certificates.printing import certificates_pdf, sheet_of
from lms.web.pdf import pdf_answer
from lms.workshops.taking import note_taken


@bp.get("/programs/<program_slug>/certificates")
@requires(CERTIFICATE_ISSUE)
def setup(program_slug: str) -> ResponseReturnValue:
    """Show what stands on the certificates; at first with what the program says already."""
    program = g.reach.program
    kept = queries.setup_of(program)
    chair = (Signatory(program.chair_name, _("Head of the committee"), program.chair_nip),)
    formalities = kept.formalities if kept else Formalities("", program.title, "", chair)
    return _page(SetupForm.showing(formalities))


@bp.post("/programs/<program_slug>/certificates")
@requires(CERTIFICATE_ISSUE)
def save_setup(program_slug: str) -> ResponseReturnValue:
    form = SetupForm()
    if not form.validate():
        return _page(form), 422
    service.prepare(
        g.reach.program, form.formalities, now=clock.now(), actor_id=current_user.person.id
    )
    flash(_("Saved. Certificates issued from now on say this."), "success")
    return redirect(url_for("workshops.program", program_slug=program_slug), 303)


@bp.post("/programs/<program_slug>/certificates.pdf")
@requires(CERTIFICATE_ISSUE)
def print_program(program_slug: str) -> Response:
    """Hand out all valid certificates and statements of the program in one file."""
    sheets = [sheet_of(each) for each in queries.valid_in(g.reach.program)]
    note_taken("certificates", g.reach.program, len(sheets))
    title = f"{_('Certificates')} · {g.reach.program.title}"
    pdf = certificates_pdf(title, sheets, clock.now())
    return pdf_answer(pdf, f"sertifikat-{program_slug}.pdf")


def _page(form: SetupForm) -> str:
    program = g.reach.program
    issued = len(queries.valid_in(program))
    return render_template("certificates/setup.html", form=form, program=program, issued=issued)
