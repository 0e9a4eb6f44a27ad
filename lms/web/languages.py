"""Which language a page speaks, and how it writes numbers, dates and times."""

from contextvars import ContextVar
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import cache, lru_cache
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from babel import Locale, dates, numbers
from flask import Flask, current_app, session
from flask_babel import Babel, get_locale, get_translations, gettext
from flask_login import current_user
from markupsafe import Markup

from lms.errors import LmsError
from lms.statistics.display import rounded

LANGUAGES = {"id": "Bahasa Indonesia", "en": "English"}
_ZONES = {
    "Asia/Jakarta": "WIB",
    "Asia/Pontianak": "WIB",
    "Asia/Makassar": "WITA",
    "Asia/Jayapura": "WIT",
}
NOTHING = "-"
HOUSE_ZONE = ZoneInfo("Asia/Makassar")
"""The zone of what happens in no workshop."""
_page: ContextVar["_Spoken | None"] = ContextVar("page", default=None)


def init_languages(app: Flask) -> None:
    """Set up the catalogues and the filters for templates."""
    app.config["BABEL_DEFAULT_LOCALE"] = app.config["DEFAULT_LANGUAGE"]
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = f"{app.root_path}/translations"
    Babel(app, locale_selector=lambda: _locale(chosen_language()))
    app.context_processor(_begin_page)
    app.teardown_request(_forget)
    # The method comes from Jinja's extension i18n, which Flask-Babel adds: `attr-defined`.
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=gettext,
        ngettext=lambda one, many, count: get_translations().ungettext(one, many, count),
        newstyle=True,
    )
    app.jinja_env.globals["_"] = _sentence  # the same, for less: a page has dozens of them
    for show in (clock_time, full_date, short_date, date_time, percent, score, number):
        app.add_template_filter(show)
    app.add_template_filter(_translated, "translated")
    app.jinja_env.globals.update(LANGUAGES=LANGUAGES, get_locale=get_locale)


@cache
def _locale(language: str) -> Locale:
    """What Babel knows of a language; reading it anew took its time in each request."""
    return Locale.parse(language)


class _Spoken(NamedTuple):
    """A language, and its sentences as templates have shown them so far."""

    language: str
    patterns: dict[str, Markup]
    whole: dict[str, Markup]  # those without variables


@cache
def _in(language: str) -> _Spoken:
    return _Spoken(language, {}, {})


def _begin_page() -> dict[str, str]:
    """Find the language once a page and not for each sentence or part that is kept."""
    page = _in(get_locale().language)
    _page.set(page)
    return {"language": page.language}


def _forget(_error: BaseException | None) -> None:
    """Leave nothing to the next request of this thread."""
    _page.set(None)


def spoken() -> str:
    """The language of the page that is drawn."""
    return (_page.get() or _in(get_locale().language)).language


def _sentence(sentence: str, /, **variables: Any) -> Markup:
    """What a template says, in the language of the page; variables are escaped."""
    page = _page.get() or _in(get_locale().language)
    if not variables:
        said = page.whole.get(sentence)
        if said is None:
            said = page.whole[sentence] = Markup(get_translations().ugettext(sentence)) % {}
        return said
    pattern = page.patterns.get(sentence)
    if pattern is None:
        pattern = page.patterns[sentence] = Markup(get_translations().ugettext(sentence))
    return pattern % variables


def chosen_language() -> str:
    """The language of the person, else of the browser session, else the default."""
    chosen: str = (
        current_user.person.language
        if current_user.is_authenticated
        else session.get("language", "")
    )
    default: str = current_app.config["DEFAULT_LANGUAGE"]
    return chosen if chosen in LANGUAGES else default


def message_of(error: LmsError) -> str:
    """What a domain error says, in the language of the page."""
    sentence: str = gettext(error.message, **error.params)
    return sentence


def _translated(sentence: str) -> str:
    words: str = gettext(sentence) if sentence else ""  # for "" a catalogue tells of itself
    return words


def clock_time(instant: datetime, zone: ZoneInfo, *, named: bool = False) -> str:
    """`09.00`, or `09.00 WITA` if named: the same form in both languages."""
    local = instant.astimezone(zone)
    name = f" {_ZONES.get(zone.key, local.tzname() or '')}" if named else ""
    return f"{local.hour:02}.{local.minute:02}{name}"


def full_date(day: date | datetime, zone: ZoneInfo | None = None) -> str:
    """`Senin, 9 November 2020`; an instant needs its `zone`."""
    return str(dates.format_date(_local(day, zone), "EEEE, d MMMM y", locale=get_locale()))


def short_date(day: date | datetime, zone: ZoneInfo | None = None) -> str:
    """`9 Nov 2020`."""
    return str(dates.format_date(_local(day, zone), "d MMM y", locale=get_locale()))


def date_time(instant: datetime, zone: ZoneInfo = HOUSE_ZONE) -> str:
    """`9 Nov 2020, 09.00`; in the zone of the house where no workshop has its own."""
    return f"{short_date(instant, zone)}, {clock_time(instant, zone)}"


def _local(day: date | datetime, zone: ZoneInfo | None) -> date:
    return day.astimezone(zone).date() if isinstance(day, datetime) else day


def number(value: Fraction | int | None, decimals: int = 0) -> str:
    """`1.250` or `0,60` (English: `1,250`, `0.60`), `-` for nothing."""
    if value is None:
        return NOTHING
    return _formatted(rounded(value, decimals), decimals, get_locale().language)


@lru_cache(maxsize=5_000)
def _formatted(value: Decimal, decimals: int, locale: str) -> str:
    """Kept, for a report writes the same hundred numbers thousands of times."""
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return str(numbers.format_decimal(value, format=pattern, locale=locale))


def percent(share: Fraction | None, decimals: int = 1) -> str:
    """`82,5%` for the share 33/40, `-` for nothing."""
    return NOTHING if share is None else f"{number(share * 100, decimals)}%"


def score(value: Fraction | None) -> str:
    """A score of 0 to 100 with one decimal, without it when whole; `-` for nothing."""
    if value is None:
        return NOTHING
    return number(value, 0 if rounded(value, 1) == rounded(value, 0) else 1)
