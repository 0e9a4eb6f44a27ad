"""The questions of a course on their way to another system."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from html import escape
from typing import Any

from markupsafe import Markup

from lms.content.values import Course
from lms.questions import Question, Variant

MAX_EQUAL_SHARES = 10
"""Of so many right options Moodle has one equal grade; smaller ones it has 5 % alone."""
JOURNAL = "There are no journal entries there"


class NotWritten(ValueError):
    """A question cannot be said in the other format; the text says why."""


@dataclass(frozen=True)
class Leaving:
    """A question, one variant of it, and the category it goes into."""

    question: Any
    variant: Any
    group: str
    remarks: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """What to call it there."""
        return str(self.question.title or self.question.id)

    def texts(self, *templates: Any) -> list[Markup]:
        """Templates with the numbers of the variant."""
        return [template.fill(self.variant.numbers) for template in templates]

    def shares(self, rights: Sequence[bool]) -> list[str]:
        """What each option is worth there in percent, by whether it is right.

        Grades are those that Moodle has: 11 right options are nine of 10 % and two of 5 %.
        """
        count = sum(rights)
        if count <= MAX_EQUAL_SHARES:
            share = share_of(count)
            return [share if right else f"-{share}" for right in rights]
        self.remarks.append(f"Its {count} right options count 10 % or 5 % there, as Moodle has it")
        tens = 2 * MAX_EQUAL_SHARES - count
        worth = iter(["10"] * tens + ["5"] * (count - tens))
        return [next(worth) if right else "-10" for right in rights]

    def tell_near_misses(self, accepted: bool) -> None:
        """Remark that misspelled words, accepted here, are not there."""
        if accepted:
            self.remarks.append("Misspelled answers are not accepted there")


@dataclass(frozen=True)
class Export:
    """A file to hand on, and what about the questions it does not say.

    `left` holds the ids of questions that are not in it, `remarks` those in it that changed.
    """

    text: str
    count: int
    left: list[tuple[str, str]]
    remarks: list[tuple[str, str]]


def leaving(course: Course) -> list[Leaving]:
    """Every question of a course once, in the category of the place where it stands."""
    places: list[tuple[str, Iterable[Question]]] = []
    for module in course.modules:
        places.append((f"{module.id} {module.title}", (each.question for each in module.exercises)))
    for quiz in course.quizzes:
        for form, questions in quiz.forms.items():
            places.append((f"{quiz.title} {form}".strip(), questions))
    places += [(bank.id, bank.questions) for bank in course.banks]
    found: dict[str, Leaving] = {}
    for place, asked in places:
        group = " / ".join(part.replace("/", "-").strip() for part in (course.title, place))
        for question in asked:
            if question.id not in found:
                found[question.id] = _leaving(question, group)
    return list(found.values())


def _leaving(question: Question, group: str) -> Leaving:
    variant: Variant[Any] = question.variant(0)
    away = Leaving(question, variant, group)
    if question.draw.free:
        away.remarks.append("Its numbers are drawn; one set of them was written")
    return away


def export(course: Course, begin: str, write: Callable[[Leaving, str], str], end: str) -> Export:
    """A file: `write` gives one question, told the category of the one before."""
    pieces, group = [begin], ""
    left, remarks = [], []
    for away in leaving(course):
        try:
            pieces.append(write(away, group))
        except NotWritten as problem:
            left.append((away.question.id, str(problem)))
            continue
        group = away.group
        remarks += [(away.question.id, remark) for remark in away.remarks]
    pieces.append(end)
    return Export("".join(pieces), len(pieces) - 2, left, remarks)


def decimal(value: Fraction) -> str:
    """A number with a decimal point, twelve places at most."""
    places = 12
    scaled = Decimal(round(value * 10**places)).scaleb(-places)
    digits = f"{scaled:f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def share_of(count: int) -> str:
    """One `count`-th in percent as Moodle writes it, with five places at most."""
    return f"{Decimal(100) / count:.5f}".rstrip("0").rstrip(".")


def plain_text(away: Leaving, html: Markup) -> str:
    """The text of HTML where only plain text can stand."""
    if "<" in html:
        remark = "Emphasis in its answers was left out"
        if remark not in away.remarks:
            away.remarks.append(remark)
    return html.striptags()


def blank_answers(blank: Any, numbers: Any) -> str:
    """What stands in a blank as Moodle writes it, HTML escaped."""
    if blank.choices:
        others = [text for text in blank.choices if text != blank.right]
        texts = [f"={_cloze(blank.right)}", *(_cloze(text) for text in others)]
        return "{1:MULTICHOICE_S:" + "~".join(texts) + "}"
    if blank.is_number:
        value, tolerance = blank.answer.value(numbers), blank.tolerance.value(numbers)
        return f"{{1:NUMERICAL:={decimal(value)}:{decimal(tolerance)}}}"
    texts = [f"={_cloze(text.replace('*', chr(92) + '*'))}" for text in blank.accepted]
    return "{1:SHORTANSWER:" + "~".join(texts) + "}"


def _cloze(text: str) -> str:
    escaped = "".join(f"\\{each}" if each in '\\{}#~"' else each for each in text)
    shown = escape(escaped, quote=False)
    return f"&#{ord(shown[0])};{shown[1:]}" if shown[:1] in ("=", "%") else shown
