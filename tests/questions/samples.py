"""Questions for tests, read the way authors' files are."""

from typing import Any

from lms.content.markdown import render, render_inline
from lms.questions import Question, parse_question
from lms.questions.accounts import Account, Side
from lms.questions.authoring.source import Source
from lms.questions.diagnostics import Path, StoredDiagnostics
from lms.questions.parts import PartsVariant


class DiagnosticsInMemory(StoredDiagnostics):
    """What is wrong with an author's question, in memory."""

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
    return with_accounts(
        Source({"id": "q-1", "kind": kind, "ask": "Berapa?", **keys}, DiagnosticsInMemory())
    )


def with_accounts(source: Source) -> Source:
    """Return the source of a question in a course that has accounts."""
    source.accounts = ACCOUNTS
    return source


def a_question(kind: str, **keys: Any) -> Question:
    """Return a sound question."""
    source = source_of(kind, **keys)
    question = parse_question(source)
    assert isinstance(source.diagnostics, DiagnosticsInMemory)
    assert source.diagnostics.problems == []
    assert question is not None
    return question


def problems_of(kind: str, **keys: Any) -> list[str]:
    """Return what is wrong with a question."""
    source = source_of(kind, **keys)
    parse_question(source)
    assert isinstance(source.diagnostics, DiagnosticsInMemory)
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
        "options": [*OPTIONS, {"text": "empat", "right": "true", "missed": "Empat juga."}],
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
            {
                "text": "Kas",
                "match": "debit",
                "mistakes": [{"if": "kredit", "say": "Kas adalah harta."}],
            },
            {"text": "Simpanan Pokok {w:rp}", "match": "kredit"},
            {"text": "Peralatan", "match": "debit"},
        ],
    },
    "ordering": {
        "draw": DRAW,
        "steps": ["bukti {a}", "jurnal", "buku besar", "neraca saldo"],
        "mistakes": [{"if": "3 before 2", "say": "Jurnal dahulu."}],
    },
    "short_answer": {
        "accepted": ["OTP", "kode OTP"],
        "mistakes": [{"if": ["PIN", "kata sandi"], "say": "Bukan <PIN>."}],
    },
    "cloze": {
        "draw": DRAW,
        "ask": "`=[[1]](E2:E40)` dari {a} × {w:rp} adalah [[2]]; aset bertambah di [[3]].",
        "blanks": [
            {"accepted": ["SUM"], "mistakes": [{"if": ["SUMIF"], "say": "Tanpa syarat."}]},
            {"answer": "p", "unit": "rp", "mistakes": [{"if": "a + w", "say": "Kalikan."}]},
            {
                "options": ["debit", "kredit"],
                "right": "debit",
                "mistakes": [{"if": "kredit", "say": "Aset di debit."}],
            },
        ],
    },
    "journal_entry": {
        "draw": DRAW,
        "debit": {"Kas": "p + a"},
        "credit": {"Simpanan Pokok": "p", "3102": "a"},
        "mistakes": [
            {"credit": {"Simpanan Pokok": "p + a"}, "say": "Pisahkan simpanan wajib."},
            {"credit": {"Kas": "any"}, "say": "Kas bertambah di debit."},
        ],
    },
    "essay": {"rubric": [{"criterion": "Jelas", "points": "60"}], "words": "60"},
    "file_upload": {
        "accept": ["photo", "pdf"],
        "files": "2",
        "rubric": [{"criterion": "Terang", "points": "50"}],
    },
}
"""One question of every kind."""

ROWS = [
    {"akun": "Kas", "sisi": "debit", "harta": "ya", "lain": "no", "jumlah": "5000"},
    {
        "akun": "Piutang Pinjaman Anggota",
        "sisi": "debit",
        "harta": "ya",
        "lain": "no",
        "jumlah": "7500",
    },
    {"akun": "Simpanan Pokok", "sisi": "kredit", "harta": "tidak", "lain": "yes", "jumlah": "100"},
    {"akun": "Simpanan Wajib", "sisi": "kredit", "harta": "tidak", "lain": "yes", "jumlah": "-20"},
]
ROW = {"baris": ROWS, "barang": ["beras & gula", "minyak"]}
PAIR = {"baris": {"take": "2", "of": ROWS}}

DRAWN: dict[str, dict[str, Any]] = {
    "single_choice": {
        "draw": ROW,
        "options": [
            {"text": "{baris.akun} harta", "right": "{baris.harta}", "say": "Ya: {barang}."},
            {"text": "{baris.akun} bukan harta", "right": "{baris.lain}"},
        ],
    },
    "multiple_answer": {
        "draw": PAIR,
        "options": [
            {"text": "{baris1.akun}", "right": "{baris1.harta}", "missed": "{baris1.akun} juga."},
            {"text": "{baris2.akun}", "right": "{baris2.harta}", "say": "{baris2.sisi}"},
            {"text": "Bangunan", "right": "true"},
        ],
    },
    "true_false": {"draw": ROW, "ask": "{baris.akun}?", "answer": "{baris.harta}"},
    "numeric": {
        "draw": ROW,
        "ask": "{barang} {baris.jumlah:rp}",
        "answer": "2 * baris.jumlah",
        "mistakes": [{"if": "baris.jumlah", "say": "Dua kali {baris.akun}."}],
    },
    "matching": {
        "draw": PAIR,
        "options": ["debit", "kredit", "keduanya"],
        "items": [
            {
                "text": "{baris1.akun}",
                "match": "{baris1.sisi}",
                "mistakes": [{"if": "keduanya", "say": "{baris1.akun} punya satu sisi."}],
            },
            {"text": "{baris2.akun}", "match": "{baris2.sisi}"},
        ],
    },
    "ordering": {
        "draw": ROW,
        "steps": ["pesan {barang}", "terima {barang}", "bayar"],
        "mistakes": [{"if": "3 before 2", "say": "{barang} dahulu."}],
    },
    "short_answer": {
        "draw": ROW,
        "accepted": ["{barang}", "sekarung {barang}"],
        "mistakes": [{"if": ["harga {barang}"], "say": "Hanya {barang}."}],
    },
    "cloze": {
        "draw": ROW,
        "ask": "[[1]] [[2]] [[3]]",
        "blanks": [
            {"accepted": ["{barang}"], "mistakes": [{"if": ["{baris.akun}"], "say": "Akun."}]},
            {"options": ["debit", "kredit"], "right": "{baris.sisi}"},
            {"answer": "baris.jumlah"},
        ],
    },
    "journal_entry": {
        "draw": {"baris": ROWS[:2], "w": "1..9"},
        "debit": {"{baris.akun}": "w * baris.jumlah"},
        "credit": {"Simpanan Pokok": "w * baris.jumlah"},
        "mistakes": [{"credit": {"{baris.akun}": "any"}, "say": "{baris.akun} di debit."}],
    },
    "essay": {"draw": ROW, "ask": "{barang}?", "rubric": [{"criterion": "Jelas", "points": "60"}]},
}
"""A question of each kind whose words, accounts or rows are drawn."""


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
