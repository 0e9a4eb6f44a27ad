"""Reads Aiken: a question, options that begin with a letter, and a line ANSWER.

The format is described at https://docs.moodle.org/en/Aiken_format. Beyond it, questions of several
lines, options that go on in the next line and small letters are understood, and lines such as
FEEDBACK right after ANSWER. `Jawaban:` or `Kunci:` may stand for ANSWER, and all answers
in a list at the end (`Kunci Jawaban: 1. A, 2. B`), as teachers write them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from lms.banks import kinds
from lms.banks.drafts import Draft, Found, LeftOutQuestion, NotTaken, one_line
from lms.banks.kinds import FULL, Weighted
from lms.banks.texts import NOTHING, Text, TextFormat

_OPTION = re.compile(r"\s*([A-Za-z])\s*[.)]\s*(.*)")
_CLEAR = {". ", ") "}
_SAID = r"(?:ANSWER|KUNCI(?:[ \t]+JAWABAN)?|JAWABAN(?:[ \t]+BENAR)?|JAWAB)"
_ANSWER = re.compile(rf"\s*{_SAID}\s*[:=](.*)", re.IGNORECASE)
_KEY = re.compile(rf"\s*{_SAID}\s*:?\s*", re.IGNORECASE)
_KEYS = re.compile(r"([0-9]{1,3})\s*[.):=-]?\s*([A-Z])\b[.)]?\s*[,;]?\s*", re.IGNORECASE)
_NUMBERED = re.compile(r"\s*([0-9]{1,3})[.)]\s+(?=\S)")
_RIGHT = re.compile(r"([A-Z])(?:[.)](?:\s.*)?)?", re.IGNORECASE)
_MORE = re.compile(
    r"\s*(SCORE|FEEDBACK|EXPLANATION|ANSWER_EXPLANATION|RATIONALE|DESCRIPTION|TAGS)\s*:(.*)",
    re.IGNORECASE,
)
_EXPLAIN = ("FEEDBACK", "EXPLANATION", "ANSWER_EXPLANATION", "RATIONALE")
_LIKELY = re.compile(
    r"^[ \t]*[A-Z][ \t]*[.)].*\n(?:.*\n)?(?:[ \t]*\n){0,3}[ \t]*"
    rf"{_SAID}[ \t]*[:=][ \t]*[A-Z]\b",
    re.MULTILINE | re.IGNORECASE,
)


@dataclass
class _Gathered:
    line: int = 0
    ask: list[str] = field(default_factory=list)
    options: list[tuple[str, str]] = field(default_factory=list)
    stopped: bool = False
    """An empty line came after the options; only a further option or ANSWER can follow."""

    @property
    def next_letter(self) -> str:
        """The letter of the option that would come next."""
        return chr(ord("A") + len(self.options))


def looks_like_aiken(text: str) -> bool:
    """Whether a file is written so: a line ANSWER follows options, or a list of answers all."""
    return bool(_LIKELY.search(text) or _key_of(text.split("\n"))[1])


def read_aiken(text: str) -> Found:
    """Give every question of a file, as a draft or with the reason why it is left."""
    gathered = _Gathered()
    answered: Draft | LeftOutQuestion | None = None
    count = 0
    for number, line in _with_answers(text.split("\n")):
        if answered and (more := _MORE.fullmatch(line)):
            _add(answered, more[1].upper(), more[2].strip())
            continue
        if answered:
            yield answered
            answered = None
        if answer := _ANSWER.fullmatch(line):
            count += 1
            _without_number(gathered, count)
            answered = _question(gathered, answer[1].strip(), number)
            gathered = _Gathered()
        elif not line.strip():
            gathered.stopped = bool(gathered.options)
        else:
            if gathered.stopped and _letter(line) != gathered.next_letter:
                yield _left(gathered, "A line ANSWER is missing after its options")
                gathered = _Gathered()
            _gather(gathered, line, number)
    if answered:
        yield answered
    if gathered.ask or gathered.options:
        yield _left(gathered, "A line ANSWER is missing at the end of the file")


def _with_answers(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Yield lines with their numbers; answers in a list at the end stand with their questions."""
    end, key = _key_of(lines)
    begun = 0
    for number, line in enumerate(lines[:end], start=1):
        found = _NUMBERED.match(line) if key else None
        if found and (found[1] in key or int(found[1]) == begun + 1):
            if answer := key.get(str(begun)):
                yield number - 1, f"ANSWER: {answer}"
            begun = int(found[1])
        yield number, line
    if answer := key.get(str(begun)):
        yield end, f"ANSWER: {answer}"


def _key_of(lines: list[str]) -> tuple[int, dict[str, str]]:
    """Where a list of answers at the end begins, `Kunci Jawaban: 1. A 2. B`, and what it says."""
    for at in range(len(lines) - 1, -1, -1):
        if begun := _KEY.match(lines[at]):
            listed = " ".join([lines[at][begun.end() :], *lines[at + 1 :]]).strip()
            if listed and not _KEYS.sub("", listed).strip():
                return at, {number: letter.upper() for number, letter in _KEYS.findall(listed)}
            break
    return len(lines), {}


def _without_number(gathered: _Gathered, count: int) -> None:
    """Take the number of the question, which a list has in front, from its text."""
    if gathered.ask and (found := _NUMBERED.match(gathered.ask[0])) and found[1] == str(count):
        gathered.ask[0] = gathered.ask[0][found.end() :]


def _letter(line: str) -> str:
    """The letter a line begins with as an option does, "" if it does not."""
    option = _OPTION.fullmatch(line)
    return option[1].upper() if option else ""


def _gather(gathered: _Gathered, line: str, number: int) -> None:
    """Add a line: an option if its letter is the next one, else a part of what stands before."""
    gathered.line = gathered.line or number
    gathered.stopped = False
    option = _OPTION.fullmatch(line)
    if option and gathered.ask and _is_option(gathered, line, option):
        gathered.options.append((option[1].upper(), option[2].strip()))
    elif gathered.options:
        letter, begun = gathered.options[-1]
        gathered.options[-1] = (letter, f"{begun} {line.strip()}")
    else:
        gathered.ask.append(line.strip())


def _is_option(gathered: _Gathered, line: str, option: re.Match[str]) -> bool:
    """Whether a line is an option. A letter out of order is one too, for it to be told."""
    if option[1].upper() == gathered.next_letter:
        return True
    return bool(gathered.options) and option[1].isupper() and line[option.end(1) :][:2] in _CLEAR


def _add(question: Draft | LeftOutQuestion, key: str, value: str) -> None:
    """Add a line after ANSWER to a question that was taken."""
    if isinstance(question, LeftOutQuestion) or not value:
        return
    if key in _EXPLAIN:
        kinds.end(question, Text(value, TextFormat.PLAIN))
        return
    try:
        if key == "SCORE":
            kinds.end(question, NOTHING, points=value)
            return
    except NotTaken:
        pass
    question.remark(f'"{key}: {one_line(value, 40)}" was left out')


def _left(gathered: _Gathered, reason: str) -> LeftOutQuestion:
    return LeftOutQuestion(gathered.line, one_line(" ".join(gathered.ask), 80), reason)


def _question(gathered: _Gathered, answer: str, number: int) -> Draft | LeftOutQuestion:
    gathered.line = gathered.line or number
    letters = [letter for letter, _text in gathered.options]
    try:
        if not gathered.ask:
            raise NotTaken("A line ANSWER stands there without a question")
        if len(letters) < 2:
            raise NotTaken(f"It needs at least 2 options, there are {len(letters)}")
        if len(set(letters)) < len(letters):
            raise NotTaken("Two options have the same letter")
        if letters != sorted(letters) or ord(letters[-1]) - ord("A") != len(letters) - 1:
            raise NotTaken(f"The letters of its options are not in order: {', '.join(letters)}")
        named = _RIGHT.fullmatch(answer)
        right = named[1].upper() if named else ""
        if right not in letters:
            raise NotTaken(
                f'The answer "{answer[:20]}" is none of the letters {", ".join(letters)}'
            )
        draft = Draft(gathered.line, "")
        kinds.begin(draft, "single_choice", Text("\n".join(gathered.ask), TextFormat.PLAIN))
        options = [
            Weighted(Text(text, TextFormat.PLAIN), FULL if letter == right else Fraction(0))
            for letter, text in gathered.options
        ]
        kinds.choice(draft, options, single=True, shuffle=True)
        kinds.end(draft, NOTHING)
    except NotTaken as problem:
        return _left(gathered, str(problem))
    return draft
