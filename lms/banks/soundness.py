"""Whether a draft is a sound question of a course, by the same reading that a course gets."""

import re
from collections.abc import Iterable

from lms.banks.drafts import Draft, NotTaken
from lms.content.problems import AuthorDiagnostics
from lms.questions import parse_question
from lms.questions.authoring.source import Source
from lms.questions.diagnostics import Path
from lms.questions.expressions import Unsound

_TAME = re.compile(
    r"(?:^(?![ \t#!?>+:|~=-]|\*[ \t]|[0-9]+\.)"
    r"[^\[\]<&\n\x00-\x08\x0b-\x1f\x7f-\x9f\ue002-\uf8ff]+\n{0,2})+",
    re.MULTILINE,
)
MAX_TAME_LENGTH = 400
"""Texts without links, boxes, lists and HTML: whatever else they hold, a course takes them."""

MAX_ID_LENGTH = 40
MAX_REPORTED = 3


class _Diagnostics(AuthorDiagnostics):
    """An author's diagnostics that render only texts in which something could be wrong.

    It says which key a problem is about, as there is no line of a course file to look at.
    """

    def problem(self, path: Path, message: str, line: int = 0) -> None:
        if message.startswith("This ") and path:
            where = " ".join(str(part + 1 if isinstance(part, int) else part) for part in path)
            message = f"{where}: {message}"
        super().problem(path, message, line)

    def html(self, path: Path, text: str, *, inline: bool) -> str:
        if len(text) <= MAX_TAME_LENGTH and _TAME.fullmatch(text):
            return " ".join(text.split()) if inline else text.strip()
        return super().html(path, text, inline=inline)


def refuse_unsound(draft: Draft, competencies: Iterable[str] = ()) -> None:
    """Raise NotTaken, with the reasons, if a course with this question would not be sound.

    A tag that is a competency of the course becomes the question's.
    """
    known = set(competencies)
    if code := next((tag for tag in draft.tags if tag in known), ""):
        draft.values["competency"] = code
    diagnostics = _Diagnostics()
    source = Source({"id": "x" * MAX_ID_LENGTH, **draft.values}, diagnostics)
    question = parse_question(source)
    if question is not None and not diagnostics.found:
        try:
            question.variant(0).rehearse()
        except Unsound as problem:
            raise NotTaken(problem.message) from None
    if diagnostics.found:
        messages = [problem.message.rstrip(".") for problem in sorted(diagnostics.found)]
        more = f" (and {len(messages) - MAX_REPORTED} more)" if len(messages) > MAX_REPORTED else ""
        raise NotTaken("; ".join(messages[:MAX_REPORTED]) + more)
