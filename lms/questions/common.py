"""The keys that every question has."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from html import escape
from typing import Annotated, Any

from pydantic.json_schema import SkipJsonSchema

from lms.questions.authoring.keys import (
    Amount,
    AsWritten,
    Keys,
    Line,
    ListOf,
    Mappings,
    Markdown,
    MaybeLine,
    OneLine,
    OneOf,
    WholeNumber,
    usually,
    value_of,
)
from lms.questions.authoring.source import Source
from lms.questions.draws import (
    Draws,
    RowDraw,
    Rule,
    check_name,
    is_name,
    names_of,
    parse_rule,
    row_draw,
)
from lms.questions.expressions import Expression, Unsound, Value
from lms.questions.template import Template

MAX_ID_LENGTH = 40
MAX_LEVEL = 3
MAX_DRAWN = 40
MAX_POINTS = 1000
MAX_TAKEN = 12


CASE_KEYS = frozenset({"case_title", "case_text", "case_draw"})
"""What a question is given of its case; no author writes it."""

Row = dict[str, Line]
"""A row to draw from: values by their keys."""


class SeveralKeys(Keys):
    """Several different rows of a list, drawn together."""

    take: Annotated[int, WholeNumber(1, MAX_TAKEN)]
    """How many are drawn; the values of the first of `x` are called x1."""
    of: Annotated[list[Any], ListOf(2)]
    """Words, or rows of values by their keys."""


class Expected(StrEnum):
    """How an answer is expected to turn out."""

    RIGHT = "right"
    PARTLY = "partly"
    WRONG = "wrong"
    PENDING = "pending"
    UNREADABLE = "unreadable"


class ExpectKeys(Keys):
    """What an answer is expected to get: a test of the question, run by course check."""

    given: Annotated[Any, AsWritten(dict[str, Line])] = None
    """The numbers drawn, by name; what is not named has its first value."""
    answer: Annotated[Any, AsWritten(Line | list[Line])]
    """The answer: a text, or a list for several boxes or options; placeholders may stand in it."""
    verdict: Annotated[Expected, OneOf(Expected)]
    """How it turns out."""
    says: MaybeLine = ""
    """Words that are said to it."""


class QuestionKeys(Keys):
    """What may be written for a question of any kind; each kind adds its own."""

    kind: str
    """The kind of question."""
    draw: Annotated[Any, AsWritten(dict[str, Line | list[Line] | list[Row] | SeveralKeys])] = None
    """What is drawn for each person, by name: a number such as "40..240 step 20", "one of 2, 4" or
    "= a * 2", or one of a list of words or rows."""
    id: Annotated[str, OneLine(MAX_ID_LENGTH)]
    """Small letters, digits and hyphens, such as h1-p1; never changed once it is published."""
    title: MaybeLine = ""
    """A short label for lists; exercises need one."""
    ask: Markdown
    """The question, Markdown with placeholders such as {a:rp}."""
    competency: MaybeLine = ""
    """A code from course.yaml."""
    goal: MaybeLine = ""
    """A code from a module.yaml."""
    skill: MaybeLine = ""
    """The id of a skill from skills.yaml that is needed to answer."""
    section: MaybeLine = ""
    """Where a lesson explains it, such as h1-l2#modal-sendiri, if not where its skill says."""
    level: Annotated[int, WholeNumber(1, MAX_LEVEL)] = 1
    """How hard it is, from 1 to 3."""
    points: Annotated[Expression, Amount(MAX_POINTS)] = usually("1")
    """What it is worth."""
    hints: Annotated[list[Markdown], ListOf()] = []
    """Helps, from slight to strong."""
    explain: Markdown = ""
    """The worked solution, Markdown with placeholders."""
    case: MaybeLine = ""
    """The id of a case from cases.yaml, whose figures it shares with other questions."""
    case_title: SkipJsonSchema[MaybeLine] = ""
    """What stands above the case."""
    case_text: SkipJsonSchema[Markdown] = ""
    """What the case tells."""
    case_draw: SkipJsonSchema[Annotated[list[Line], ListOf()]] = []
    """What of `draw` belongs to the case."""
    expect: Annotated[list[Any], Mappings(ExpectKeys)] = []
    """Its author's own tests: this answer gets this verdict. They are not published."""


def shared(source: Source, keys: QuestionKeys, *, answer_is_number: bool = False) -> dict[str, Any]:
    """What every question has, as arguments for its class."""
    source.used.clear()
    source.leave_out("expect")
    if not keys.section:
        source.leave_out("section")
    draw = _draws(source)
    known = draw.names
    with_key = [*known, "answer"] if answer_is_number else known
    return {
        "id": keys.id,
        "title": keys.title,
        "prompt": _prompt(source, keys, draw),
        "competency": keys.competency,
        "goal": keys.goal,
        "skill": keys.skill,
        "section": keys.section,
        "level": keys.level,
        "points": value_of(keys.points),
        "hints": source.templates("hints", keys.hints, known),
        "explain": source.template("explain", keys.explain, with_key),
        "draw": draw,
        "case": keys.case,
        "shared": draw.picked(keys.case_draw),
    }


def _prompt(source: Source, keys: QuestionKeys, draw: Draws) -> Template:
    """What is asked, below what its case tells. It is stored with it."""
    asked = source.template("ask", keys.ask, draw.names)
    of_case = Draws(tuple(rule for rule in draw.rules if rule[0] in keys.case_draw)).names
    told = keys.case_text and source.template("case_text", keys.case_text, of_case)
    for key in ("case_title", "case_text", *(() if keys.case else ("case", "case_draw"))):
        source.leave_out(key)
    if not told or not source.diagnostics.authored:
        return asked
    title = escape(keys.case_title).replace("{", "{{").replace("}", "}}")
    case = (
        f'<div class="admonition contoh"><p class="admonition-title">{title}</p>{told.html}</div>'
    )
    source.document["ask"] = f"{case}\n{asked.html}"
    return Template(source.document["ask"])


def _draws(source: Source) -> Draws:
    written = source.mapping("draw")
    if len(list(written)) > MAX_DRAWN:
        source.problem("draw", f"There are more than {MAX_DRAWN} numbers. Draw fewer")
        return Draws()
    rules = []
    known: list[str] = []
    for name in written:
        try:
            check_name(name)
            rule = _rule(written, name)
            if isinstance(rule, Expression):
                written.remember(rule, name)
                rule.check(known)
        except Unsound as problem:
            written.problem(name, problem.message)
            rule = Expression("1")
        names = names_of(name, rule)
        for each in names:
            if each in known:
                written.problem(name, f'"{each}" has a value already. Choose another name')
        known += names
        rules.append((name, rule))
    return Draws(tuple(rules))


def _rule(written: Source, name: str) -> Rule:
    """How one number, word or row is drawn. Raises Unsound."""
    value = written.raw(name)
    if isinstance(value, Mapping):
        below = written.mapping(name)
        several = below.read(SeveralKeys)
        return _row_draw(below, "of", several.of, several.take)
    if isinstance(value, list):
        return _row_draw(written, name, value)
    return parse_rule(written.value(name, OneLine()))


def _row_draw(source: Source, key: str, entries: Sequence[Any], take: int = 0) -> RowDraw:
    rows, sound = _rows(source, key, entries)
    try:
        if sound:
            return row_draw(rows, take)
    except Unsound as problem:
        source.problem(key, problem.message)
    # Its names are known all the same, so that nothing follows from what was told.
    first: tuple[tuple[str, Value], ...] = tuple(rows[0].items()) if rows else (("", ""),)
    return RowDraw((first,) * max(1, take), take)


def _rows(source: Source, key: str, entries: Sequence[Any]) -> tuple[list[Mapping[str, str]], bool]:
    """The rows of a list and whether all are sound; a word is a row of one value without a key."""
    rows: list[Mapping[str, str]] = []
    stored: list[Any] = []
    sound = True
    for n, entry in enumerate(entries):
        if isinstance(entry, Mapping):
            below = source.below(entry, key, n)
            rows.append({name: below.value(name, OneLine()) for name in below})
            stored.append(below.document)
        else:
            rows.append({"": source.entry((key, n), entry, OneLine())})
            stored.append(rows[-1][""])
        if wrong := _odd(rows[-1], rows[0]):
            source.problem((key, n), wrong)
            sound = False
    source.document[key] = stored
    return rows, sound


def _odd(row: Mapping[str, str], first: Mapping[str, str]) -> str:
    """What is wrong with the keys of a row, "" if nothing is."""
    named = next((name for name in row if name and not is_name(name)), None)
    if named is not None:
        return f'"{named}" cannot name a value. Use letters and digits, a letter first'
    if row.keys() != first.keys():
        wanted = ", ".join(name for name in first if name) or "one word"
        return f"All rows have the same keys as the first one ({wanted}). Complete this one"
    return ""
