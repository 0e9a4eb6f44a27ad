"""The blueprint of the tests (kisi-kisi): how many items of what each form of them holds."""

from collections import Counter
from collections.abc import Sequence
from typing import Annotated, Any

from lms.content.question_list import Index
from lms.content.values import Quiz, SpecifiedItems
from lms.questions import KINDS, Question
from lms.questions.authoring.keys import Keys, Line, ListOf, MaybeLine, WholeNumber
from lms.questions.authoring.source import Source
from lms.questions.authoring.wording import did_you_mean
from lms.questions.common import MAX_LEVEL

MAX_ROWS = 100
MAX_ITEMS = 100


class SpecificationKeys(Keys):
    """So many items of a test: in specification.yaml."""

    competency: Line
    """The competency they are about, a code from course.yaml."""
    goal: MaybeLine = ""
    """The goal that they measure, a code from a module.yaml; left out: any."""
    kinds: Annotated[list[Line], ListOf()] = []
    """The kinds of question that may stand here; left out: any."""
    level: Annotated[int, WholeNumber(0, MAX_LEVEL)] = 0
    """How hard they are, from 1 to 3; left out: any."""
    items: Annotated[int, WholeNumber(1, MAX_ITEMS)]
    """How many of them stand in each form."""


def read_specification(
    source: Source, entries: Sequence[Any], index: Index
) -> tuple[SpecifiedItems, ...]:
    """Read the list below `specification`."""
    rows = []
    for item in source.children("specification", entries):
        keys = item.read(SpecificationKeys)
        rows.append(
            SpecifiedItems(
                keys.competency, keys.goal, tuple(keys.kinds), keys.level or None, keys.items
            )
        )
        if source.diagnostics.authored:
            index.expect_competency(item, "competency", keys.competency)
            index.expect_goal(item, keys.goal)
            for n, kind in enumerate(keys.kinds):
                if kind not in KINDS:
                    hint = did_you_mean(kind, KINDS, f"There are: {', '.join(KINDS)}")
                    item.problem(("kinds", n), f'"{kind}" is not a kind of question. {hint}')
    if len(rows) > MAX_ROWS:
        source.problem("specification", f"There are more than {MAX_ROWS} rows. Keep fewer")
    return tuple(rows)


def check_forms(source: Source, rows: Sequence[SpecifiedItems], tests: Sequence[Quiz]) -> None:
    """Note where a form holds something else than the blueprint asks for, if there is one."""
    for place, test in enumerate(tests if rows else ()):
        for name, questions in test.forms.items():
            here = ("tests", place, "forms", name)
            if source.diagnostics.unread(here):
                continue
            found: Counter[int] = Counter()
            for number, question in enumerate(questions):
                row = row_of(rows, question)
                if row is None:
                    source.problem(
                        (*here, number),
                        f"This form does not match the blueprint: no row of specification.yaml "
                        f"asks for {_of(question)}. Change the question or the blueprint",
                    )
                else:
                    found[row] += 1
            for number, wanted in enumerate(rows):
                if found[number] != wanted.items:
                    line = source.diagnostics.place(("specification", number))[1]
                    source.problem(
                        here,
                        f"This form does not match the blueprint: specification.yaml:{line} asks "
                        f"for {wanted.items} of {_told(wanted)}, here are {found[number]}. "
                        "Change one",
                    )


def row_of(rows: Sequence[SpecifiedItems], question: Question) -> int | None:
    """The place of the first row that a question fits, None if there is none."""
    return next((n for n, row in enumerate(rows) if row.fits(question)), None)


def _of(question: Question) -> str:
    goal = question.goal or question.competency or "nothing"
    return f"{goal}, {question.kind}, level {question.level}"


def _told(row: SpecifiedItems) -> str:
    level = f"level {row.level}" if row.level else ""
    return ", ".join(filter(None, (row.goal or row.competency, "/".join(row.kinds), level)))
