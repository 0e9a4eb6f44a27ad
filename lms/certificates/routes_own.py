"""A participant's own certificate: what is still missing, the files, the link to share."""

from urllib.parse import quote

from flask import Response, g, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.access import requires
from lms.certificates import queries
from lms.certificates.badges import signed_badge
from lms.certificates.blueprint import bp
from lms.certificates.permissions import CERTIFICATE_OWN
from lms.certificates.printing import certificates_pdf, sheet_of, verification_address
from lms.certificates.rules import KIND_WORDS
from lms.reports import words
from lms.results.own import own_results
from lms.web.pdf import pdf_answer


@bp.get("/w/<workshop_slug>/certificate")
@requires(CERTIFICATE_OWN)
def mine(workshop_slug: str) -> ResponseReturnValue:
    """Show a participant her certificate, or what she still needs to get one."""
    enrolment, now = g.reach.enrolment, clock.now()
    held = queries.certificates_for(enrolment)
    shared = [(each, verification_address(each)) for each in held]
    return render_template(
        "certificates/mine.html",
        held=[
            (each, address, f"https://wa.me/?text={quote(_share_words(each.number, address))}")
            for each, address in shared
        ],
        outcome=own_results(enrolment, now).outcome,
        name=enrolment.person.name,
        words=words,
        kind_words=KIND_WORDS,
    )


@bp.get("/w/<workshop_slug>/certificate/<int:certificate_id>.pdf")
@requires(CERTIFICATE_OWN)
def own_file(workshop_slug: str, certificate_id: int) -> Response:
    certificate = queries.own_certificate(g.reach.enrolment, certificate_id)
    title = f"{_(KIND_WORDS[certificate.kind])} {certificate.number}"
    pdf = certificates_pdf(title, [sheet_of(certificate)], clock.now())
    return pdf_answer(pdf, f"{certificate.kind}-{certificate.sequence:03}.pdf")


@bp.get("/w/<workshop_slug>/certificate/<int:certificate_id>.jwt")
@requires(CERTIFICATE_OWN)
def own_badge(workshop_slug: str, certificate_id: int) -> Response:
    """Hand out the certificate as a signed Open Badges 3.0 credential."""
    certificate = queries.own_certificate(g.reach.enrolment, certificate_id)
    name = f"lencana-{certificate.sequence:03}.jwt"
    return Response(
        signed_badge(certificate),
        mimetype="application/vc+jwt",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _share_words(number: str, address: str) -> str:
    return str(_("My certificate %(number)s: %(address)s", number=number, address=address))
