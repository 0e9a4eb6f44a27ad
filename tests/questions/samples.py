"""Questions for tests, read the way authors' files are."""

from typing import Any

from lms.content.markdown import render, render_inline
from lms.questions import Question, parse_question
from lms.questions.desk import Path, StoredDesk
from lms.questions.source import Source


class Desk(StoredDesk):
    """An author's desk in memory."""

    authored = True

    def __init__(self) -> None:
        self.problems: list[str] = []

    def problem(self, path: Path, message: str, line: int = 0) -> None:
        self.problems.append(message)

    def html(self, path: Path, text: str, *, inline: bool) -> str:
        return render_inline(text) if inline else render(text)


def source_of(kind: str, **keys: Any) -> Source:
    """Return a source for a question with these keys besides the usual ones."""
    return Source({"id": "q-1", "kind": kind, "ask": "Berapa?", **keys}, Desk())


def a_question(kind: str, **keys: Any) -> Question:
    """Return a sound question."""
    source = source_of(kind, **keys)
    question = parse_question(source)
    source.finish()
    assert isinstance(source.desk, Desk)
    assert source.desk.problems == []
    assert question is not None
    return question


def problems_of(kind: str, **keys: Any) -> list[str]:
    """Return what is wrong with a question."""
    source = source_of(kind, **keys)
    parse_question(source)
    source.finish()
    assert isinstance(source.desk, Desk)
    return source.desk.problems


OPTIONS = [
    {"text": "satu", "right": "true", "say": "Tepat."},
    {"text": "dua", "say": "Bukan dua."},
    {"text": "tiga {a:rp}"},
]
DRAW = {"a": "40..240 step 20", "w": "one of 10000, 20000, 25000, 50000", "p": "= a * w"}

SAMPLES: dict[str, dict[str, Any]] = {
    "single_choice": {"options": OPTIONS, "draw": DRAW},
    "multiple_answer": {
        "options": [*OPTIONS, {"text": "empat", "right": "true"}],
        "draw": DRAW,
    },
    "true_false": {"answer": "benar", "say": {"false": "Baca lagi."}},
    "numeric": {
        "draw": DRAW,
        "ask": "{a} anggota, {w:rp}. Berapa?",
        "answer": "p",
        "unit": "rp",
        "mistakes": [{"if": "p + a", "say": "Bukan {p + a:rp}."}],
        "explain": "{a} × {w:rp} = **{answer:rp}**",
    },
    "short_answer": {"accepted": ["OTP", "kode OTP"]},
    "essay": {"rubric": [{"criterion": "Jelas", "points": "60"}], "words": "60"},
}
"""One question of every kind."""
