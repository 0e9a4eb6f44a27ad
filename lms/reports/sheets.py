"""Reports as CSV files that a spreadsheet opens by a double click.

UTF-8 with a byte order mark, or Excel takes it for the old encoding of its country. Columns are
separated by semicolons: an Indonesian Excel reads the comma as the decimal mark and would put a
line with commas into one cell; every other spreadsheet asks or recognises them. Numbers are written
with the decimal mark of the page's language. Text that a spreadsheet would take for a formula is
made harmless. Figures are rounded as on the page: percent and scores to one decimal, others to two.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from babel.numbers import get_decimal_symbol
from flask_babel import get_locale
from flask_babel import gettext as _

from lms.attendance.rules import WORDS as PRESENCE_WORDS
from lms.content.values import Quiz, QuizKind
from lms.coverage.rules import STATE_WORDS, Coverage
from lms.reports.account.grid import AttendanceGrid
from lms.reports.rules import ReportLine, WorkshopReport
from lms.reports.words import practice_word, say_before, say_missing, say_passed
from lms.results.rules import QuizState
from lms.statistics.display import rounded
from lms.web.languages import short_date

BYTE_ORDER_MARK = "\ufeff"
SEPARATOR = ";"
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""Also the wide signs, which a spreadsheet in an East Asian language reads as formulas."""

TESTS = (QuizKind.PRETEST, QuizKind.POSTTEST)


@dataclass(frozen=True)
class Percent:
    """A percentage or a score of 0 to 100."""

    value: Fraction | None


Cell = str | int | Fraction | Percent | None


class _SharedWords:
    """Words of one file that many of its lines share: each is put together once."""

    def __init__(self) -> None:
        self.results = {passed: say_passed(passed) for passed in (True, False)}
        self.missing = cache(say_missing)


def workshop_sheet(report: WorkshopReport) -> str:
    """One line a seat of a workshop."""
    words = _SharedWords()
    rows = ([n, *_cells(report, line, words)] for n, line in enumerate(report.lines, start=1))
    return sheet_of([_("No."), *_heads(report)], rows)


def program_sheet(reports: Sequence[WorkshopReport]) -> str:
    """One line a seat of all workshops; the number of the person tells who is the same."""
    numbers: dict[int, int] = {}
    rows: list[list[Cell]] = []
    words = _SharedWords()
    for workshop in reports:
        for line in workshop.lines:
            person = numbers.setdefault(line.seat.person_id, len(numbers) + 1)
            rows.append([workshop.number, person, *_common(workshop, line, words)])
    last_day = max((each.last_day for each in reports if each.last_day), default=None)
    return sheet_of([_("Workshop"), _("Person"), *_common_heads(last_day)], rows)


def material_sheet(coverages: Iterable[tuple[int, Coverage]]) -> str:
    """One line a lesson of each workshop, by its number: what was planned, what was taught."""
    heads = [
        *(_("Workshop"), _("Day"), _("Lesson"), _("State"), _("JP planned"), _("JP delivered")),
        *(_("Minutes planned"), _("Minutes taught"), _("Due"), _("Reason")),
    ]
    rows: list[list[Cell]] = [
        [
            number,
            line.lesson.day,
            line.lesson.title,
            _(STATE_WORDS[line.state]),
            Fraction(line.planned, coverage.hour),
            Fraction(line.delivered, coverage.hour),
            line.planned,
            line.taught if line.records else None,
            _("Yes") if line.is_due(coverage.now) else _("No"),
            line.reason,
        ]
        for number, coverage in coverages
        for line in coverage.lines
    ]
    return sheet_of(heads, rows)


def attendance_sheet(grid: AttendanceGrid, zone: ZoneInfo) -> str:
    """One line a seat, one column a meeting held."""
    heads = [_("No."), _("Name"), _("Position"), _("Cooperative")]
    heads += [
        f"{_('Day %(day)s', day=each.slot.day)} {part_word(each.slot.part)},"
        f" {short_date(each.slot.starts_at, zone)}"
        for each in grid.meetings
    ]
    heads += [_("Meetings attended"), _("Meetings held"), _("Lesson hours followed")]
    rows: list[list[Cell]] = [
        [
            place,
            *(row.seat.name, row.seat.position, row.seat.cooperative),
            *(None if each is None else _(PRESENCE_WORDS[each]) for each in row.presences),
            *(row.attended.part, row.attended.whole),
            Fraction(row.followed.part, grid.hour),
        ]
        for place, row in enumerate(grid.rows, start=1)
    ]
    return sheet_of(heads, rows)


def part_word(part: str) -> str:
    """Half a day as a word."""
    return str(_("Morning") if part == "morning" else _("Afternoon"))


def safe(text: str) -> str:
    """Text that no spreadsheet takes for a formula: an apostrophe is put before it."""
    return f"'{text}" if text.startswith(FORMULA) else text


def sheet_of(heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """The text of a file with these columns and lines."""
    out = io.StringIO()
    out.write(BYTE_ORDER_MARK)
    writer = csv.writer(out, delimiter=SEPARATOR, lineterminator="\r\n")
    writer.writerow([safe(head) for head in heads])
    mark = get_decimal_symbol(get_locale())
    for row in rows:
        writer.writerow([_written(cell, mark) for cell in row])
    return out.getvalue()


def _written(cell: Cell, mark: str) -> str:
    if isinstance(cell, Percent):
        return "" if cell.value is None else _plain(cell.value, 1, mark)
    if cell is None:
        return ""
    if isinstance(cell, str):
        return safe(cell)
    return str(cell) if isinstance(cell, int) else _plain(cell, 2, mark)


@lru_cache(maxsize=10_000)
def _plain(value: Fraction, decimals: int, mark: str) -> str:
    """A number without groups of thousands, which a spreadsheet would have to guess at.

    Kept, because many lines have the same.
    """
    return str(rounded(value, decimals)).replace(".", mark)


def _common_heads(last_day: int | None) -> list[str]:
    practice = practice_word(last_day)
    return [
        _("Name"),
        _("Position"),
        _("Cooperative"),
        _("Meetings attended"),
        _("Meetings held"),
        _("Attendance, percent"),
        _("Items done in the workshop days"),
        _("Items required"),
        _("Pre-test"),
        _("First post-test"),
        _("Gain"),
        _("Post-test as it counts"),
        _("Result"),
        _("Still missing"),
        _("Meetings attended, counted for the seat"),
        _("Seat held before by"),
        _("%(practice)s: more items", practice=practice),
        _("%(practice)s: answers", practice=practice),
    ]


def _common(report: WorkshopReport, line: ReportLine, words: _SharedWords) -> list[Cell]:
    seat, outcome = line.seat, line.outcome
    return [
        seat.name,
        seat.position,
        seat.cooperative,
        outcome.attendance.part,
        outcome.attendance.whole,
        Percent(outcome.attendance.percent),
        outcome.items.part,
        outcome.items.whole,
        Percent(outcome.pretest),
        Percent(outcome.first_posttest),
        outcome.gain,
        Percent(outcome.posttest),
        words.results[outcome.passed] if report.last_day else None,
        "; ".join(map(words.missing, outcome.missing)),
        line.seat_attendance.part,
        say_before(line),
        outcome.practice.items,
        outcome.practice.tries,
    ]


def _heads(report: WorkshopReport) -> list[str]:
    return [*_common_heads(report.last_day), *(quiz.title for quiz in _no_tests(report))]


def _cells(report: WorkshopReport, line: ReportLine, words: _SharedWords) -> list[Cell]:
    results = (line.result(quiz.id) for quiz in _no_tests(report))
    scored = (each.score if each.state is QuizState.SCORED else None for each in results)
    return [*_common(report, line, words), *map(Percent, scored)]


def _no_tests(report: WorkshopReport) -> list[Quiz]:
    """What has no column among the common ones: two of one name confuse a spreadsheet."""
    return [quiz for quiz in report.quizzes if quiz.kind not in TESTS]
