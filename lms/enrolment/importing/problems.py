"""What can be said about one cell of a list: kinds, sentences, doubts to be decided. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from lms.language import gettext_noop as _


class ProblemKind(StrEnum):
    """What is the matter with a cell; the value is its name for scripts."""

    EMAIL_MISSING = "email_missing"
    EMAIL_INVALID = "email_invalid"
    EMAIL_TAKEN = "email_taken"
    PHONE_MISSING = "phone_missing"
    PHONE_UNRECOVERABLE = "phone_unrecoverable"
    PHONE_ZERO_RESTORED = "phone_zero_restored"
    PHONE_LETTER_O = "phone_letter_o"
    PHONE_DOUBLE = "phone_double"
    PHONE_SHARED = "phone_shared"
    DISTRICT_MISMATCH = "district_mismatch"
    DISTRICT_FILLED = "district_filled"
    WORKSHOP_FILLED_DOWN = "workshop_filled_down"
    FILLED_DOWN = "filled_down"
    TOO_LONG = "too_long"
    NAME_MISSING = "name_missing"
    NAME_TOO_LONG = "name_too_long"
    WORKSHOP_UNCLEAR = "workshop_unclear"
    WORKSHOP_UNKNOWN = "workshop_unknown"
    ONLY_A_NAME = "only_a_name"
    NAME_IS_COOPERATIVE = "name_is_cooperative"
    ROW_HIDDEN = "row_hidden"
    REPEATED = "repeated"
    ELSEWHERE = "elsewhere"
    LIKE_ROW = "like_row"
    LIKE_KNOWN = "like_known"
    COOPERATIVE_LIKE_ANOTHER = "cooperative_like_another"


SENTENCES = {
    ProblemKind.EMAIL_MISSING: _("There is no email."),
    ProblemKind.EMAIL_INVALID: _("%(text)s is not an email address; it is left out."),
    ProblemKind.EMAIL_TAKEN: _("Somebody else has this email; it is left out."),
    ProblemKind.PHONE_MISSING: _("There is no phone number."),
    ProblemKind.PHONE_UNRECOVERABLE: _("%(text)s is not a phone number; it is left out."),
    ProblemKind.PHONE_ZERO_RESTORED: _("The zero in front was missing; it is put back."),
    ProblemKind.PHONE_LETTER_O: _("The letter O is read as a zero."),
    ProblemKind.PHONE_DOUBLE: _("Two numbers; the first is taken, %(other)s is kept as a note."),
    ProblemKind.PHONE_SHARED: _("%(name)s has the same number."),
    ProblemKind.DISTRICT_MISMATCH: _("%(subdistrict)s is in %(proposed)s, not in %(written)s."),
    ProblemKind.DISTRICT_FILLED: _("Filled in from the subdistrict: %(proposed)s."),
    ProblemKind.WORKSHOP_FILLED_DOWN: _("Was empty; filled in from above: %(value)s."),
    ProblemKind.FILLED_DOWN: _("Was merged with the row above: %(value)s."),
    ProblemKind.TOO_LONG: _("This is longer than %(most)s characters."),
    ProblemKind.NAME_MISSING: _("The name is missing."),
    ProblemKind.NAME_TOO_LONG: _("This is longer than %(most)s characters."),
    ProblemKind.WORKSHOP_UNCLEAR: _("It is not clear for which workshop this row is."),
    ProblemKind.WORKSHOP_UNKNOWN: _("The program has no workshop %(number)s."),
    ProblemKind.ONLY_A_NAME: _("There is nothing in this row but a name."),
    ProblemKind.NAME_IS_COOPERATIVE: _("This is written like the name of a cooperative."),
    ProblemKind.ROW_HIDDEN: _("This row is hidden in the workbook."),
    ProblemKind.REPEATED: _("The same person as in row %(line)s."),
    ProblemKind.ELSEWHERE: _("Takes part in workshop %(number)s."),
    ProblemKind.LIKE_ROW: _("Resembles %(name)s in row %(line)s."),
    ProblemKind.LIKE_KNOWN: _("Resembles %(name)s, who is known already."),
    ProblemKind.COOPERATIVE_LIKE_ANOTHER: _("Resembles %(known)s."),
}
_FATAL = frozenset({ProblemKind.NAME_MISSING, ProblemKind.NAME_TOO_LONG})


@dataclass(frozen=True)
class CellProblem:
    """Something about one cell. A `fatal` one leaves the whole row out."""

    column: str
    sentence: str
    params: Mapping[str, object] = field(default_factory=dict)
    fatal: bool = False
    kind: ProblemKind | None = None


def problem(kind: ProblemKind, column: str, **params: object) -> CellProblem:
    """A problem of a kind with its sentence."""
    return CellProblem(column, SENTENCES[kind], params, kind in _FATAL, kind)


@dataclass(frozen=True)
class DoubtOption:
    """One way to decide a doubt."""

    value: str
    sentence: str
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Doubt:
    """A question about a row that a person decides; `name` is that of the choice in the form.

    `chosen` is "" while nothing is decided; a doubt that `holds` keeps its row out until then.
    """

    name: str
    question: str
    options: tuple[DoubtOption, ...]
    chosen: str = ""
    holds: bool = True

    @property
    def line(self) -> int:
        """The row in which the question stands; other rows may wait for the same answer."""
        return int(self.name.rpartition("-")[2])

    @property
    def is_open(self) -> bool:
        """Whether the row waits for a decision."""
        return self.holds and not self.chosen


def decided(doubt: Doubt, decisions: Mapping[str, str]) -> Doubt:
    """A doubt with what was decided about it, if that is one of its options."""
    choice = decisions.get(doubt.name, "")
    if choice not in {option.value for option in doubt.options}:
        return doubt
    return Doubt(doubt.name, doubt.question, doubt.options, choice, doubt.holds)
