"""What the figures of a report mean, in sentences of the page's language."""

from collections.abc import Iterable
from fractions import Fraction

from flask_babel import gettext as _
from flask_babel import ngettext

from lms.coverage.rules import Coverage, CoverageState
from lms.language import gettext_noop
from lms.reports.rules import Growth, ProgramReport, ReportLine, WorkshopReport
from lms.results.outcomes import MISSING_WORDS, Missing, MissingKind
from lms.results.periods import NO_PRACTICE, Practice
from lms.statistics.gain import Band, band
from lms.statistics.rates import Rate
from lms.web.languages import number, percent, score

BAND_WORDS: dict[Band, str] = {
    Band.LOW: gettext_noop("low"),
    Band.MIDDLE: gettext_noop("middle"),
    Band.HIGH: gettext_noop("high"),
}


def say_missing(missing: Missing) -> str:
    """One thing that is missing, as a sentence without its full stop."""
    is_share = missing.kind is MissingKind.ATTENDANCE
    have, need = score(missing.have), score(missing.need)
    if is_share:
        have = percent(None if missing.have is None else missing.have / 100)
        need = percent(None if missing.need is None else missing.need / 100, 0)
        if missing.have is None:
            return str(_("No meeting was held yet; attendance of %(need)s is needed", need=need))
    message: str = _(MISSING_WORDS[missing.kind], title=missing.title, have=have, need=need)
    return message


def say_all_missing(missing: Iterable[Missing]) -> str:
    """Everything that is missing, in one cell."""
    return "; ".join(say_missing(each) for each in missing)


def say_rate(rate: Rate) -> str:
    """`82,5% (33/40)`: a rate is never shown without both its numbers."""
    return f"{percent(rate.share)} ({number(rate.part)}/{number(rate.whole)})"


def workshop_summary(report: WorkshopReport) -> list[str]:
    """What the report of a workshop says, in sentences."""
    if not report.lines:
        return [_("Nobody is enrolled yet.")]
    sentences = [
        *([_("The workshop is closed; this report is final.")] if report.is_final else []),
        _(
            "These figures count seats: %(seats)s of %(capacity)s are taken, by %(persons)s"
            " different persons in all.",
            seats=number(report.enrolled),
            capacity=number(report.capacity),
            persons=number(report.persons),
        ),
        ngettext(
            "%(num)s participant is enrolled; %(withdrawn)s withdrew.",
            "%(num)s participants are enrolled; %(withdrawn)s withdrew.",
            report.enrolled,
            withdrawn=number(report.withdrawn),
        ),
        _(
            "%(held)s of %(all)s meetings were held. Attendance is %(rate)s.",
            held=report.meetings_held,
            all=report.meetings,
            rate=say_rate(report.attendance),
        ),
        *_work_summary(report),
        _("%(rate)s of the participants meet every pass rule.", rate=say_rate(report.passed)),
        material_summary(report.coverage),
    ]
    return [*sentences, growth_summary(report.growth), *_late_posttests(report)]


def practice_word(last_day: int | None) -> str:
    """What the column of practice is called."""
    message: str
    if last_day is None:
        message = _("Practice after the last day")
    else:
        message = _("Practice after day %(day)s", day=last_day)
    return message


def say_practice(practice: Practice) -> str:
    """What somebody did in practice, in one cell; a dash for nothing."""
    if practice == NO_PRACTICE:
        return "-"
    items = ngettext("%(num)s more item", "%(num)s more items", practice.items)
    answers = ngettext("%(num)s answer", "%(num)s answers", practice.tries)
    return f"{items}, {answers}"


def _work_summary(report: WorkshopReport) -> list[str]:
    """What was done in the five days; once they are over, also what practice added."""
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
            practised=say_rate(report.practised),
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


def program_summary(report: ProgramReport) -> list[str]:
    """What the report of a program says, in sentences."""
    return [
        _(
            "%(rate)s of the target was reached: persons who attended at least one meeting.",
            rate=say_rate(report.reached),
        ),
        _(
            "%(persons)s persons hold %(seats)s seats; a person with two seats counts once.",
            persons=number(report.holders),
            seats=number(report.seats),
        ),
        *_before(report),
        _("%(rate)s of the persons meet every pass rule.", rate=say_rate(report.passed)),
        _("Attendance over all seats is %(rate)s.", rate=say_rate(report.attendance)),
        *_practised(report),
        *_program_material(report),
        growth_summary(report.growth),
    ]


def _practised(report: ProgramReport) -> list[str]:
    if report.last_day is None:
        return []
    return [
        _(
            "%(rate)s of the persons practised after the last day of a workshop (%(answers)s"
            " answers).",
            rate=say_rate(report.practised),
            answers=number(report.practice.tries),
        )
    ]


def _before(report: ProgramReport) -> list[str]:
    more = report.persons - report.holders
    if not more:
        return []
    message: str = ngettext(
        "%(num)s more person attended before a substitute took the seat over, and counts as a"
        " person.",
        "%(num)s more persons attended before a substitute took the seat over, and count as"
        " persons.",
        more,
    )
    return [message]


def say_before(line: ReportLine) -> str:
    """Who had a seat before, with the days, in one cell."""
    return "; ".join(
        _("%(name)s, up to day %(day)s", name=each.name, day=each.until_day) for each in line.before
    )


def _program_material(report: ProgramReport) -> list[str]:
    if not report.workshops:
        return []
    hour = report.workshops[0].coverage.hour
    material = report.material
    return [
        _(
            "Material: %(done)s of %(planned)s JP were delivered in all workshops together"
            " (%(share)s).",
            done=hours(material.part, hour),
            planned=hours(material.whole, hour),
            share=percent(material.share),
        )
    ]


def hours(minutes: int, hour: int) -> str:
    """Minutes as JP of `hour` minutes."""
    return score(Fraction(minutes, hour))


def material_summary(coverage: Coverage) -> str:
    """How much of the planned material was taught; what is not recorded is said."""
    message: str = _(
        "Material: %(done)s of %(planned)s JP were delivered (%(share)s); %(due)s were due until"
        " now. Lessons: %(fully)s fully covered, %(partly)s partly, %(none)s not.",
        done=hours(coverage.delivered, coverage.hour),
        planned=hours(coverage.planned, coverage.hour),
        share=percent(Rate(coverage.delivered, coverage.planned).share),
        due=hours(coverage.due, coverage.hour),
        fully=coverage.count(CoverageState.FULLY),
        partly=coverage.count(CoverageState.PARTLY),
        none=coverage.count(CoverageState.NOT),
    )
    if coverage.unrecorded:
        unrecorded = ngettext(
            "%(num)s lesson is due and not recorded yet.",
            "%(num)s lessons are due and not recorded yet.",
            len(coverage.unrecorded),
        )
        message = f"{message} {unrecorded}"
    return message


def growth_summary(growth: Growth) -> str:
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
        "The gain of the class is %(gain)s: %(band)s. The mean of the individual gains is"
        " %(mean)s.",
        gain=number(gain, 2),
        band=_(BAND_WORDS[band(gain)]),
        mean=number(individual.value, 2),
    )
    if individual.left_out:
        left_out = ngettext(
            "%(num)s full pre-test is left out of it.",
            "%(num)s full pre-tests are left out of it.",
            individual.left_out,
        )
        message = f"{message} {left_out}"
    return message
