"""Writes GIFT, the text format described at https://docs.moodle.org/en/GIFT_format."""

from collections.abc import Callable

from markupsafe import Markup, escape

from lms.banks.leaving import (
    JOURNAL,
    Export,
    Leaving,
    NotWritten,
    decimal,
    export,
    plain_text,
)
from lms.content.values import Course
from lms.questions.choices import written_options

_ESCAPES = str.maketrans({each: f"\\{each}" for each in "\\~=#{}:"} | {"\n": "\\n"})


def write_gift(course: Course) -> Export:
    return export(course, f"// {_safe(course.title)}\n", _question, "")


def _safe(text: str) -> str:
    return " ".join(text.split())


def _escaped(text: str) -> str:
    return str(text).strip().translate(_ESCAPES)


def _begun(html: str) -> str:
    """HTML that begins with no sign for a weight or a format."""
    text = _escaped(html)
    return f"&\\#{ord(text[0])};{text[1:]}" if text[:1] in ("%", "[") else text


def _question(away: Leaving, group: str) -> str:
    question = away.question
    if question.kind not in _KINDS:
        raise NotWritten(_REASONS[question.kind])
    inside = _KINDS[question.kind](away)
    if away.question.kind != "essay" and (general := _escaped(away.variant.solution)):
        inside = f"{inside.rstrip()}\n####{general}"
    _remark(away)
    category = f"\n$CATEGORY: $course$/top/{away.group}\n" if away.group != group else ""
    tag = f" [tag:{question.competency}]" if question.competency else ""
    head = f"// [id:{question.id}]{tag}\n::{_escaped(_safe(away.name))}::"
    return f"{category}\n{head}[html]{_escaped(away.variant.prompt)}{{{inside}}}\n"


def _remark(away: Leaving) -> None:
    question = away.question
    if question.points != 1:
        away.remarks.append("GIFT has no points")
    if question.hints:
        away.remarks.append("GIFT has no hints")
    if getattr(question, "unit", ""):
        away.remarks.append(f'GIFT has no units: "{question.unit}" was left out')
    if getattr(question, "shuffle_options", True) is False:
        away.remarks.append("GIFT does not say that options keep their order")


def _answer(sign: str, text: str, say: Markup) -> str:
    said = f"#{_begun(say)}" if say else ""
    return f"\n\t{sign}{_begun(text)}{said}"


def _single_choice(away: Leaving) -> str:
    rows = []
    for option in written_options(away.variant):
        text, say = away.texts(option.text, option.say)
        rows.append(_answer("=" if option.right else "~", text, say))
    return "".join(rows) + "\n"


def _multiple_answer(away: Leaving) -> str:
    options = written_options(away.variant)
    rows = []
    for option, share in zip(options, away.shares([bool(o.right) for o in options]), strict=True):
        text, say = away.texts(option.text, option.say)
        rows.append(_answer(f"~%{share}%", text, say))
    return "".join(rows) + "\n"


def _true_false(away: Leaving) -> str:
    question = away.question
    say_true, say_false = away.texts(question.say_true, question.say_false)
    truth = away.variant.statement_is_true
    wrong, right = (say_false, say_true) if truth else (say_true, say_false)
    said = f"#{_begun(wrong)}" if wrong or right else ""
    said += f"#{_begun(right)}" if right else ""
    return f"{'TRUE' if truth else 'FALSE'}{said}"


def _numeric(away: Leaving) -> str:
    question, names = away.question, away.variant.names
    tolerance = decimal(question.tolerance.value(names))
    rows = [f"\n\t={decimal(away.variant.key)}:{tolerance}"]
    for mistake in question.mistakes:
        value = decimal(mistake.result.value(names))
        rows.append(f"\n\t=%0%{value}:{tolerance}#{_begun(mistake.say.fill(names))}")
    return f"#{''.join(rows)}\n"


def _short_answer(away: Leaving) -> str:
    if any("->" in text for text in away.variant.accepted):
        raise NotWritten("GIFT takes an answer with -> for a match; Moodle XML does not")
    away.tell_near_misses(away.question.near_misses)
    # There a * stands for any text.
    texts = [text.replace("*", r"\*") for text in away.variant.accepted]
    return "".join(f"\n\t=%100%{_form(text)}{_escaped(text)}" for text in texts) + "\n"


def _form(text: str) -> str:
    """The format of a plain text where it could seem to name one itself."""
    return "[plain]" if text.startswith("[") else ""


def _matching(away: Leaving) -> str:
    question = away.question
    options = [plain_text(away, text) for text in away.texts(*question.written)]
    rows = []
    for item, match in zip(question.items, away.variant.matches, strict=True):
        text = away.texts(item.text)[0]
        rows.append(f"\n\t={_begun(text)} -> {_escaped(escape(options[match]))}")
    used = set(away.variant.matches)
    rows += [
        f"\n\t= -> {_escaped(escape(text))}" for n, text in enumerate(options) if n not in used
    ]
    return "".join(rows) + "\n"


def _essay(away: Leaving) -> str:
    away.remarks.append("GIFT has no rubric, number of words or example of a good answer")
    return ""


_KINDS: dict[str, Callable[[Leaving], str]] = {
    "single_choice": _single_choice,
    "multiple_answer": _multiple_answer,
    "true_false": _true_false,
    "numeric": _numeric,
    "short_answer": _short_answer,
    "matching": _matching,
    "essay": _essay,
}
_REASONS = {
    "ordering": "GIFT has no ordering; Moodle XML has",
    "cloze": "GIFT has no texts with several blanks; Moodle XML has",
    "journal_entry": JOURNAL,
    "file_upload": "GIFT cannot ask for files; Moodle XML can",
}
