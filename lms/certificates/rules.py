"""Who gets which certificate, what its number and its verification code look like. Pure."""

import re
from datetime import date
from enum import StrEnum
from fractions import Fraction

from lms.language import gettext_noop as _
from lms.results.outcomes import SeatOutcome
from lms.results.passing import MissingKind

MAX_SIGNATORIES = 3
MAX_CODE_LENGTH = 12
VERIFICATION_LENGTH = 16
"""Signs of a verification code, of 31 each: 79 bits, so that nobody finds one by trying."""
MAX_TYPED = 100
PROGRAM_CODE = re.compile(rf"[A-Z][A-Z0-9.]{{1,{MAX_CODE_LENGTH - 1}}}")
_MONTHS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_NUMBER = re.compile(r"\s*\d+\s*/.*/\s*\d{4}\s*")


class CertificateKind(StrEnum):
    """A certificate for who has passed, a statement for who was there."""

    CERTIFICATE = "certificate"
    STATEMENT = "statement"


class Ending(StrEnum):
    """Why a certificate holds no more."""

    REPLACED = "replaced"
    REVOKED = "revoked"


class Predicate(StrEnum):
    """How well somebody has passed."""

    VERY_GOOD = "very_good"
    GOOD = "good"
    FAIR = "fair"


KIND_WORDS: dict[CertificateKind, str] = {
    CertificateKind.CERTIFICATE: _("Certificate"),
    CertificateKind.STATEMENT: _("Statement of attendance"),
}
ENDING_WORDS: dict[Ending, str] = {
    Ending.REPLACED: _("Replaced"),
    Ending.REVOKED: _("Revoked"),
}
PREDICATE_WORDS: dict[Predicate, str] = {
    Predicate.VERY_GOOD: _("Very good"),
    Predicate.GOOD: _("Good"),
    Predicate.FAIR: _("Fair"),
}
_FROM: tuple[tuple[int, Predicate], ...] = (
    (90, Predicate.VERY_GOOD),
    (80, Predicate.GOOD),
    (70, Predicate.FAIR),
)


def entitled_to(outcome: SeatOutcome) -> CertificateKind | None:
    """What somebody gets by the rules of the course, None for nothing (yet).

    Every pass rule is met: a certificate. Attendance alone: a statement.
    """
    if outcome.passed:
        return CertificateKind.CERTIFICATE
    if any(each.kind is MissingKind.ATTENDANCE for each in outcome.missing):
        return None
    return CertificateKind.STATEMENT


def to_issue(
    entitled: CertificateKind | None, held: frozenset[CertificateKind]
) -> CertificateKind | None:
    """What is still to be issued to somebody who holds valid ones of these kinds.

    Who has a certificate gets no statement besides; who has a statement may still get a
    certificate, which then replaces it.
    """
    if entitled is None or entitled in held or CertificateKind.CERTIFICATE in held:
        return None
    return entitled


def predicate_of(score: Fraction | None) -> Predicate | None:
    """The predicate for the recorded score of the post-test, None below 70 or without one."""
    if score is None:
        return None
    return next((predicate for least, predicate in _FROM if score >= least), None)


def number_of(kind: CertificateKind, sequence: int, code: str, day: date) -> str:
    """`001/DKGD/XI/2026`: sequence, code of the program, month, year; a statement's code is
    `SK-DKGD`.

    The sequence runs through the whole program, so it is enough to tell a number from all others.
    """
    series = code if kind is CertificateKind.CERTIFICATE else f"SK-{code}"
    return f"{sequence:03}/{series}/{_MONTHS[day.month - 1]}/{day.year}"


def written_verification(code: str) -> str:
    """A verification code as people read it: `K7M4-Q2XP-9RTA-HW3C`."""
    return "-".join(code[place : place + 4] for place in range(0, len(code), 4))


def typed_verification(text: str) -> str:
    """A verification code as it was typed or scanned, without case, blanks and dashes."""
    return re.sub(r"[^A-Z0-9]", "", text[:MAX_TYPED].upper())


def is_certificate_number(text: str) -> bool:
    """Whether somebody typed the number of a certificate, which verifies nothing."""
    return _NUMBER.fullmatch(text[:MAX_TYPED]) is not None
