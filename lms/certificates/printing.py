"""Certificates on paper: A4 landscape, front and back, in the language of the course."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from babel import dates
from flask_babel import force_locale, get_locale
from flask_babel import gettext as _

from lms.certificates.models import Certificate
from lms.certificates.printed import Printed
from lms.certificates.rules import (
    PREDICATE_WORDS,
    CertificateKind,
    Predicate,
    written_verification,
)
from lms.web.addresses import public_url
from lms.web.languages import LANGUAGES, score
from lms.web.pdf import rendered


@dataclass(frozen=True)
class Sheet:
    """One certificate to print; without `code` it is a preview."""

    kind: CertificateKind
    printed: Printed
    number: str = ""
    code: str = ""


def sheet_of(certificate: Certificate) -> Sheet:
    return Sheet(certificate.kind, certificate.printed, certificate.number, certificate.code)


def certificates_pdf(title: str, sheets: Sequence[Sheet], now: datetime) -> bytes:
    """The PDF of these certificates, two pages each. Takes some 15 ms a certificate."""
    language = sheets[0].printed.language if sheets else ""
    with force_locale(language if language in LANGUAGES else str(get_locale())):
        data = {"title": title, "words": _words(), "sheets": [_shown(each) for each in sheets]}
        return rendered("certificate.typ", data, now)


def verification_address(certificate: Certificate) -> str:
    """The public page that says whether a certificate is valid."""
    return _address(certificate.code)


def date_span(first: str, last: str) -> str:
    """`23 s.d. 27 November 2026`, from ISO dates, in the language of the page."""
    begins, ends = date.fromisoformat(first), date.fromisoformat(last)
    if begins == ends:
        return _day(ends)
    pattern = "d" if (begins.year, begins.month) == (ends.year, ends.month) else "d MMMM y"
    start = dates.format_date(begins, pattern, locale=get_locale())
    return str(_("%(first)s to %(last)s", first=start, last=_day(ends)))


def activity_words(printed: Printed) -> str:
    """Which activity it was: name, workshop, place, days, lesson hours."""
    message: str = _(
        "%(activity)s (workshop %(number)s), held in %(place)s on %(days)s, %(hours)s JP",
        activity=printed.activity,
        number=printed.workshop,
        place=printed.place,
        days=date_span(printed.first_day, printed.last_day),
        hours=printed.lesson_hours,
    )
    return message


def _words() -> dict[str, str]:
    return {
        "nobody": _("There is no certificate to print."),
        "number": _("Certificate number"),
        "preview": _("PREVIEW"),
        "qr": _("QR code that leads to the page on which this certificate is verified"),
        "verify": _("Verify"),
        "nip": "NIP",
        "materials": _("Material"),
        "no": _("No."),
        "material": _("Material"),
        "jp": "JP",
        "score": _("Score"),
        "total": _("Total"),
        "hour": _("JP: lesson hour of 45 minutes"),
    }


def _shown(sheet: Sheet) -> dict[str, Any]:
    printed, passed = sheet.printed, sheet.kind is CertificateKind.CERTIFICATE
    holder = printed.holder
    return {
        "preview": not sheet.code,
        "letterhead": list(printed.letterhead),
        "title": _("CERTIFICATE") if passed else _("STATEMENT OF ATTENDANCE"),
        "number": sheet.number or "-",
        "given": _("is given to") if passed else _("It is hereby stated that"),
        "name": holder.name,
        "who": ", ".join(filter(None, (holder.position, holder.cooperative))),
        "role": _("as a participant of") if passed else _("has attended"),
        "activity": activity_words(printed),
        "predicate": _result(printed) if passed else _presence(printed),
        "issued": f"{printed.issued_in}, {_day(date.fromisoformat(printed.issued_on))}",
        "signatories": [[each.name, each.office, each.nip] for each in printed.signatories],
        "qr_code": _address(sheet.code) if sheet.code else "",
        "code": written_verification(sheet.code),
        "address": public_url("certificates.ask").split("://")[-1],
        "materials": [
            [each.title, str(each.lesson_hours), _score(each.score)] for each in printed.materials
        ],
        "hours": str(printed.lesson_hours),
        "scored": passed,
        "posttest": _posttest(printed),
    }


def _result(printed: Printed) -> str:
    if not printed.predicate:
        return str(_("and has passed."))
    word = _(PREDICATE_WORDS[Predicate(printed.predicate)])
    return str(_("and has passed with the predicate %(predicate)s.", predicate=word))


def _presence(printed: Printed) -> str:
    return str(
        _(
            "Present at %(there)s of %(held)s meetings.",
            there=printed.attended,
            held=printed.held,
        )
    )


def _posttest(printed: Printed) -> list[str]:
    return [_("Post-test"), _score(printed.posttest)] if printed.posttest else []


def _score(kept: str | None) -> str:
    return score(None if kept is None else Fraction(kept))


def _day(day: date) -> str:
    return str(dates.format_date(day, "d MMMM y", locale=get_locale()))


def _address(code: str) -> str:
    return public_url("certificates.verify", verification=code)
