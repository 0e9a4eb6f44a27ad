"""Reads Aiken: a question, options that begin with a letter, and a line ANSWER.

The format is described at https://docs.moodle.org/en/Aiken_format. Beyond it, questions of several
lines, options that go on in the next line and small letters are understood.
"""

import re
from dataclasses import dataclass, field
from fractions import Fraction

from lms.banks import kinds
from lms.banks.found import Draft, Found, Left, NotTaken, one_line
from lms.banks.kinds import FULL, Weighted
from lms.banks.texts import NOTHING, Form, Text

_OPTION = re.compile(r"\s*([A-Za-z])\s*[.)]\s+(.*)")
_ANSWER = re.compile(r"\s*ANSWER\s*:\s*(.*?)\s*", re.IGNORECASE)
_BARE = re.compile(r"\s*([A-Za-z])\s*[.)]\s*")


@dataclass
class _Gathered:
    line: int = 0
    ask: list[str] = field(default_factory=list)
    options: list[tuple[str, str]] = field(default_factory=list)


def looks_like(text: str) -> bool:
    """Return whether a file is written so: a line ANSWER follows options."""
    return bool(re.search(r"^\s*[A-Za-z]\s*[.)]\s.*\n(?:.*\n)?\s*ANSWER\s*:", text, re.MULTILINE))


def read(text: str) -> Found:
    """Give every question of a file, as a draft or with the reason why it is left."""
    gathered = _Gathered()
    for number, line in enumerate(text.split("\n"), start=1):
        if answer := _ANSWER.fullmatch(line):
            yield _question(gathered, answer[1], number)
            gathered = _Gathered()
        elif not line.strip():
            if gathered.options:
                yield _left(gathered, "A line ANSWER is missing after its options")
                gathered = _Gathered()
        else:
            _gather(gathered, line, number)
    if gathered.ask or gathered.options:
        yield _left(gathered, "A line ANSWER is missing at the end of the file")


def _gather(gathered: _Gathered, line: str, number: int) -> None:
    gathered.line = gathered.line or number
    option = _OPTION.fullmatch(line) or _BARE.fullmatch(line)
    if option and (gathered.ask or gathered.options):
        gathered.options.append((option[1].upper(), option[2] if option.re is _OPTION else ""))
    elif gathered.options:
        letter, begun = gathered.options[-1]
        gathered.options[-1] = (letter, f"{begun} {line.strip()}")
    else:
        gathered.ask.append(line.strip())


def _left(gathered: _Gathered, reason: str) -> Left:
    return Left(gathered.line, one_line(" ".join(gathered.ask), 80), reason)


def _question(gathered: _Gathered, answer: str, number: int) -> Draft | Left:
    gathered.line = gathered.line or number
    letters = [letter for letter, _text in gathered.options]
    try:
        if not gathered.ask:
            raise NotTaken("A line ANSWER stands there without a question")
        if len(letters) < 2:
            raise NotTaken(f"It needs at least 2 options, there are {len(letters)}")
        if len(set(letters)) < len(letters):
            raise NotTaken("Two options have the same letter")
        right = answer.rstrip(".)").strip().upper()
        if right not in letters:
            raise NotTaken(
                f'The answer "{answer[:20]}" is none of the letters {", ".join(letters)}'
            )
        draft = Draft(gathered.line, "")
        kinds.begin(draft, "single_choice", Text("\n".join(gathered.ask), Form.PLAIN))
        options = [
            Weighted(Text(text, Form.PLAIN), FULL if letter == right else Fraction(0))
            for letter, text in gathered.options
        ]
        kinds.choice(draft, options, single=True, shuffle=True)
        kinds.end(draft, NOTHING)
    except NotTaken as problem:
        return _left(gathered, str(problem))
    return draft
