"""What stands on a certificate, frozen when it is issued, whatever changes later. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from lms.certificates.rules import CertificateKind, predicate_of
from lms.content.values import Course, Module, QuizKind
from lms.results.outcomes import SeatOutcome
from lms.workshops.rules import Schedule


@dataclass(frozen=True)
class Signatory:
    """Who signs: name, office, and NIP of a civil servant."""

    name: str
    office: str
    nip: str = ""


@dataclass(frozen=True)
class Formalities:
    """What an organiser sets once for all certificates of a program."""

    code: str
    activity: str
    issued_in: str
    signatories: tuple[Signatory, ...]
    letterhead: tuple[str, ...] = ()


@dataclass(frozen=True)
class Holder:
    """Whose certificate it is, as registered."""

    name: str
    position: str
    cooperative: str


@dataclass(frozen=True)
class Material:
    """A line of the back page: a day of the course, its lesson hours (JP), its quiz's score."""

    title: str
    lesson_hours: int
    score: str | None


@dataclass(frozen=True)
class Printed:
    """All that is printed; days are ISO dates, scores exact and out of 100, as `Fraction` reads.

    `attended` of `held` meetings; `predicate` is empty on a statement.
    """

    language: str
    holder: Holder
    activity: str
    workshop: int
    place: str
    first_day: str
    last_day: str
    lesson_hours: int
    attended: int
    held: int
    predicate: str
    posttest: str | None
    materials: tuple[Material, ...]
    letterhead: tuple[str, ...]
    issued_in: str
    issued_on: str
    signatories: tuple[Signatory, ...]


def days_of(schedule: Schedule, zone: Any) -> tuple[str, str]:
    """The first and the last day with a meeting that was not cancelled, as ISO dates."""
    days = [slot.starts_at.astimezone(zone).date() for slot in schedule.slots if not slot.cancelled]
    return min(days).isoformat(), max(days).isoformat()


def printed_of(
    kind: CertificateKind,
    holder: Holder,
    course: Course,
    outcome: SeatOutcome,
    formalities: Formalities,
    *,
    workshop: int,
    place: str,
    days: tuple[str, str],
    on: date,
) -> Printed:
    """What a certificate says that is issued `on` a day in the place of the workshop."""
    passed = kind is CertificateKind.CERTIFICATE
    predicate = predicate_of(outcome.posttest) if passed else None
    return Printed(
        language=course.language,
        holder=holder,
        activity=formalities.activity,
        workshop=workshop,
        place=place,
        first_day=days[0],
        last_day=days[1],
        lesson_hours=sum(lesson.lesson_hours for lesson in course.lessons),
        attended=outcome.attendance.part,
        held=outcome.attendance.whole,
        predicate=predicate.value if predicate else "",
        posttest=_kept(outcome.posttest) if passed else None,
        materials=tuple(
            _material(module, outcome, with_scores=passed) for module in course.modules
        ),
        letterhead=formalities.letterhead,
        issued_in=formalities.issued_in,
        issued_on=on.isoformat(),
        signatories=formalities.signatories,
    )


def corrected(printed: Printed, holder: Holder, formalities: Formalities, on: date) -> Printed:
    """What stands on a certificate issued anew: whose it is and who signs it now, when; the rest
    stays.
    """
    return replace(
        printed,
        holder=holder,
        issued_on=on.isoformat(),
        issued_in=formalities.issued_in,
        letterhead=formalities.letterhead,
        activity=formalities.activity,
        signatories=formalities.signatories,
    )


def as_kept(printed: Printed) -> dict[str, Any]:
    """It as JSON keeps it."""
    return asdict(printed)


def printed_from(kept: Mapping[str, Any]) -> Printed:
    """It as it was kept."""
    values = dict(kept)
    values["holder"] = Holder(**values["holder"])
    values["materials"] = tuple(Material(**each) for each in values["materials"])
    values["signatories"] = signatories_from(values["signatories"])
    values["letterhead"] = tuple(values["letterhead"])
    return Printed(**values)


def signatories_from(kept: Sequence[Mapping[str, str]]) -> tuple[Signatory, ...]:
    """Signatories as they were kept."""
    return tuple(Signatory(**each) for each in kept)


def _material(module: Module, outcome: SeatOutcome, *, with_scores: bool) -> Material:
    quizzes = [quiz.id for quiz in module.quizzes if quiz.kind is QuizKind.QUIZ]
    results = [outcome.quizzes[each].score for each in quizzes if each in outcome.quizzes]
    score = results[-1] if with_scores and results else None
    hours = sum(lesson.lesson_hours for lesson in module.lessons)
    return Material(module.title, hours, _kept(score))


def _kept(score: Fraction | None) -> str | None:
    return None if score is None else str(score)
