"""Who gets what, and what numbers look like."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.certificates.credential import did_of
from lms.certificates.printed import as_kept, printed_from
from lms.certificates.rules import (
    CertificateKind,
    Predicate,
    entitled_to,
    is_certificate_number,
    number_of,
    predicate_of,
    to_issue,
    typed_verification,
    written_verification,
)
from lms.results.outcomes import SeatOutcome
from lms.results.passing import Missing, MissingKind
from lms.results.periods import NO_PRACTICE
from lms.statistics.rates import Rate
from tests.certificates.samples import PRINTED

CERTIFICATE, STATEMENT = CertificateKind
MONTHS = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]


def an_outcome(*missing):
    kinds = tuple(Missing(each) for each in missing)
    return SeatOutcome(Rate(9, 10), Rate(0, 1), NO_PRACTICE, {}, None, None, None, None, kinds)


def test_every_rule_met_gives_a_certificate():
    assert entitled_to(an_outcome()) is CERTIFICATE


@pytest.mark.parametrize("kind", [each for each in MissingKind if each != "attendance"])
def test_attendance_alone_gives_a_statement(kind):
    assert entitled_to(an_outcome(kind)) is STATEMENT


@pytest.mark.parametrize("kind", MissingKind)
def test_too_little_attendance_gives_nothing(kind):
    assert entitled_to(an_outcome(MissingKind.ATTENDANCE, kind)) is None


@pytest.mark.parametrize(
    ("entitled", "held", "due"),
    [
        (CERTIFICATE, set(), CERTIFICATE),
        (CERTIFICATE, {STATEMENT}, CERTIFICATE),
        (CERTIFICATE, {CERTIFICATE}, None),
        (STATEMENT, set(), STATEMENT),
        (STATEMENT, {STATEMENT}, None),
        (STATEMENT, {CERTIFICATE}, None),  # it was issued before a correction of figures
        (None, set(), None),
    ],
)
def test_what_is_due(entitled, held, due):
    assert to_issue(entitled, frozenset(held)) is due


@pytest.mark.parametrize(
    ("score", "predicate"),
    [
        (Fraction(100), Predicate.VERY_GOOD),
        (Fraction(90), Predicate.VERY_GOOD),
        (Fraction(269, 3), Predicate.GOOD),  # 89,67: shown as 89,7, not yet 90
        (Fraction(80), Predicate.GOOD),
        (Fraction(70), Predicate.FAIR),
        (Fraction(209, 3), None),
        (None, None),
    ],
)
def test_predicates_begin_at_90_80_and_70(score, predicate):
    assert predicate_of(score) is predicate


def test_a_number_has_sequence_code_month_and_year():
    day = date(2026, 11, 27)

    assert number_of(CERTIFICATE, 1, "DKGD", day) == "001/DKGD/XI/2026"
    assert number_of(STATEMENT, 12, "DKGD", day) == "012/SK-DKGD/XI/2026"
    assert number_of(CERTIFICATE, 1234, "DKGD", date(2027, 4, 1)) == "1234/DKGD/IV/2027"


@given(
    st.sampled_from(CertificateKind),
    st.integers(1, 9999),
    st.dates(date(2020, 1, 1), date(2999, 1, 1)),
)
def test_two_numbers_of_a_program_are_never_the_same(kind, sequence, day):
    number = number_of(kind, sequence, "DKGD", day)

    assert MONTHS[day.month - 1] in number.split("/")
    assert is_certificate_number(number)
    for other in (
        number_of(kind, sequence + 1, "DKGD", day),
        number_of(_other(kind), sequence, "DKGD", day),
    ):
        assert other != number


def _other(kind):
    return CERTIFICATE if kind is STATEMENT else STATEMENT


@given(st.text("ABCDEFGHJKMNPQRSTUVWXYZ23456789", min_size=16, max_size=16))
def test_a_code_is_read_back_however_it_is_written(code):
    written = written_verification(code)

    assert typed_verification(written) == code
    assert typed_verification(f" {written.lower().replace('-', ' - ')} ") == code
    assert not is_certificate_number(written)


def test_what_is_printed_comes_back_from_what_was_kept():
    assert printed_from(as_kept(PRINTED)) == PRINTED


@pytest.mark.parametrize(
    ("address", "did"),
    [
        ("https://lms.example.org", "did:web:lms.example.org"),
        ("https://lms.example.org:8443/", "did:web:lms.example.org%3A8443"),
        ("https://example.org/lms", "did:web:example.org:lms"),
    ],
)
def test_the_did_of_a_site(address, did):
    assert did_of(address) == did
