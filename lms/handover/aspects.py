"""Three aspects of a report as tables and pictures, read from its account and never reckoned."""

from collections.abc import Sequence

from flask_babel import gettext as _

from lms.attendance.rules import WORDS as PRESENCE_WORDS
from lms.coverage.rules import STATE_WORDS, Coverage, CoverageState
from lms.handover.blocks import (
    Block,
    bars,
    say,
    section,
    table,
)
from lms.reports.account.accounts import ProgramAccount, WorkshopAccount
from lms.reports.account.figures import Figure, Unit
from lms.reports.account.goals import Goals
from lms.reports.account.reached import Reached
from lms.reports.summaries import hours, material_summary
from lms.reports.words import say_rate
from lms.web.languages import number, percent

Account = WorkshopAccount | ProgramAccount


def aspect(number_of: int, title: str) -> str:
    """The title of an aspect."""
    return str(_("Aspect %(number)s: %(title)s", number=number_of, title=title))


def reached_blocks(account: Account) -> list[Block]:
    """Aspect 1."""
    reached, hour = account.reached, account.material.hour
    shown = (reached.reached, reached.attendance, reached.followed, reached.items)
    return [
        section(aspect(1, _("Participants reached"))),
        figures_table([*shown, reached.passed, reached.practised], hour),
        _funnel(reached),
        *_presences(reached),
    ]


def say_figure(figure: Figure) -> str:
    """`72,7% (8/11)`, marked where it is about few people; nothing of nobody."""
    if figure.share is None:
        return ""
    few = f", {_('few people')}" if figure.is_small else ""
    return f"{say_rate(figure.rate)}{few}"


def figures_table(figures: Sequence[Figure], hour: int) -> Block:
    return table(
        _("Figures and what they mean"),
        [_("Figure"), _("Share"), _("Number"), _("What it counts")],
        [
            [
                _(each.definition.label) + (f" ({_('few people')})" if each.is_small else ""),
                percent(each.share),
                _numbers(each, hour),
                _(each.definition.sentence),
            ]
            for each in figures
        ],
        widths=["1.2fr", ">18mm", ">30mm", "2.2fr"],
    )


def _numbers(figure: Figure, hour: int) -> str:
    if figure.share is None:
        return ""
    part, whole = number(figure.rate.part), number(figure.rate.whole)
    if figure.definition.unit is Unit.MINUTES:
        part, whole = hours(figure.rate.part, hour), hours(figure.rate.whole, hour)
        return str(_("%(part)s of %(whole)s JP", part=part, whole=whole))
    return str(_("%(part)s of %(whole)s", part=part, whole=whole))


def _funnel(reached: Reached) -> Block:
    target = [(_("Target"), reached.target, number(reached.target))] if reached.target else []
    steps = [
        (_(step.figure.definition.label), step.count, number(step.count)) for step in reached.funnel
    ]
    most = max([reached.target or 0, *(step.count or 0 for step in reached.funnel)])
    return bars(
        _("From the target to practice"), (_("Step"), _("Persons")), [*target, *steps], most
    )


def _presences(reached: Reached) -> list[Block]:
    if reached.attendance.share is None:
        return []
    counts = [(_(word), reached.presences.get(each, 0)) for each, word in PRESENCE_WORDS.items()]
    counts.append((_("Not recorded"), reached.presences.get(None, 0)))
    rows = [(word, count, number(count)) for word, count in counts]
    return [
        bars(
            _("Presences"), (_("Presence"), _("Count")), rows, max(count for _word, count in counts)
        ),
        say(_("All seats at all meetings held."), quiet=True),
    ]


def goals_blocks(goals: Goals) -> list[Block]:
    """Aspect 2."""
    heads = [_("Goal"), _("Indicator"), _("Target"), _("Reached it"), _("State"), _("Questions")]
    return [
        section(aspect(2, _("Goals achieved"))),
        figures_table([goals.figure], 1),
        table(
            _("Goals"),
            heads,
            [
                [
                    each.goal.id,
                    each.goal.text,
                    _(
                        "%(share)s%% with a score of %(score)s",
                        share=each.target.share,
                        score=each.target.score,
                    ),
                    say_figure(each.figure),
                    _achieved(each.is_measured, each.is_achieved),
                    number(len(each.items)) if each.is_measured else "",
                ]
                for each in goals.results
            ],
            widths=["11mm", "2fr", "30mm", ">24mm", "22mm", ">12mm"],
            small=True,
        ),
    ]


def _achieved(is_measured: bool, is_achieved: bool | None) -> str:
    if not is_measured:
        return str(_("Measured by nothing"))
    if is_achieved is None:
        return ""
    return str(_("Achieved") if is_achieved else _("Not achieved"))


def material_blocks(account: Account, coverage: Coverage | None = None) -> list[Block]:
    """Aspect 3; of a workshop lesson by lesson."""
    material = account.material
    days = [
        (_("Day %(day)s", day=each.day), each.due.percent, percent(each.due.share))
        for each in material.days
        if each.due.whole
    ]
    blocks = [
        section(aspect(3, _("Material covered"))),
        say(material_summary(material)),
        figures_table(
            # Of a plan nothing of which was due a share would be a nought that blames nobody.
            material.all if material.due.share is not None else (material.due,),
            material.hour,
        ),
    ]
    if days:
        heads = (_("Day"), _("Delivered of what was due"))
        blocks.append(bars(_("Material by day"), heads, days, 100))
    if coverage is not None:
        blocks.append(_lessons(coverage))
    return blocks


def _lessons(coverage: Coverage) -> Block:
    heads = [
        *(_("Day"), _("Lesson"), _("JP planned"), _("JP delivered"), _("State"), _("Reason")),
        _("Taught by"),
    ]
    return table(
        _("Material covered"),
        heads,
        [
            [
                number(line.lesson.day),
                line.lesson.title,
                hours(line.planned, coverage.hour),
                hours(line.delivered, coverage.hour) if line.records else "",
                _lesson_state(line.state, is_due=line.is_due(coverage.now)),
                line.reason,
                ", ".join(line.taught_by),
            ]
            for line in coverage.lines
        ],
        widths=["9mm", "2fr", ">17mm", ">23mm", "20mm", "1.3fr", "1.1fr"],
        small=True,
    )


def _lesson_state(state: CoverageState, *, is_due: bool) -> str:
    return str(_(STATE_WORDS[state]) if is_due or state != "unrecorded" else _("To come"))
