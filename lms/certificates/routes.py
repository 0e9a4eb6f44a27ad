"""Certificates of a workshop: what is missing, issuing, printing, correcting, revoking."""

from collections.abc import Sequence

from flask import Response, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from lms import clock
from lms.access import open_when_closed, open_when_lent, requires
from lms.certificates import queries, service
from lms.certificates.blueprint import bp
from lms.certificates.forms import CertificateReasonForm
from lms.certificates.permissions import CERTIFICATE_ISSUE, CERTIFICATE_SEE
from lms.certificates.printing import Sheet, certificates_pdf, sheet_of, verification_address
from lms.certificates.queries import Candidate
from lms.certificates.rules import (
    ENDING_WORDS,
    KIND_WORDS,
    CertificateKind,
    written_verification,
)
from lms.database import reading
from lms.errors import Conflict
from lms.language import gettext_noop
from lms.reports import words
from lms.web.forms import enum_coerce
from lms.web.pdf import pdf_answer
from lms.workshops.queries import schedule_of
from lms.workshops.taking import note_taken

_kind_of = enum_coerce(CertificateKind)


@bp.get("/w/<workshop_slug>/certificates")
@requires(CERTIFICATE_SEE)
def listed(workshop_slug: str) -> ResponseReturnValue:
    """Show who gets a certificate, who has one, and what everybody else still misses."""
    workshop, now = g.reach.workshop, clock.now()
    found = queries.candidates(workshop, now)
    schedule = schedule_of(workshop)
    return render_template(
        "certificates/listed.html",
        found=found,
        due={kind: [each for each in found if each.due is kind] for kind in CertificateKind},
        register=queries.certificates_of(workshop),
        setup=queries.setup_of(workshop.program),
        schedule=schedule,
        over=schedule.days_end_at is not None and schedule.days_end_at <= now,
        now=now,
        words=words,
        kind_words=KIND_WORDS,
        ending_words=ENDING_WORDS,
    )


@bp.post("/w/<workshop_slug>/certificates")
@open_when_closed
@requires(CERTIFICATE_ISSUE)
def issue(workshop_slug: str) -> ResponseReturnValue:
    """Issue certificates (or statements) to those who are ticked and qualify."""
    with reading(expire=False):
        workshop, now = g.reach.workshop, clock.now()
        service.refuse_before_the_end(workshop, schedule_of(workshop), now)
        chosen = _chosen(queries.candidates(workshop, now))
        setup = queries.setup_of(workshop.program)
        if setup is None:
            raise Conflict(service.NOT_PREPARED)
        issues = queries.issues_for(workshop, chosen, setup.formalities, now)
    made = service.issue_certificates(workshop, issues, now=now, actor_id=current_user.person.id)
    if made:
        told = ngettext(
            "%(num)d certificate is issued.", "%(num)d certificates are issued.", len(made)
        )
        flash(told, "success")
    else:
        flash(_("Nothing was issued: tick at least one person who has none yet."), "info")
    return redirect(url_for(".listed", workshop_slug=workshop_slug), 303)


@bp.post("/w/<workshop_slug>/certificates/preview.pdf")
@open_when_closed
@open_when_lent
@requires(CERTIFICATE_SEE)
def preview(workshop_slug: str) -> Response:
    """Show what would be printed, marked as a preview, without numbers."""
    with reading(expire=False):
        workshop, now = g.reach.workshop, clock.now()
        kind = _kind_of(request.args.get("kind")) or CertificateKind.CERTIFICATE
        setup = queries.setup_of(workshop.program)
        if setup is None:
            raise Conflict(service.NOT_PREPARED)
        chosen = [each for each in queries.candidates(workshop, now) if each.due is kind]
        issues = queries.issues_for(workshop, chosen, setup.formalities, now)
        answer = _pdf([Sheet(each.kind, each.printed) for each in issues], "pratinjau")
    note_taken("certificates", workshop, len(issues))
    return answer


@bp.post("/w/<workshop_slug>/certificates.pdf")
@open_when_closed
@open_when_lent
@requires(CERTIFICATE_SEE)
def print_all(workshop_slug: str) -> Response:
    """Hand out all valid certificates and statements of the workshop in one file."""
    valid = [each for each in queries.certificates_of(g.reach.workshop) if each.is_valid]
    note_taken("certificates", g.reach.workshop, len(valid))
    return _pdf([sheet_of(each) for each in valid], "sertifikat")


@bp.get("/w/<workshop_slug>/certificates/<int:certificate_id>")
@requires(CERTIFICATE_SEE)
def one(workshop_slug: str, certificate_id: int) -> ResponseReturnValue:
    """Show one certificate with its history, and what can be done with it."""
    return _page(certificate_id, CertificateReasonForm(formdata=None))


@bp.post("/w/<workshop_slug>/certificates/<int:certificate_id>.pdf")
@open_when_closed
@open_when_lent
@requires(CERTIFICATE_SEE)
def print_one(workshop_slug: str, certificate_id: int) -> Response:
    certificate = queries.certificate_in(g.reach.workshop, certificate_id)
    if not certificate.is_valid:
        raise Conflict(gettext_noop("This certificate was replaced or revoked already."))
    note_taken("certificates", g.reach.workshop, 1)
    return _pdf([sheet_of(certificate)], f"sertifikat-{certificate.sequence:03}")


@bp.post("/w/<workshop_slug>/certificates/<int:certificate_id>/reissue")
@open_when_closed
@requires(CERTIFICATE_ISSUE)
def reissue(workshop_slug: str, certificate_id: int) -> ResponseReturnValue:
    """Issue it anew, with name, position and cooperative as they are registered now."""
    certificate = queries.certificate_in(g.reach.workshop, certificate_id)
    form = CertificateReasonForm()
    if not form.validate():
        return _page(certificate_id, form), 422
    made = service.reissue_certificate(
        certificate,
        queries.registered(certificate),
        reason=form.reason.data,
        now=clock.now(),
        actor_id=current_user.person.id,
    )
    flash(
        _("Issued anew as %(number)s; the earlier one is replaced.", number=made.number), "success"
    )
    address = url_for(".one", workshop_slug=workshop_slug, certificate_id=made.id)
    return redirect(address, 303)


@bp.post("/w/<workshop_slug>/certificates/<int:certificate_id>/revoke")
@open_when_closed
@requires(CERTIFICATE_ISSUE)
def revoke(workshop_slug: str, certificate_id: int) -> ResponseReturnValue:
    certificate = queries.certificate_in(g.reach.workshop, certificate_id)
    form = CertificateReasonForm()
    if not form.validate():
        return _page(certificate_id, form), 422
    service.revoke_certificate(
        certificate, reason=form.reason.data, now=clock.now(), actor_id=current_user.person.id
    )
    flash(_("Certificate %(number)s is revoked.", number=certificate.number), "success")
    address = url_for(".one", workshop_slug=workshop_slug, certificate_id=certificate_id)
    return redirect(address, 303)


def _chosen(found: Sequence[Candidate]) -> list[Candidate]:
    kind = _kind_of(request.form.get("kind"))
    ticked = set(request.form.getlist("enrolment", type=int))
    return [each for each in found if each.due is kind and each.seat.enrolment_id in ticked]


def _page(certificate_id: int, form: CertificateReasonForm) -> str:
    certificate = queries.certificate_in(g.reach.workshop, certificate_id)
    return render_template(
        "certificates/one.html",
        certificate=certificate,
        printed=certificate.printed,
        registered=queries.registered(certificate),
        later=queries.replacement_of(certificate),
        address=verification_address(certificate),
        code=written_verification(certificate.code),
        form=form,
        kind_words=KIND_WORDS,
        ending_words=ENDING_WORDS,
    )


def _pdf(sheets: Sequence[Sheet], name: str) -> Response:
    workshop = g.reach.workshop
    title = f"{_('Certificates')} · {workshop.program.title}"
    pdf = certificates_pdf(title, sheets, clock.now())
    return pdf_answer(pdf, f"{name}-{workshop.slug}.pdf")
