"""Reads what an author sets about a quiz: when it may be sat, how often, what may be seen."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Any, Literal

from lms.content.moments import LAST, Anchor, Moment, NotAMoment, closes_too_early, parse_moment
from lms.content.settings import (
    EVERYTHING,
    NOTHING,
    OF_ONE_ANSWER,
    PRESETS,
    SCORE_ALONE,
    Aspect,
    Remedial,
    Review,
    ReviewTime,
)
from lms.content.values import NumbersFrom, QuizKind
from lms.questions.authoring.keys import AsWritten, Keys, MaybeLine, OneLine, WholeNumber
from lms.questions.authoring.source import Source
from lms.questions.authoring.wording import did_you_mean, shape

MAX_REMEDIALS = 10
MAX_WAIT = timedelta(days=60)
UNLIMITED = "unlimited"
MAX_ATTEMPTS = 100

USUAL_REVIEW = {QuizKind.PRETEST: "none", QuizKind.POSTTEST: "score"}
"""What may be seen unless the author says otherwise; everything after other quizzes."""

_WAIT = re.compile(r"(?P<size>\d{1,5}) (?P<unit>minute|hour|day)s?")
_UNITS = {"minute": timedelta(minutes=1), "hour": timedelta(hours=1), "day": timedelta(days=1)}
_WORDS = {"all": EVERYTHING, "score": SCORE_ALONE, "none": NOTHING}


@dataclass(frozen=True)
class Length:
    """How long a course is: its days, and the days of practice after them."""

    days: int
    practice_days: int


class RemedialKeys(Keys):
    """More attempts for those below the pass mark."""

    attempts: Annotated[int, WholeNumber(1, MAX_REMEDIALS)] = 1
    """How many."""
    form: MaybeLine = ""
    """The form they get; the forms in turn if it is left out."""


_Shown = Annotated[Any, AsWritten(Literal["all", "score", "none"] | list[Aspect])]


class ReviewKeys(Keys):
    """What may be seen at each time; a time that is left out is like the one before it."""

    during: _Shown = None
    """While the attempt is going on, of each answer that is checked."""
    right_after: _Shown = None
    """In the first quarter of an hour."""
    while_open: _Shown = None
    """Later, while it is open."""
    after_close: _Shown = None
    """After it is closed."""


def read_window(source: Source, kind: QuizKind, day: int, length: Length) -> tuple[Moment, Moment]:
    """Read when a quiz opens and closes; without these words with its day and with practice.

    A pre-test closes when the last day begins, unless that is the day on which it opens.
    """
    opens = _moment(source, "opens", Moment(Anchor.DAY_STARTS, day), length)
    last_day = kind is QuizKind.PRETEST and length.days > 1
    usual = Moment(Anchor.DAY_STARTS if last_day else Anchor.PRACTICE_ENDS, LAST)
    closes = _moment(source, "closes", usual, length)
    if source.sound and closes_too_early(opens, closes, length.days, length.practice_days):
        source.problem(
            "closes" if "closes" in source else "opens",
            f'This closes ("{closes}") before it opens ("{opens}"). Days may be a week apart: '
            "count both from the same day",
        )
    return opens, closes


def _moment(source: Source, key: str, usual: Moment, length: Length) -> Moment:
    if source.raw(key) is None:
        source.document[key] = str(usual)
        return usual
    written = source.value(key, OneLine())
    if not written:
        return usual
    try:
        moment = parse_moment(written)
    except NotAMoment as problem:
        source.problem(key, str(problem))
        return usual
    if source.diagnostics.authored and moment.day > length.days:
        days = "one day" if length.days == 1 else f"{length.days} days"
        source.problem(key, f"There is no day {moment.day}: the course has {days}")
        return usual
    source.document[key] = str(moment)
    return moment


def read_attempts(source: Source) -> int | None:
    """Read how often a quiz may be sat; None: as often as one likes."""
    if source.raw("attempts") == UNLIMITED:
        return None
    if source.raw("attempts") is None:
        return 1
    attempts: int = source.value("attempts", WholeNumber(1, MAX_ATTEMPTS))
    return attempts


def read_waits(source: Source, *, several: bool) -> tuple[timedelta, timedelta]:
    """Read how long to wait before the second attempt, and before each later one."""
    first = _wait(source, "wait", timedelta(0))
    later = _wait(source, "wait_later", first)
    for key in ("wait", "wait_later"):
        if key in source and not several and source.is_sound("attempts"):
            source.problem(key, f'"{key}" means nothing with one attempt. Remove it')
    return first, later


def _wait(source: Source, key: str, usual: timedelta) -> timedelta:
    if source.raw(key) is None:
        source.leave_out(key)
        return usual
    written = source.value(key, OneLine())
    found = _WAIT.fullmatch(" ".join(written.casefold().split()))
    if found is None:
        source.problem(
            key, f'"{key}" must be a time such as "30 minutes", "1 hour" or "2 days", '
            f"not {shape(written)}"
        )  # fmt: skip
        return usual
    wait = int(found["size"]) * _UNITS[found["unit"]]
    if wait > MAX_WAIT:
        source.problem(key, f'"{key}" must be at most {MAX_WAIT.days} days')
    return wait


def read_remedial(source: Source, kind: QuizKind, forms: Iterable[str]) -> Remedial | None:
    """Read the attempts for those below the pass mark: a number, or `attempts` and `form`."""
    written = source.raw("remedial")
    if written is None:
        source.leave_out("remedial")
        return None
    if kind is not QuizKind.POSTTEST:
        source.problem("remedial", '"remedial" belongs to a post-test. Remove it here')
    elif source.raw("pass") is None:
        source.problem("remedial", '"remedial" needs a pass mark. Add "pass: 70"')
    if not isinstance(written, dict):
        return Remedial(source.value("remedial", WholeNumber(1, MAX_REMEDIALS)))
    below = source.mapping("remedial")
    keys = below.read(RemedialKeys)
    remedial = Remedial(keys.attempts, keys.form)
    names = list(forms)
    if remedial.form and remedial.form not in names:
        below.problem("form", f'"{remedial.form}" is not one of the forms ({", ".join(names)})')
    if remedial.form and len(names) == 1:
        below.problem("form", "The post-test needs another form besides that of the remedial")
    return remedial


def read_review(source: Source, kind: QuizKind, numbers: NumbersFrom) -> Review:
    """Read what may be seen when: one word, or a word or list for each time."""
    written = source.raw("review")
    if not isinstance(written, dict):
        word = str(written or USUAL_REVIEW.get(kind, "full"))
        if word not in PRESETS or isinstance(written, list):
            expected = f"Write one of: {', '.join(PRESETS)}; or what is shown at each time"
            hint = did_you_mean(word, PRESETS, expected)
            source.problem("review", f'"review" cannot be {shape(written)}. {hint}')
            word = "none"
        source.document["review"] = word
        return PRESETS[word]
    below = source.mapping("review")
    below.read(ReviewKeys)
    shown: dict[ReviewTime, frozenset[Aspect]] = {}
    before = NOTHING
    for when in ReviewTime:
        before = _aspects(below, when, before)
        shown[when] = before
    if shown[ReviewTime.DURING] and (problem := _why_not_checked(kind, numbers)):
        below.problem(ReviewTime.DURING, problem)
    return Review(shown)


def _why_not_checked(kind: QuizKind, numbers: NumbersFrom) -> str:
    """Why no answer can be checked while an attempt at such a quiz is going on."""
    if kind not in (QuizKind.QUIZ, QuizKind.ASSIGNMENT):
        return "Nothing can be shown while a test is going on. Write none"
    if numbers is NumbersFrom.WORKSHOP:
        return (
            "With numbers that the workshop shares, whoever checks an answer could tell it to a "
            'neighbour. Write "numbers: attempt"'
        )
    return ""


def _aspects(source: Source, when: ReviewTime, usual: frozenset[Aspect]) -> frozenset[Aspect]:
    """Read what is shown at one time; as at the time before where nothing is written."""
    written = source.raw(when)
    if written is None:
        aspects = usual
    elif isinstance(written, str) and written in _WORDS:
        aspects = _WORDS[written]
        if when is ReviewTime.DURING and written == "all":
            aspects = OF_ONE_ANSWER
    elif isinstance(written, list) and all(each in list(Aspect) for each in written):
        aspects = frozenset(Aspect(each) for each in written)
    else:
        words = [*_WORDS, *(f"[{', '.join(list(Aspect)[:2])}]",)]
        wrong = (
            next((w for w in written if w not in list(Aspect)), "")
            if isinstance(written, list)
            else written
        )
        hint = did_you_mean(
            wrong, [*_WORDS, *Aspect], f"Write one of: {', '.join(words)}, of {', '.join(Aspect)}"
        )
        source.problem(when, f'"{when}" cannot be {shape(wrong)}. {hint}')
        aspects = NOTHING
    if when is ReviewTime.DURING and Aspect.SCORE in aspects:
        source.problem(
            when,
            "There is no score while an attempt is going on. "
            f"Write all, none or a list of {', '.join(a for a in Aspect if a in OF_ONE_ANSWER)}",
        )
    source.document[when] = sorted(aspects)
    return aspects
