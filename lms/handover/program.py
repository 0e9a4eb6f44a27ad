"""What only the report of a program has: its workshops, and the people of each."""

from flask_babel import gettext as _

from lms.handover.aspects import say_figure
from lms.handover.blocks import Block, annex, say, table
from lms.handover.mastery import feedback_blocks
from lms.handover.queries import ProgramMatter
from lms.reports.account.accounts import ProgramAccount
from lms.reports.account.figures import Figure
from lms.reports.summaries import hours
from lms.reports.words import say_rate, say_result
from lms.web.languages import NOTHING, number, percent, score, short_date

MAX_PEOPLE = 300
"""Of more, the reports of the workshops name the people: nobody reads a list of thousands."""


def program_when(account: ProgramAccount) -> str:
    """From the first day of the first workshop to the last of the last."""
    reports = [each.report for each in account.workshops]
    starts = [(each.starts_at, each.zone) for each in reports if each.starts_at]
    ends = [(each.ends_at, each.zone) for each in reports if each.ends_at]
    if not starts or not ends:
        return NOTHING
    first, last = min(starts, key=lambda each: each[0]), max(ends, key=lambda each: each[0])
    return f"{short_date(*first)} – {short_date(*last)}"


def program_workshops(account: ProgramAccount) -> list[Block]:
    """When and where each was held, and with how many people."""
    heads = [_("Workshop"), _("Date"), _("Place"), _("Seats"), _("Attendance"), _("Passed")]
    rows = []
    for each in account.workshops:
        report = each.report
        begins, ends = report.starts_at, report.ends_at
        days = ""
        if begins and ends:
            days = f"{short_date(begins, report.zone)} – {short_date(ends, report.zone)}"
        attendance, passed = each.reached.attendance, each.reached.passed
        rows.append(
            [
                number(report.number),
                days,
                report.place,
                number(report.enrolled),
                say_rate(attendance.rate) if attendance.share is not None else "",
                say_figure(passed),
            ]
        )
    return [
        table(
            _("Workshops"),
            heads,
            rows,
            widths=["17mm", "1fr", "1fr", ">12mm", ">28mm", ">24mm"],
            small=True,
        )
    ]


def program_annexes(matter: ProgramMatter) -> list[Block]:
    """The figures of each workshop, its people while they are few, and the questionnaire."""
    account = matter.account
    return [
        annex(_("Annex %(number)s. %(title)s", number=1, title=_("Figures of each workshop"))),
        _side_by_side(matter),
        annex(_("Annex %(number)s. %(title)s", number=2, title=_("Participants and scores"))),
        *_people(account),
        annex(_("Annex %(number)s. %(title)s", number=3, title=_("Summary of the questionnaire"))),
        *feedback_blocks(account.feedback, account.answered),
    ]


def _side_by_side(matter: ProgramMatter) -> Block:
    heads = [
        *(_("Workshop"), _("Goals"), _("Material delivered"), _("Pre-test"), _("First post-test")),
        *(_("Gain"), _("Questionnaire"), _("Certificates")),
    ]
    rows = []
    for each in matter.account.workshops:
        report, goals = each.report, each.goals.figure
        delivered, answered = each.material.due, each.answered
        rows.append(
            [
                number(report.number),
                say_rate(goals.rate) if goals.share is not None else "",
                _delivered(delivered, matter.account.hour),
                score(each.growth.before),
                score(each.growth.after),
                number(each.growth.class_gain, 2),
                say_rate(answered.rate) if answered.share is not None else "",
                number(matter.certificates.get(report.number, 0)),
            ]
        )
    return table(
        _("Workshops (seats)"),
        heads,
        rows,
        widths=["16mm", ">22mm", ">1fr", ">13mm", ">17mm", ">21mm", ">25mm", ">17mm"],
        small=True,
    )


def _delivered(figure: Figure, hour: int) -> str:
    if figure.share is None:
        return ""
    numbers = f"{hours(figure.rate.part, hour)}/{hours(figure.rate.whole, hour)} JP"
    return f"{percent(figure.share)} ({numbers})"


def _people(account: ProgramAccount) -> list[Block]:
    if sum(each.report.enrolled for each in account.workshops) > MAX_PEOPLE:
        told = _(
            "There are more than %(most)s participants; the report of each workshop names them.",
            most=number(MAX_PEOPLE),
        )
        return [say(told)]
    heads = [
        *(_("No."), _("Name"), _("Cooperative"), _("Attendance"), _("Pre-test")),
        *(_("First post-test"), _("Post-test as it counts"), _("Result")),
    ]
    return [
        table(
            _("Workshop %(number)s", number=each.report.number),
            heads,
            [
                [
                    number(place),
                    line.seat.name,
                    line.seat.cooperative,
                    say_rate(line.outcome.attendance) if line.outcome.attendance.whole else "",
                    score(line.outcome.pretest),
                    score(line.outcome.first_posttest),
                    score(line.outcome.posttest),
                    say_result(each.report, line),
                ]
                for place, line in enumerate(each.report.lines, start=1)
            ],
            widths=[">8mm", "1.2fr", "1fr", ">24mm", ">13mm", ">17mm", ">24mm", "18mm"],
            small=True,
        )
        for each in account.workshops
    ]
