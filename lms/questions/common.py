"""The keys that every question has."""

from typing import Annotated, Any

from lms.questions.authoring.keys import (
    Amount,
    AsWritten,
    Keys,
    Line,
    ListOf,
    Markdown,
    MaybeLine,
    OneLine,
    WholeNumber,
    usually,
    value_of,
)
from lms.questions.authoring.source import Source
from lms.questions.draws import Draws, check_name, parse_rule
from lms.questions.expressions import Expression, Unsound

MAX_ID_LENGTH = 40
MAX_LEVEL = 3
MAX_DRAWN = 40
MAX_POINTS = 1000


class QuestionKeys(Keys):
    """What may be written for a question of any kind; each kind adds its own."""

    kind: str
    """The kind of question."""
    draw: Annotated[Any, AsWritten(dict[str, Line])] = None
    """Numbers drawn for each person, by name: "40..240 step 20", "one of 2, 4" or "= a * 2"."""
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
    level: Annotated[int, WholeNumber(1, MAX_LEVEL)] = 1
    """How hard it is, from 1 to 3."""
    points: Annotated[Expression, Amount(MAX_POINTS)] = usually("1")
    """What it is worth."""
    hints: Annotated[list[Markdown], ListOf()] = []
    """Helps, from slight to strong."""
    explain: Markdown = ""
    """The worked solution, Markdown with placeholders."""


def shared(source: Source, keys: QuestionKeys, *, answer_is_number: bool = False) -> dict[str, Any]:
    """What every question has, as arguments for its class."""
    source.used.clear()
    draw = _draws(source)
    known = draw.names
    with_key = [*known, "answer"] if answer_is_number else known
    return {
        "id": keys.id,
        "title": keys.title,
        "prompt": source.template("ask", keys.ask, known),
        "competency": keys.competency,
        "goal": keys.goal,
        "skill": keys.skill,
        "level": keys.level,
        "points": value_of(keys.points),
        "hints": source.templates("hints", keys.hints, known),
        "explain": source.template("explain", keys.explain, with_key),
        "draw": draw,
    }


def _draws(source: Source) -> Draws:
    written = source.mapping("draw")
    if len(list(written)) > MAX_DRAWN:
        source.problem("draw", f"There are more than {MAX_DRAWN} numbers. Draw fewer")
        return Draws()
    rules = []
    known: list[str] = []
    for name in written:
        text = written.value(name, OneLine())
        try:
            check_name(name)
            rule = parse_rule(text)
            if isinstance(rule, Expression):
                written.remember(rule, name)
                rule.check(known)
        except Unsound as problem:
            written.problem(name, problem.message)
            rule = usually("1")
        known.append(name)
        rules.append((name, rule))
    return Draws(tuple(rules))
