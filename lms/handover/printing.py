"""The *Laporan Pelaksanaan Kegiatan* as a PDF, in the language of the course."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from babel import dates
from flask_babel import force_locale, get_locale
from flask_babel import gettext as _

from lms.certificates.printed import Signatory
from lms.certificates.printing import date_span
from lms.content.values import Course
from lms.handover.annexes import workshop_annexes
from lms.handover.aspects import goals_blocks, material_blocks, reached_blocks
from lms.handover.blocks import Block, bullets, chapter, facts, say, section, table, written
from lms.handover.mastery import mastery_blocks
from lms.handover.program import program_annexes, program_when, program_workshops
from lms.handover.queries import Formal, ProgramMatter, WorkshopMatter
from lms.handover.rules import WrittenTexts
from lms.reports.account.accounts import ProgramAccount
from lms.reports.rules import WorkshopReport
from lms.reports.summaries import (
    feedback_summary,
    hours,
    program_summary,
    workshop_summary,
)
from lms.web.languages import HOUSE_ZONE, LANGUAGES, NOTHING, number
from lms.web.pdf import rendered
from lms.workshops.models import StaffRole
from lms.workshops.words import STAFF_WORDS


def workshop_report_pdf(matter: WorkshopMatter, now: datetime, version: str = "") -> bytes:
    """The report of a workshop. Takes some tenths of a second; `version` only of a frozen one."""
    account = matter.account
    report, course, texts = account.report, account.course, matter.formal.texts
    with _spoken(course.language):
        of = f"{report.program_title}, {_('Workshop %(number)s', number=report.number)}"
        when = _days(report)
        blocks = [
            *_introduction(texts, course, _target_of_workshop(report)),
            chapter(_("The activity")),
            section(_("Time of the activity")),
            say(_("%(days)s; the schedule is in annex 1.", days=when)),
            section(_("Place")),
            say(report.place or NOTHING),
            section(_("Participants")),
            say(
                _(
                    "%(seats)s participants of %(cooperatives)s cooperatives; annexes 2 and 3 name"
                    " them.",
                    seats=number(report.enrolled),
                    cooperatives=number(len(_cooperatives(report))),
                )
            ),
            section(_("Speakers")),
            _staff(matter.staff),
            *_material_taught(course, account.material.hour),
            chapter(_("Results")),
            *reached_blocks(account),
            *goals_blocks(account.goals),
            *material_blocks(account, report.coverage),
            *mastery_blocks(account, matter.weeks),
            *_reaction(feedback_summary(account.feedback)),
            chapter(_("Obstacles and how they were met")),
            *_left_out(matter),
            *written(texts.obstacles),
            *_end(texts, workshop_summary(account)),
            *workshop_annexes(matter),
        ]
        return _pdf(matter.formal, of, when, report.place, blocks, version, now, report.zone)


def program_report_pdf(matter: ProgramMatter, now: datetime, version: str = "") -> bytes:
    """The report of a program over all its workshops."""
    account, texts = matter.account, matter.formal.texts
    latest = account.workshops[-1].course if account.workshops else None
    with _spoken(matter.language):
        when = program_when(account)
        places = dict.fromkeys(each.report.place for each in account.workshops)
        blocks = [
            *_introduction(texts, latest, _target_of_program(account)),
            chapter(_("The activity")),
            section(_("Time and place")),
            *program_workshops(account),
            section(_("Speakers")),
            _staff(matter.staff),
            *(_material_taught(latest, account.hour) if latest else ()),
            chapter(_("Results")),
            *reached_blocks(account),
            *goals_blocks(account.goals),
            *material_blocks(account),
            *mastery_blocks(account),
            *_reaction(feedback_summary(account.feedback)),
            chapter(_("Obstacles and how they were met")),
            *written(texts.obstacles),
            *_end(texts, program_summary(account)),
            *program_annexes(matter),
        ]
        place = "; ".join(places)
        return _pdf(matter.formal, account.title, when, place, blocks, version, now, HOUSE_ZONE)


def _spoken(language: str) -> Any:
    return force_locale(language if language in LANGUAGES else str(get_locale()))


def _introduction(texts: WrittenTexts, course: Course | None, target: str) -> list[Block]:
    goals = [
        f"{goal.id} {goal.text}"
        for module in (course.modules if course else ())
        for goal in module.goals
    ]
    return [
        chapter(_("Introduction")),
        section(_("Background")),
        *written(texts.background),
        section(_("Basis of the activity")),
        *written(texts.basis),
        section(_("Aims")),
        *(
            [say(_("After the activity participants can:")), bullets(goals)]
            if goals
            else [say(NOTHING)]
        ),
        section(_("Whom it is for")),
        say(target),
    ]


def _target_of_workshop(report: WorkshopReport) -> str:
    message: str = _(
        "Managers of cooperatives; this workshop has %(capacity)s seats.",
        capacity=number(report.capacity),
    )
    return message


def _target_of_program(account: ProgramAccount) -> str:
    message: str = _(
        "Managers of cooperatives; the program is to reach %(target)s persons in %(workshops)s"
        " workshops.",
        target=number(account.target),
        workshops=number(len(account.workshops)),
    )
    return message


def _cooperatives(report: WorkshopReport) -> set[str]:
    return {line.seat.cooperative for line in report.lines if line.seat.cooperative}


def _staff(staff: Sequence[tuple[str, StaffRole]]) -> Block:
    rows = [
        [number(place), name, _(STAFF_WORDS[role])]
        for place, (name, role) in enumerate(staff, start=1)
    ]
    return table(
        _("Speakers"), [_("No."), _("Name"), _("Role")], rows, widths=[">10mm", "1fr", "40mm"]
    )


def _material_taught(course: Course, hour: int) -> list[Block]:
    rows = [
        [
            _("Day %(day)s", day=module.day),
            module.title,
            "; ".join(lesson.title for lesson in module.lessons),
            number(sum(lesson.lesson_hours for lesson in module.lessons)),
        ]
        for module in course.modules
    ]
    total = number(sum(lesson.lesson_hours for lesson in course.lessons))
    return [
        section(_("Material")),
        table(
            _("Material"),
            [_("Day"), _("Module"), _("Lessons"), "JP"],
            [*rows, [" ", _("Total"), " ", total]],
            widths=["20mm", "1fr", "2fr", ">12mm"],
        ),
        say(_("JP: lesson hour of %(minutes)s minutes.", minutes=hour), quiet=True),
    ]


def _reaction(sentences: list[str]) -> list[Block]:
    told = sentences or [_("Participants have not been asked yet.")]
    return [section(_("What participants say")), *map(say, told)]


def _left_out(matter: WorkshopMatter) -> list[Block]:
    """What was recorded as not taught in full, with the reasons trainers gave."""
    left = matter.account.report.coverage.left
    if not left:
        return []
    rows = [
        [
            _("Day %(day)s", day=line.lesson.day),
            line.lesson.title,
            _(
                "%(part)s of %(whole)s JP",
                part=hours(line.delivered, matter.account.material.hour),
                whole=hours(line.planned, matter.account.material.hour),
            ),
            line.reason,
        ]
        for line in left
    ]
    return [
        table(
            _("Material that was not covered in full"),
            [_("Day"), _("Lesson"), _("Delivered"), _("Reason")],
            rows,
            widths=["18mm", "1.4fr", "24mm", "1.4fr"],
        )
    ]


def _end(texts: WrittenTexts, summary: list[str]) -> list[Block]:
    return [
        chapter(_("Conclusion and suggestions")),
        section(_("Conclusion")),
        *(written(texts.conclusion) if texts.conclusion else []),
        bullets(summary),
        section(_("Suggestions")),
        *written(texts.suggestions),
    ]


def _days(report: WorkshopReport) -> str:
    if report.starts_at is None or report.ends_at is None:
        return NOTHING
    first, last = (
        each.astimezone(report.zone).date() for each in (report.starts_at, report.ends_at)
    )
    return date_span(first.isoformat(), last.isoformat())


def _pdf(
    formal: Formal,
    of: str,
    when: str,
    place: str,
    blocks: list[Block],
    version: str,
    now: datetime,
    zone: ZoneInfo,
) -> bytes:
    texts = formal.texts
    heading = _("Report on the activity")
    on = dates.format_date(now.astimezone(zone).date(), "d MMMM y", locale=get_locale())
    data = {
        "title": f"{heading}: {of}",
        "heading": heading,
        "letterhead": list(formal.letterhead),
        "activity": formal.activity,
        "of": of,
        "when": when,
        "partners": formal.partners,
        "year": str(now.astimezone(zone).year),
        "version": version,
        "approval": facts(
            (_("Name of the activity"), formal.activity),
            (_("Report of"), of),
            (_("Time of the activity"), when),
            (_("Place"), place or NOTHING),
            (_("Held by"), formal.partners or NOTHING),
        )["pairs"],
        "approved": _("This report was approved in:"),
        "issued": f"{texts.issued_in or '.' * 24}, {on}",
        "signatories": [_signed(each) for each in texts.signatories or (Signatory("", ""),)],
        "blocks": blocks,
        "footer": f"{heading} · {of}" + (f" · {version}" if version else ""),
        "words": {
            "approval": _("Approval"),
            "contents": _("Contents"),
            "chapter": _("CHAPTER"),
            "nip": "NIP",
        },
    }
    return rendered("activity.typ", data, now)


def _signed(signatory: Signatory) -> list[str]:
    return [signatory.name, signatory.office or _("Head of the committee"), signatory.nip]
