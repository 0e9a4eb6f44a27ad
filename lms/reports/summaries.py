"""What an account says, in sentences of the page's language; what has not begun is not told."""

from fractions import Fraction

from flask_babel import gettext as _
from flask_babel import ngettext

from lms.coverage.rules import CoverageState
from lms.feedback.rules import FeedbackResult
from lms.language import gettext_noop
from lms.reports.account.accounts import ProgramAccount, WorkshopAccount
from lms.reports.account.goals import Goals
from lms.reports.account.material import MaterialFigures
from lms.reports.account.reached import Reached
from lms.reports.rules import Growth, WorkshopReport
from lms.reports.words import say_rate
from lms.statistics.gain import Band, Interval, band
from lms.web.languages import number, percent, score

BAND_WORDS: dict[Band, str] = {
    Band.LOW: gettext_noop("low"),
    Band.MIDDLE: gettext_noop("middle"),
    Band.HIGH: gettext_noop("high"),
}


def workshop_summary(account: WorkshopAccount) -> list[str]:
    """What the report of a workshop says."""
    report, reached = account.report, account.reached
    if not report.lines:
        return [_("Nobody is enrolled yet.")]
    return [
        *([_("The workshop is closed; this report is final.")] if report.is_final else []),
        *_seats_summary(account),
        _(
            "%(held)s of %(all)s meetings were held. Attendance is %(rate)s.",
            held=report.meetings_held,
            all=report.meetings,
            rate=say_rate(reached.attendance.rate),
        ),
        *_work_summary(account),
        *_passed_summary(reached),
        material_summary(account.material),
        *goals_summary(account.goals),
        growth_summary(account.growth),
        *_late_posttests(report),
        *feedback_summary(account.feedback),
    ]


def _seats_summary(account: WorkshopAccount) -> list[str]:
    report = account.report
    capacity, seats = number(report.capacity), number(report.enrolled)
    if not report.withdrawn:
        return [_("Of %(capacity)s seats, %(seats)s are taken.", capacity=capacity, seats=seats)]
    return [
        _(
            "Of %(capacity)s seats, %(seats)s are taken; %(withdrawn)s withdrew.",
            capacity=capacity,
            seats=seats,
            withdrawn=number(report.withdrawn),
        )
    ]


def _passed_summary(reached: Reached) -> list[str]:
    if reached.passed.share is None:
        return []
    rate = say_rate(reached.passed.rate)
    return [_("%(rate)s of the participants meet every pass rule.", rate=rate)]


def _work_summary(account: WorkshopAccount) -> list[str]:
    """What was done in the five days; once they are over, also what practice added."""
    report = account.report
    if report.last_day is None:
        return [_("Of the required items %(rate)s are done.", rate=say_rate(report.items))]
    return [
        _(
            "By the end of day %(day)s %(rate)s of the required items were done; this figure does"
            " not change any more.",
            day=report.last_day,
            rate=say_rate(report.items),
        ),
        _(
            "After day %(day)s %(practised)s of the participants practised (%(answers)s answers)."
            " With what they did then, %(rate)s of the required items are done.",
            day=report.last_day,
            practised=say_rate(account.reached.practised.rate),
            answers=number(report.practice.tries),
            rate=say_rate(report.items_with_practice),
        ),
    ]


def _late_posttests(report: WorkshopReport) -> list[str]:
    if not report.late_posttests:
        return []
    message: str = ngettext(
        "%(num)s person sat the post-test after the last day: the score counts, the gain is not"
        " reckoned.",
        "%(num)s persons sat the post-test after the last day: the scores count, the gain is not"
        " reckoned.",
        report.late_posttests,
    )
    return [message]


def program_summary(account: ProgramAccount) -> list[str]:
    """What the report of a program says."""
    reached = account.reached
    persons = _(
        "%(persons)s persons hold %(seats)s seats; a person with two seats counts once.",
        persons=number(len(reached.holders)),
        seats=number(reached.seats),
    )
    if reached.reached.share is None:
        return [persons]
    return [
        _(
            "%(rate)s of the target was reached: persons who attended at least one meeting.",
            rate=say_rate(reached.reached.rate),
        ),
        persons,
        *_before(reached),
        *_program_passed(account),
        _(
            "Attendance over all seats is %(rate)s.",
            rate=say_rate(reached.attendance.rate),
        ),
        material_summary(account.material),
        *goals_summary(account.goals),
        growth_summary(account.growth),
        *feedback_summary(account.feedback),
    ]


def _program_passed(account: ProgramAccount) -> list[str]:
    reached = account.reached
    if reached.passed.share is None:
        return []
    return [
        _(
            "%(rate)s of the persons meet every pass rule.",
            rate=say_rate(reached.passed.rate),
        ),
        _(
            "%(rate)s of the persons practised after the last day of a workshop (%(answers)s"
            " answers).",
            rate=say_rate(reached.practised.rate),
            answers=number(account.practice.tries),
        ),
    ]


def _before(reached: Reached) -> list[str]:
    more = reached.registered.rate.part - len(reached.holders)
    if not more:
        return []
    message: str = ngettext(
        "%(num)s more person attended before withdrawing or giving the seat to a substitute, and"
        " counts as a person.",
        "%(num)s more persons attended before withdrawing or giving the seat to a substitute, and"
        " count as persons.",
        more,
    )
    return [message]


def hours(minutes: int, hour: int) -> str:
    """Minutes as JP of `hour` minutes."""
    return score(Fraction(minutes, hour))


def material_summary(material: MaterialFigures) -> str:
    """How much of what was due was taught; what is not recorded is said."""
    due, planned = material.due.rate, material.plan
    message: str = _(
        "Material: %(done)s of the %(due)s JP due until now were delivered (%(share)s);"
        " %(planned)s JP are planned in all. Lessons: %(fully)s fully covered, %(partly)s partly,"
        " %(none)s not.",
        done=hours(due.part, material.hour),
        due=hours(due.whole, material.hour),
        share=percent(due.share),
        planned=hours(planned.whole, material.hour),
        fully=material.lessons[CoverageState.FULLY],
        partly=material.lessons[CoverageState.PARTLY],
        none=material.lessons[CoverageState.NOT],
    )
    if material.unrecorded:
        unrecorded = ngettext(
            "%(num)s lesson is due and not recorded yet.",
            "%(num)s lessons are due and not recorded yet.",
            material.unrecorded,
        )
        message = f"{message} {unrecorded}"
    return message


def goals_summary(goals: Goals) -> list[str]:
    """How many goals were achieved, and which nothing measures."""
    sentences = []
    if goals.figure.share is not None:
        sentences.append(
            _(
                "%(done)s of the %(all)s goals measured so far were achieved.",
                done=goals.figure.rate.part,
                all=goals.figure.rate.whole,
            )
        )
    if goals.unmeasured:
        sentences.append(
            ngettext(
                "%(num)s goal is measured by no question: %(goals)s.",
                "%(num)s goals are measured by no question: %(goals)s.",
                len(goals.unmeasured),
                goals=", ".join(each.goal.id for each in goals.unmeasured),
            )
        )
    return sentences


def growth_summary(growth: Growth) -> str:
    """Before and after, and both gains with their intervals."""
    message: str
    if growth.before is None or growth.after is None:
        message = _("Nobody has sat both the pre-test and the post-test yet.")
        return message
    message = ngettext(
        "The mean score went from %(before)s to %(after)s (%(num)s person with both tests).",
        "The mean score went from %(before)s to %(after)s (%(num)s persons with both tests).",
        len(growth.pairs),
        before=score(growth.before),
        after=score(growth.after),
    )
    return f"{message} {_gain_summary(growth)}"


def _gain_summary(growth: Growth) -> str:
    message: str
    gain, individual = growth.class_gain, growth.mean_gain
    if gain is None:
        message = _("A gain cannot be told, for every pre-test was full.")
        return message
    message = _(
        "The gain of the class is %(gain)s%(interval)s: %(band)s. The mean of the individual gains"
        " of the same persons is %(mean)s%(other)s.",
        gain=number(gain, 2),
        interval=_in_brackets(growth.class_interval),
        band=_(BAND_WORDS[band(gain)]),
        mean=number(individual.value, 2),
        other=_in_brackets(growth.mean_interval),
    )
    if individual.left_out:
        left_out = ngettext(
            "%(num)s full pre-test is left out of it.",
            "%(num)s full pre-tests are left out of it.",
            individual.left_out,
        )
        message = f"{message} {left_out}"
    return message


def feedback_summary(feedback: FeedbackResult) -> list[str]:
    """How many answered the questionnaire, and the mean of what they said if they are enough."""
    if feedback.response.share is None:
        return []
    rate = say_rate(feedback.response)
    if not feedback.is_enough:
        return [_("Questionnaire: %(rate)s answered.", rate=rate)]
    return [
        _(
            "Questionnaire: %(rate)s answered; the mean of all statements is %(mean)s of 5.",
            rate=rate,
            mean=number(feedback.mean, 2),
        )
    ]


def _in_brackets(interval: Interval | None) -> str:
    return f" ({say_interval(interval)})" if interval else ""


def say_interval(interval: Interval) -> str:
    """Between which values the gain lies with a certainty of 95 %."""
    message: str = _(
        "95%% certain: %(low)s to %(high)s", low=number(interval[0], 2), high=number(interval[1], 2)
    )
    return message
