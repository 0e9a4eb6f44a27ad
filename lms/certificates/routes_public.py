"""For anybody: is this certificate valid? And for verifiers of badges: keys and what was revoked.

The page tells no more than stands on the paper. A code has 79 bits; who types wrong ones has to
wait, and finds nothing by scanning meanwhile either.
"""

from functools import partial

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.access import PUBLIC, requires
from lms.certificates import queries
from lms.certificates.badges import issuer_document, signed_status_list
from lms.certificates.blueprint import bp
from lms.certificates.forms import VerifyForm
from lms.certificates.printing import date_span
from lms.certificates.rules import (
    KIND_WORDS,
    MAX_TYPED,
    is_certificate_number,
    typed_verification,
)
from lms.certificates.signing import public_key
from lms.database import reading
from lms.people import throttling
from lms.people.throttling import Throttled
from lms.people.words import slowed_down
from lms.web.forms import put_errors

_WHO = "certificate"  # whose failures are counted, by address


@bp.get("/sertifikat")
@requires(PUBLIC)
def ask() -> ResponseReturnValue:
    """Ask for the code of a certificate."""
    return _page(VerifyForm(formdata=None))


@bp.post("/sertifikat")
@requires(PUBLIC)
def check() -> ResponseReturnValue:
    """Look a typed code up and go to its page."""
    form = VerifyForm()
    if not form.validate():
        return _page(form), 422
    address, now = request.remote_addr or "", clock.now()
    code = typed_verification(form.code.data)
    try:
        with reading():
            throttling.refuse_if_too_fast(_from(address), address, now)
            found = queries.certificate_by_code(code)
            known = found.code if found else None
    except Throttled as throttled:
        return slowed_down(form.code, throttled, partial(_page, form))
    if known is not None:
        return redirect(url_for(".verify", verification=known), 303)
    throttling.count_failure(_from(address), address, now)
    put_errors(form.code, _not_found(form.code.data))
    return _page(form), 422


@bp.get("/sertifikat/<verification>")
@requires(PUBLIC)
def verify(verification: str) -> ResponseReturnValue:
    """Say whether a certificate is valid, and what it certifies."""
    address = request.remote_addr or ""
    form = VerifyForm(formdata=None, code=verification[:MAX_TYPED])
    try:
        throttling.refuse_if_too_fast(_from(address), address, clock.now())
    except Throttled as throttled:
        return slowed_down(form.code, throttled, partial(_page, form))
    found = queries.certificate_by_code(typed_verification(verification))
    if found is None:
        put_errors(form.code, _not_found(verification))
        return _page(form), 404
    printed = found.printed
    return render_template(
        "certificates/verified.html",
        certificate=found,
        printed=printed,
        days=date_span(printed.first_day, printed.last_day),
        kind_words=KIND_WORDS,
    )


@bp.get("/sertifikat/status/<int:number>")
@requires(PUBLIC)
def status_list(number: int) -> Response:
    """Tell verifiers which badges hold no more (W3C Bitstring Status List)."""
    return Response(signed_status_list(number, clock.now()), mimetype="application/vc+jwt")


@bp.get("/.well-known/did.json")
@requires(PUBLIC)
def did() -> ResponseReturnValue:
    """Tell verifiers the key of this site, as a did:web."""
    return issuer_document()


@bp.get("/.well-known/jwks.json")
@requires(PUBLIC)
def keys() -> ResponseReturnValue:
    """Tell verifiers the key of this site, as a set of keys."""
    return {"keys": [public_key()]}


def _from(address: str) -> str:
    return f"{_WHO}:{address}"


def _not_found(typed: str) -> str:
    if is_certificate_number(typed):
        return str(
            _(
                "This is the number of the certificate, which anybody could guess. Type the code of"
                " 16 letters and digits below the QR code."
            )
        )
    return str(
        _(
            "There is no certificate with this code. Compare it with the paper, letter by letter."
            " If it is the same, the certificate is not from here."
        )
    )


def _page(form: VerifyForm) -> str:
    return render_template("certificates/ask.html", form=form)
