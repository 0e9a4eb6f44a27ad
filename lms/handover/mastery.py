"""The fourth aspect of a report, and what participants say, read from the account."""

from collections.abc import Sequence

from flask_babel import gettext as _

from lms.feedback.rules import FeedbackResult
from lms.handover.aspects import Account, aspect, figures_table, say_figure
from lms.handover.blocks import (
    Block,
    bars,
    before_after,
    bullets,
    columns,
    say,
    section,
    slopes,
    table,
)
from lms.reports.account import pictures
from lms.reports.account.figures import Figure
from lms.reports.account.mastery import HeldTopic
from lms.reports.rules import Growth
from lms.reports.summaries import growth_summary
from lms.reports.words import say_rate
from lms.signoffs.rules import VERDICT_WORDS
from lms.web.languages import number, percent, score


def mastery_blocks(account: Account, weeks: Sequence[pictures.PracticeWeek] = ()) -> list[Block]:
    """Aspect 4."""
    growth, mastery = account.growth, account.mastery
    blocks = [
        section(aspect(4, _("Mastery of the material"))),
        say(growth_summary(growth)),
        figures_table([account.paired], 1),
        *_tests(growth),
        *_by_competency(mastery.competencies),
        _topics(_("By competency"), mastery.competencies, with_code=True),
        _topics(_("By skill"), mastery.skills),
        *_hard(mastery.competencies),
    ]
    if weeks:
        rows = [
            (_("Week %(number)s", number=each.number), each.answers, each.persons) for each in weeks
        ]
        heads = (_("Week"), _("Answers"), _("Persons"))
        blocks.append(columns(_("Practice over time"), heads, rows, told=_told_below()))
    return blocks


def _told_below() -> str:
    return str(_("A picture; its figures stand in the table below."))


def _tests(growth: Growth) -> list[Block]:
    if growth.before is None or growth.after is None:
        return []
    heads = (_("Pre-test"), _("First post-test"))
    before, after = score(growth.before), score(growth.after)
    blocks = []
    if lines := pictures.slopes(growth.pairs):
        told = _(
            "A line for each person with both tests; the mean went from %(before)s to %(after)s.",
            before=before,
            after=after,
        )
        blocks.append(
            slopes(
                _("From the pre-test to the post-test"),
                heads,
                lines,
                (growth.before, growth.after),
                shown=(before, after),
                told=told,
            )
        )
        blocks.append(say(told, quiet=True))
    rows = [
        (str(each.low), each.before, each.after) for each in pictures.distribution(growth.pairs)
    ]
    blocks.append(columns(_("Scores"), (_("Score from"), *heads), rows, told=_told_below()))
    return blocks


def _by_competency(competencies: Sequence[HeldTopic]) -> list[Block]:
    rows = [
        (f"{each.code} {each.name}", *pair, score(pair[0]), score(pair[1]))
        for each in competencies
        if (pair := each.before_and_after) is not None
    ]
    if not rows:
        return []
    heads = [_("Competency"), _("Pre-test"), _("First post-test")]
    return [
        before_after(_("Mastery by competency"), heads, rows),
        say(_("Means of the same persons, those with both tests."), quiet=True),
    ]


def _topics(title: str, topics: Sequence[HeldTopic], *, with_code: bool = False) -> Block:
    return table(
        title,
        [
            *(_("Name"), _("Mean"), _("At the threshold"), _("Practice since"), _("Last right")),
            _("Seen by a trainer"),
        ],
        [
            [
                f"{each.code} {each.name}" if with_code else each.name,
                score(each.mean),
                say_figure(each.figure),
                number(each.practice.tries) if each.practice.tries else "",
                say_rate(each.practice.last_right) if each.practice.tries else "",
                _signoffs(each),
            ]
            for each in topics
        ],
        widths=["2fr", ">13mm", ">24mm", ">17mm", ">22mm", "1.2fr"],
        small=True,
    )


def _signoffs(topic: HeldTopic) -> str:
    if not topic.signoffs:
        return ""
    told = [f"{_(word)} {topic.signoffs.get(each, 0)}" for each, word in VERDICT_WORDS.items()]
    nobody = _("nobody looked %(count)s", count=number(topic.signoffs.get(None, 0)))
    return ", ".join([*told, str(nobody)])


def _hard(competencies: Sequence[HeldTopic]) -> list[Block]:
    items = [
        f"{item.quiz.title}: {item.question.title} (p = {number(item.difficulty, 2)},"
        f" n = {number(item.people)})"
        for each in competencies
        for item in each.hard
    ]
    return [say(_("Hard questions (p of 0.30 at most):")), bullets(items)] if items else []


def feedback_blocks(feedback: FeedbackResult, answered: Figure) -> list[Block]:
    """What the questionnaire says; of too few people only how many answered."""
    blocks = [figures_table([answered], 1)]
    if feedback.is_enough:
        heads = [_("Statement"), "1", "2", "3", "4", "5", _("Answers"), _("Mean"), _("4 or 5")]
        rows = [
            [
                each.statement.ask,
                *map(number, each.counts),
                number(each.answered),
                number(each.mean, 2),
                percent(each.agree.share) if each.answered else "",
            ]
            for each in feedback.ratings
        ]
        blocks += [
            table(
                _("Answers by statement"),
                heads,
                rows,
                widths=["1fr", *[">9mm"] * 5, ">17mm", ">15mm", ">16mm"],
                small=True,
            ),
            say(_("1: do not agree at all, 5: fully agree."), quiet=True),
            bars(
                _("How far people agree"),
                (_("Statement"), _("Mean")),
                [
                    (each.statement.ask, each.mean, number(each.mean, 2))
                    for each in feedback.ratings
                ],
                5,
            ),
        ]
    elif answered.share is not None:
        blocks.append(
            say(
                _(
                    "The answers are shown once so many have answered that nobody can be told by"
                    " them."
                )
            )
        )
    return blocks
