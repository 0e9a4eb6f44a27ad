"""Questions for tests, read the way authors' files are."""

from typing import Any

from lms.content.markdown import render, render_inline
from lms.questions import Question, parse_question
from lms.questions.accounts import Account, Side
from lms.questions.authoring.source import Source
from lms.questions.diagnostics import Path, StoredDiagnostics
from lms.questions.parts import PartsVariant


class Desk(StoredDiagnostics):
    """An author's desk in memory."""

    authored = True

    def __init__(self) -> None:
        self.problems: list[str] = []

    def problem(self, path: Path, message: str, line: int = 0) -> None:
        self.problems.append(message)

    def html(self, path: Path, text: str, *, inline: bool) -> str:
        return render_inline(text) if inline else render(text)


ACCOUNTS = (
    Account("1101", "Kas", Side.DEBIT),
    Account("1201", "Piutang Pinjaman Anggota", Side.DEBIT),
    Account("3101", "Simpanan Pokok", Side.CREDIT),
    Account("3102", "Simpanan Wajib", Side.CREDIT),
)


def source_of(kind: str, **keys: Any) -> Source:
    """Return a source for a question with these keys besides the usual ones."""
    return with_accounts(Source({"id": "q-1", "kind": kind, "ask": "Berapa?", **keys}, Desk()))


def with_accounts(source: Source) -> Source:
    """Return the source of a question in a course that has accounts."""
    source.accounts = ACCOUNTS
    return source


def a_question(kind: str, **keys: Any) -> Question:
    """Return a sound question."""
    source = source_of(kind, **keys)
    question = parse_question(source)
    assert isinstance(source.diagnostics, Desk)
    assert source.diagnostics.problems == []
    assert question is not None
    return question


def problems_of(kind: str, **keys: Any) -> list[str]:
    """Return what is wrong with a question."""
    source = source_of(kind, **keys)
    parse_question(source)
    assert isinstance(source.diagnostics, Desk)
    return source.diagnostics.problems


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
    "matching": {
        "draw": DRAW,
        "options": ["debit", "kredit", "*lain* {a}"],
        "items": [
            {"text": "Kas", "match": "debit"},
            {"text": "Simpanan Pokok {w:rp}", "match": "kredit"},
            {"text": "Peralatan", "match": "debit"},
        ],
    },
    "ordering": {"draw": DRAW, "steps": ["bukti {a}", "jurnal", "buku besar", "neraca saldo"]},
    "short_answer": {"accepted": ["OTP", "kode OTP"]},
    "cloze": {
        "draw": DRAW,
        "ask": "`=[[1]](E2:E40)` dari {a} × {w:rp} adalah [[2]]; aset bertambah di [[3]].",
        "blanks": [
            {"accepted": ["SUM"]},
            {"answer": "p", "unit": "rp"},
            {"options": ["debit", "kredit"], "right": "debit"},
        ],
    },
    "journal_entry": {
        "draw": DRAW,
        "debit": {"Kas": "p + a"},
        "credit": {"Simpanan Pokok": "p", "3102": "a"},
    },
    "essay": {"rubric": [{"criterion": "Jelas", "points": "60"}], "words": "60"},
    "file_upload": {
        "accept": ["photo", "pdf"],
        "files": "2",
        "rubric": [{"criterion": "Terang", "points": "50"}],
    },
}
"""One question of every kind."""


def right_fields(variant):
    """Return what a person sends who knows the answer."""
    if isinstance(variant, PartsVariant):
        return {"answer": variant.key_answer}
    by_text = {option.text: option.key for option in variant.options}
    if variant.kind in ("single_choice", "multiple_answer"):
        right = [text for text in by_text if f"<li>{text}</li>" in f"<li>{variant.key_text}</li>"]
        return {"answer": [by_text[text] for text in right]}
    if variant.kind == "true_false":
        return {"answer": [by_text[variant.key_text]]}
    if variant.kind == "file_upload":
        return {"answer": [f"{'0a' * 16}.jpg"]}
    if variant.kind == "short_answer":
        return {"answer": [variant.question.accepted[0]]}
    return {"answer": [str(variant.key_text) or "Sebuah teks."]}
