"""The questions about rows that an organiser decides, and what is told with them: pure."""

from collections.abc import Iterable, Mapping

from lms.enrolment.importing.known import KnownMatch
from lms.enrolment.importing.problems import CellProblem, Doubt, DoubtOption, ProblemKind, problem
from lms.enrolment.importing.reading import ParticipantRow
from lms.language import gettext_noop as _

MAY_BE_NOBODY = (ProblemKind.ONLY_A_NAME, ProblemKind.NAME_IS_COOPERATIVE, ProblemKind.ROW_HIDDEN)
SAME, OTHER_ONE, LEAVE_OUT, PROPOSED, WRITTEN = "same", "other", "leave-out", "proposed", "written"


def which_workshop(row: ParticipantRow, numbers: Iterable[int]) -> Doubt:
    """Ask for which of these workshops a row is; the choice is its number."""
    options = [
        DoubtOption(str(number), _("Workshop %(number)s"), {"number": number})
        for number in sorted(numbers)
    ]
    leave = DoubtOption(LEAVE_OUT, _("Leave this row out"))
    return Doubt(f"workshop-{row.line}", _("For which workshop?"), (*options, leave))


def is_a_person(row: ParticipantRow) -> Doubt:
    """Ask whether a row is a person.

    One with nothing but a name may be a signature below the list, and `KSP Contoh` a cooperative in
    the column of names. One that is hidden in the workbook is a person, unless told otherwise.
    """
    doubtful = row.has(ProblemKind.ONLY_A_NAME) or row.has(ProblemKind.NAME_IS_COOPERATIVE)
    return Doubt(
        f"row-{row.line}",
        _("Is this a participant?"),
        (DoubtOption(SAME, _("Yes")), DoubtOption(LEAVE_OUT, _("No, leave this row out"))),
        "" if doubtful else SAME,
        holds=doubtful,
    )


def which_cooperative(row: ParticipantRow, name: str) -> Doubt:
    """Ask whether a cooperative is one of another spelling."""
    return Doubt(
        f"cooperative-{row.line}",
        _("Which cooperative is this?"),
        (
            DoubtOption(SAME, _("It is %(name)s"), {"name": name}),
            DoubtOption(OTHER_ONE, _("Another one: %(name)s"), {"name": row.cooperative}),
        ),
    )


def which_district(row: ParticipantRow) -> Doubt:
    """Ask whether the district of the known subdistrict is right; it is, unless told otherwise."""
    params = mismatch(row)
    return Doubt(
        f"district-{row.line}",
        _("Which district?"),
        (
            DoubtOption(PROPOSED, _("%(name)s (proposed)"), {"name": params["proposed"]}),
            DoubtOption(WRITTEN, _("%(name)s, as written"), {"name": params["written"]}),
        ),
        PROPOSED,
        holds=False,
    )


def mismatch(row: ParticipantRow) -> Mapping[str, object]:
    """The written and the proposed district of a row where they differ."""
    return next(one.params for one in row.problems if one.kind is ProblemKind.DISTRICT_MISMATCH)


def same_person(row: ParticipantRow, met: KnownMatch) -> Doubt:
    """Ask whether a row is somebody whom it resembles."""
    return Doubt(
        f"person-{row.line}",
        _("Is this the same person?"),
        (
            DoubtOption(SAME, _("Yes, the same as %(name)s"), {"name": met.name}),
            DoubtOption(OTHER_ONE, _("No, another person")),
            DoubtOption(LEAVE_OUT, _("Leave this row out")),
        ),
    )


def resembles(met: KnownMatch) -> CellProblem:
    """Tell whom a row resembles."""
    if met.row is not None:
        return problem(ProblemKind.LIKE_ROW, "name", name=met.name, line=met.row.line)
    return problem(ProblemKind.LIKE_KNOWN, "name", name=met.name)
