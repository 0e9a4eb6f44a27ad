"""The form of a meeting: how far each lesson got, its minutes, a reason, and what was shown."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask_babel import gettext as _

from lms.coverage.entries import CoverageEntry, proposed_minutes
from lms.coverage.models import MAX_NAME_LENGTH, MAX_REASON_LENGTH
from lms.coverage.rules import Covered, LessonCoverage
from lms.errors import Invalid
from lms.language import gettext_noop

SHOWN = "was-"
TAKE_BACK = "none"
MAX_MINUTES = 480


@dataclass
class CoverageLine:
    """One lesson in the form: what is chosen and typed, and what is wrong with it."""

    coverage: LessonCoverage
    shown: str = ""
    chosen: str = ""
    minutes: str = ""
    reason: str = ""
    taught_by: str = ""
    problem: str = ""

    @property
    def key(self) -> str:
        """What the names of its fields end in."""
        return self.coverage.lesson.id

    def show(self, meeting_id: int) -> None:
        """Fill in what is stored for the meeting."""
        record = self.coverage.at(meeting_id)
        self.shown = ""
        if record is not None:
            self.shown, self.chosen = record.fingerprint, record.covered.value
            is_usual = record.minutes == self.proposed(meeting_id, record.covered)
            self.minutes, self.reason = "" if is_usual else str(record.minutes), record.reason
            self.taught_by = record.taught_by

    def take(self, sent: Mapping[str, str], rest: str) -> None:
        """Fill in what was sent; `rest` is chosen where nothing was."""
        self.shown = sent.get(f"{SHOWN}{self.key}", "")
        self.chosen = sent.get(f"covered-{self.key}", "") or rest
        self.minutes = sent.get(f"minutes-{self.key}", "").strip()
        self.reason = " ".join(sent.get(f"reason-{self.key}", "").split())
        self.taught_by = " ".join(sent.get(f"taught_by-{self.key}", "").split())

    def proposed(self, meeting_id: int, covered: Covered = Covered.FULLY) -> int:
        """The minutes assumed where none are typed."""
        line, record = self.coverage, self.coverage.at(meeting_id)
        before = line.taught - (record.minutes if record else 0)
        return proposed_minutes(covered, line.planned, before)

    def read(self, meeting_id: int, teacher: str) -> CoverageEntry | None:
        """What was chosen; None for nothing, or with `problem` set for something amiss.

        Where nobody is named `teacher` taught it.
        """
        if not self.chosen:
            if self.minutes or self.reason:
                self.problem = _("Choose how far this lesson got.")
            return None
        if self.chosen == TAKE_BACK:
            return CoverageEntry(self.key, self.shown, None)
        try:
            covered = Covered(self.chosen)
        except ValueError:
            raise Invalid(gettext_noop("Choose fully, partly or not for each lesson.")) from None
        minutes = self._read_minutes(covered, meeting_id)
        for text, most in ((self.reason, MAX_REASON_LENGTH), (self.taught_by, MAX_NAME_LENGTH)):
            if minutes is not None and len(text) > most:
                self.problem = _("Use at most %(max)d characters.", max=most)
        if minutes is None or self.problem:
            return None
        taught_by = "" if covered is Covered.NOT else self.taught_by or teacher
        return CoverageEntry(self.key, self.shown, covered, minutes, self.reason, taught_by)

    def _read_minutes(self, covered: Covered, meeting_id: int) -> int | None:
        text, planned = self.minutes, self.coverage.planned
        if covered is Covered.NOT and text in ("", "0"):
            return 0
        if not text:
            return self.proposed(meeting_id, covered)
        if not (text.isascii() and text.isdigit() and len(text) <= 4 and int(text) <= MAX_MINUTES):
            self.problem = _(
                "Write the minutes as a whole number up to %(most)s. Example: 45.",
                most=MAX_MINUTES,
            )
        elif covered is Covered.NOT:
            self.problem = _("If minutes were spent on it, choose Partly.")
        elif int(text) == 0 and planned:
            self.problem = _("If no minutes were spent on it, choose Not.")
        else:
            return int(text)
        return None


class CoverageForm:
    """The lessons of one meeting: those planned for it, and others that may have been taught.

    `teacher` taught what is recorded without another name.
    """

    def __init__(
        self,
        meeting_id: int,
        planned: Iterable[LessonCoverage],
        others: Iterable[LessonCoverage],
        teacher: str,
    ) -> None:
        self.meeting_id = meeting_id
        self.teacher = teacher
        self.planned = [CoverageLine(each) for each in planned]
        self.others = [CoverageLine(each) for each in others]
        for line in self.lines:
            line.show(meeting_id)

    @property
    def lines(self) -> list[CoverageLine]:
        return [*self.planned, *self.others]

    @property
    def problems(self) -> list[CoverageLine]:
        """The lines with something amiss."""
        return [line for line in self.lines if line.problem]

    def read(self, sent: Mapping[str, str]) -> list[CoverageEntry]:
        """Take what was sent and return the entries; those amiss have their `problem` set.

        The field `rest` is chosen for every planned lesson without a choice. Raises Invalid for
        what no form of this page sends.
        """
        rest = sent.get("rest", "")
        shown = {name.removeprefix(SHOWN) for name in sent if name.startswith(SHOWN)}
        entries = []
        for line in self.lines:
            if line.key in shown:
                line.take(sent, rest if line in self.planned else "")
                entries.append(line.read(self.meeting_id, self.teacher))
        if shown - {line.key for line in self.lines}:
            raise Invalid(gettext_noop("The plan has changed. Load the page again and repeat it."))
        return [entry for entry in entries if entry is not None]

    def after_clash(self, keys: Iterable[str]) -> None:
        """Keep what was typed in these lines, but show from now on what is stored: sent once more,
        it is meant to replace it. All other lines show what is stored.
        """
        for line in self.lines:
            if line.key in keys:
                record = line.coverage.at(self.meeting_id)
                line.shown = record.fingerprint if record else ""
            else:
                line.show(self.meeting_id)
