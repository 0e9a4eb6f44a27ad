"""Certificates as signed badges of this site."""

from datetime import datetime

from flask_babel import force_locale, get_locale
from flask_babel import gettext as _

from lms.certificates.credential import (
    LIST_LENGTH,
    Badge,
    credential_of,
    did_document,
    did_of,
    list_of,
    place_in_list,
    status_list_of,
)
from lms.certificates.models import Certificate
from lms.certificates.printing import activity_words, verification_address
from lms.certificates.queries import ended_ids
from lms.certificates.rules import KIND_WORDS, CertificateKind
from lms.certificates.signing import public_key, signed
from lms.web.addresses import made_public, public_url
from lms.web.languages import LANGUAGES


def signed_badge(certificate: Certificate) -> str:
    """A certificate as an Open Badges 3.0 credential, a compact JWT."""
    printed = certificate.printed
    issuer = issuer_did()
    with force_locale(printed.language if printed.language in LANGUAGES else str(get_locale())):
        badge = Badge(
            certificate_id=certificate.id,
            address=verification_address(certificate),
            holder=printed.holder.name,
            name=f"{_(KIND_WORDS[certificate.kind])}: {printed.activity}",
            description=activity_words(printed),
            criteria=_CRITERIA[certificate.kind](),
            language=printed.language,
            issuer=issuer,
            issuer_name=printed.letterhead[0] if printed.letterhead else printed.activity,
            issuer_address=made_public("/"),
            issued_at=certificate.issued_at,
            list_address=_list_address(list_of(certificate.id)),
        )
    return signed(credential_of(badge), issuer)


def signed_status_list(number: int, now: datetime) -> str:
    """The status list of this number as a compact JWT: which certificates hold no more."""
    first = number * LIST_LENGTH
    places = [place_in_list(each) for each in ended_ids(first, first + LIST_LENGTH - 1)]
    issuer, address = issuer_did(), _list_address(number)
    return signed(status_list_of(places, issuer=issuer, address=address, now=now), issuer)


def issuer_did() -> str:
    """The did:web of this site."""
    return did_of(made_public(""))


def issuer_document() -> dict[str, object]:
    """What a verifier fetches to know the key of this site."""
    return did_document(issuer_did(), public_key())


def _list_address(number: int) -> str:
    return public_url("certificates.status_list", number=number)


def _passed() -> str:
    return str(_("Attendance, post-test and every compulsory assignment meet the pass rules."))


def _attended() -> str:
    return str(_("Attendance meets the rule of the course."))


_CRITERIA = {CertificateKind.CERTIFICATE: _passed, CertificateKind.STATEMENT: _attended}
