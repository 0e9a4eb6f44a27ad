"""Parts of a report in words of the page's language."""

from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from lms.language import gettext_noop
from lms.reports.rules import ReportLine, WorkshopReport
from lms.results.passing import MISSING_WORDS, Missing, MissingKind
from lms.results.periods import NO_PRACTICE, Practice
from lms.statistics.rates import Rate
from lms.web.course_text import sentence_of
from lms.web.languages import NOTHING, number, percent, score


def say_missing(missing: Missing) -> str:
    """One thing that is missing, as a sentence without its full stop."""
    pattern, figures = _missing(missing)
    message: str = _(pattern, title=missing.title, **figures)
    return message


def show_missing(missing: Missing) -> Markup:
    """The same for a page, with the title marked as the course's."""
    pattern, figures = _missing(missing)
    return sentence_of(pattern, missing.title, **figures)


def _missing(missing: Missing) -> tuple[str, dict[str, str]]:
    if missing.kind is not MissingKind.ATTENDANCE:
        figures = {"have": score(missing.have), "need": score(missing.need)}
        return MISSING_WORDS[missing.kind], figures
    need = percent(None if missing.need is None else missing.need / 100, 0)
    if missing.have is None:
        return gettext_noop("No meeting was held yet; attendance of %(need)s is needed"), {
            "need": need
        }
    return MISSING_WORDS[missing.kind], {"have": percent(missing.have / 100), "need": need}


def say_all_missing(missing: Iterable[Missing]) -> str:
    """Everything that is missing, in one cell."""
    return "; ".join(say_missing(each) for each in missing)


def say_rate(rate: Rate) -> str:
    """`82,5% (33/40)`: a rate is never shown without both its numbers."""
    return f"{percent(rate.share)} ({number(rate.part)}/{number(rate.whole)})"


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


def say_before(line: ReportLine) -> str:
    """Who had a seat before, with the days, in one cell."""
    return "; ".join(
        _("%(name)s, up to day %(day)s", name=each.name, day=each.until_day) for each in line.before
    )


def say_result(report: WorkshopReport, line: ReportLine) -> str:
    """Whether somebody passed; a dash while the workshop days go on: nothing is decided yet."""
    if report.last_day is None:
        return NOTHING
    return say_passed(line.outcome.passed)


def say_passed(passed: bool) -> str:
    """Whether somebody passed, once the workshop days are over."""
    return str(_("Passed") if passed else _("Not yet passed"))
