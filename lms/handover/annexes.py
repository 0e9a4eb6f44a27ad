"""The annexes of a workshop's report: from the schedule to the register."""

from collections.abc import Iterable, Sequence
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from lms.attendance.rules import Presence
from lms.certificates.rules import ENDING_WORDS, KIND_WORDS, CertificateKind, Ending
from lms.coverage.rules import Coverage
from lms.feedback.rules import FeedbackResult
from lms.handover.blocks import Block, annex, bullets, photos, say, table
from lms.handover.mastery import feedback_blocks
from lms.handover.queries import Registered, WorkshopMatter
from lms.handover.queries_photos import Picture
from lms.reports.account.figures import Figure
from lms.reports.account.grid import AttendanceGrid
from lms.reports.rules import WorkshopReport
from lms.reports.sheets import part_word
from lms.reports.summaries import hours
from lms.reports.words import say_rate, say_result
from lms.web.languages import NOTHING, clock_time, full_date, number, score, short_date
from lms.workshops.rules import Schedule, Slot

LETTERS: dict[Presence | None, str] = {
    Presence.PRESENT: "H",
    Presence.LATE: "T",
    Presence.EXCUSED: "I",
    Presence.SICK: "S",
    Presence.ABSENT: "A",
    None: NOTHING,
}


def workshop_annexes(matter: WorkshopMatter) -> list[Block]:
    """All six, in the order of the report."""
    report = matter.account.report
    return [
        *_schedule(matter.schedule, report.coverage, report.zone),
        *_attendance(matter.grid, report.zone),
        *_scores(report),
        *_questionnaire(matter.account.feedback, matter.account.answered, matter.feedback),
        *_photos(matter.pictures),
        *_register(matter.register),
    ]


def _titled(number_of: int, title: str) -> Block:
    return annex(_("Annex %(number)s. %(title)s", number=number_of, title=title))


def _schedule(schedule: Schedule, coverage: Coverage, zone: ZoneInfo) -> list[Block]:
    heads = [_("Day"), _("Date"), _("Time"), _("Material"), "JP"]
    rows = [
        [
            _("Day %(day)s", day=slot.day),
            full_date(slot.starts_at, zone),
            f"{clock_time(slot.starts_at, zone)}–{clock_time(slot.ends_at, zone, named=True)}",
            _at(slot, coverage),
            hours(
                sum(line.planned for line in coverage.planned_at(slot.meeting_id)), coverage.hour
            ),
        ]
        for slot in schedule.slots
    ]
    widths = ["18mm", "36mm", "32mm", "1fr", ">10mm"]
    return [
        _titled(1, _("Schedule")),
        table(_("Meetings"), heads, rows, widths=widths),
    ]


def _minutes(slot: Slot, coverage: Coverage) -> int:
    return sum(line.planned for line in coverage.planned_at(slot.meeting_id))


def _at(slot: Slot, coverage: Coverage) -> str:
    titles = "; ".join(line.lesson.title for line in coverage.planned_at(slot.meeting_id))
    return f"{titles} ({_('cancelled')})" if slot.cancelled else titles


def _attendance(grid: AttendanceGrid, zone: ZoneInfo) -> list[Block]:
    meetings = [
        f"{each.slot.day} {part_word(each.slot.part)[:1]} ({short_date(each.slot.starts_at, zone)})"
        for each in grid.meetings
    ]
    short = [f"{each.slot.day}{part_word(each.slot.part)[:1]}" for each in grid.meetings]
    heads = [_("No."), _("Name"), _("Cooperative"), *short, _("Attendance"), "JP"]
    rows = [
        [
            number(place),
            row.seat.name,
            row.seat.cooperative,
            *(LETTERS[each] for each in row.presences),
            say_rate(row.attended) if row.attended.whole else "",
            hours(row.followed.part, grid.hour),
        ]
        for place, row in enumerate(grid.rows, start=1)
    ]
    widths = [">8mm", "1.2fr", "1fr", *["6.4mm"] * len(short), ">22mm", ">8mm"]
    letters = _(
        "H: present, T: late, I: excused, S: sick, A: absent without notice, -: not recorded."
        " Each column is a meeting: its day, and morning or afternoon."
    )
    return [
        _titled(2, _("Attendance list")),
        table(_("People and meetings"), heads, rows, widths=widths, small=True),
        say(letters, quiet=True),
        say(_("Meetings: %(meetings)s.", meetings=", ".join(meetings) or NOTHING), quiet=True),
    ]


def _scores(report: WorkshopReport) -> list[Block]:
    heads = [
        *(_("No."), _("Name"), _("Cooperative"), _("Pre-test"), _("First post-test"), _("Gain")),
        *(_("Post-test as it counts"), _("Result")),
    ]
    rows = [
        [
            number(place),
            line.seat.name,
            line.seat.cooperative,
            score(line.outcome.pretest),
            score(line.outcome.first_posttest),
            number(line.outcome.gain, 2),
            score(line.outcome.posttest),
            say_result(report, line),
        ]
        for place, line in enumerate(report.lines, start=1)
    ]
    widths = [">8mm", "1.3fr", "1.1fr", ">13mm", ">18mm", ">22mm", ">24mm", "18mm"]
    return [
        _titled(3, _("List of scores")),
        table(_("Participants"), heads, rows, widths=widths, small=True),
        table(
            _("Quizzes, assignments and tests"),
            [_("Title"), _("Mean"), _("Scored")],
            [
                [quiz.title, score(average.value), number(average.of)]
                for quiz, average in zip(report.quizzes, report.averages, strict=True)
            ],
            widths=["1fr", ">20mm", ">20mm"],
            small=True,
        ),
    ]


def _questionnaire(
    figures: FeedbackResult, answered: Figure, spoken: FeedbackResult
) -> list[Block]:
    blocks = [_titled(4, _("Summary of the questionnaire"))]
    if not figures.ratings:
        return [*blocks, say(_("This course has no questionnaire."))]
    blocks += feedback_blocks(figures, answered)
    if figures.is_enough:
        for each in spoken.open_answers:
            blocks.append(say(each.statement.ask))
            blocks.append(bullets(each.words) if each.words else say(NOTHING))
    return blocks


def _photos(pictures: Sequence[Picture]) -> list[Block]:
    title = _("Photos of the activity")
    if not pictures:
        return [_titled(5, title), say(_("No photos were added."))]
    named = [
        (each.jpeg, each.caption or _("Photo %(number)s", number=place))
        for place, each in enumerate(pictures, start=1)
    ]
    return [_titled(5, title), photos(named)]


def _register(register: Sequence[Registered]) -> list[Block]:
    heads = [_("Certificate number"), _("Name"), _("Kind"), _("Issued on"), _("State")]
    return [
        _titled(6, _("Register of certificates")),
        table(
            _("Certificates"),
            heads,
            _register_rows(register),
            widths=["42mm", "1.4fr", "1fr", "26mm", "24mm"],
        )
        if register
        else say(_("No certificate has been issued yet.")),
    ]


def _register_rows(register: Iterable[Registered]) -> list[list[str]]:
    return [
        [
            each.number,
            each.name,
            _(KIND_WORDS[CertificateKind(each.kind)]),
            short_date(each.issued_on),
            _(ENDING_WORDS[Ending(each.ending)]) if each.ending else _("Valid"),
        ]
        for each in register
    ]
