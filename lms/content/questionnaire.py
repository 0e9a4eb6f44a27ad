"""Reads the questionnaire of a course: what participants are asked about it on the last day."""

from collections.abc import Sequence
from typing import Annotated, Any

from lms.content.question_list import Index
from lms.content.statements import Statement
from lms.questions.authoring.keys import Keys, OneLine, YesNo
from lms.questions.authoring.source import Source
from lms.questions.common import MAX_ID_LENGTH

MAX_STATEMENTS = 30
"""More nobody answers on a phone at the end of five days."""
MAX_ASK_LENGTH = 200


class StatementKeys(Keys):
    """Something that the questionnaire asks: in questionnaire.yaml."""

    id: Annotated[str, OneLine(MAX_ID_LENGTH)]
    """Small letters, digits and hyphens; never changed once it is published."""
    ask: Annotated[str, OneLine(MAX_ASK_LENGTH)]
    """A statement to agree with from 1 to 5, or an open question."""
    open: YesNo = False
    """Whether she answers in her own words instead."""


def read_questionnaire(
    source: Source, entries: Sequence[Any], index: Index
) -> tuple[Statement, ...]:
    """Read the list below `questionnaire`."""
    statements = []
    for item in source.children("questionnaire", entries):
        keys = item.read(StatementKeys)
        if source.diagnostics.authored:
            index.claim(item, keys.id)
        statements.append(Statement(keys.id, keys.ask, keys.open))
    if len(statements) > MAX_STATEMENTS:
        source.problem("questionnaire", f"It asks more than {MAX_STATEMENTS} things. Keep fewer")
    return tuple(statements)
