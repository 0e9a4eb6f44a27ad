"""People of the demo: how well they know things, and what they answer. Nothing is by accident."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import Any

from lms.language import unmistakable
from lms.questions import Answer, Question, Variant, derive_seed
from lms.questions.base import Fields, InvalidAnswer
from lms.questions.essay import EssayQuestion
from lms.questions.file_upload import FileUploadQuestion
from lms.questions.journal_entry import JournalEntry
from lms.questions.multiple_answer import MultipleAnswerQuestion
from lms.questions.numeric import MAX_SHOWN, Numeric
from lms.questions.parts import PartsVariant
from lms.questions.short_answer import ShortAnswer

_ESSAYS: Mapping[bool, tuple[str, ...]] = {
    True: (
        "Saat ini buku kas kami baru ditutup seminggu sekali, sehingga selisih sulit dicari. "
        "Mulai minggu depan bendahara menutup buku kas setiap sore sebelum pukul 16.00, lalu "
        "ketua memeriksa foto bukti di grup pengurus. Ukurannya: jumlah hari buku kas ditutup "
        "dibagi jumlah hari kerja. Angka diambil dari buku kas digital. Target 90% dalam 90 hari.",
        "Kami akan menaikkan transaksi nontunai. Sekretaris memasang QRIS di kasir pada minggu "
        "pertama dan mencatat jumlah transaksi QRIS dan tunai setiap hari. Ukurannya: transaksi "
        "nontunai dibagi semua transaksi, dari mutasi rekening. Target 40% pada akhir bulan ke-3.",
        "Foto kami ambil di dekat jendela pada pagi hari dengan latar kain putih. Fotonya tajam, "
        "warnanya tidak diubah, dan ada sendok di sampingnya supaya ukurannya terlihat. Teks "
        "menyebut isi, harga, dan nomor pemesanan.",
    ),
    False: (
        "Kami akan memakai aplikasi supaya lebih rapi.",
        "Rencana kami memperbaiki pembukuan. Nanti dibicarakan dengan pengurus lain.",
        "Foto produk diambil dengan HP di toko. Hasilnya cukup terang.",
    ),
}


def chance(*parts: str | int) -> float:
    """A number from 0 to 1 that is always the same for the same words."""
    return derive_seed("demo", *parts) % 10_000 / 10_000


@dataclass(frozen=True)
class Pupil:
    """Somebody taking part; `ability` is the chance to know an answer after the training."""

    name: str

    @property
    def ability(self) -> float:
        """From 0.55 to 0.97, by the name."""
        return 0.55 + 0.42 * chance(self.name, "ability")

    @property
    def diligence(self) -> float:
        """The chance to do what is not compulsory, from 0.35 to 0.95."""
        return 0.35 + 0.6 * chance(self.name, "diligence")

    def knows(self, question: Question, occasion: str, share: float = 1.0) -> bool:
        """Whether she knows the answer; `share` of her ability is there on the occasion."""
        return chance(self.name, question.id, occasion) < self.ability * share

    def sent(self, variant: Variant[Any], occasion: str, share: float = 1.0) -> Fields:
        """The form she sends."""
        knows = self.knows(variant.question, occasion, share)
        turn = derive_seed(self.name, variant.question.id, occasion)
        answer = _answer(variant, knows, turn)
        return {"answer": answer if isinstance(answer, list) else [answer]}


def _answer(variant: Variant[Any], right: bool, turn: int) -> Answer:
    question = variant.question
    if isinstance(question, FileUploadQuestion):
        return []  # pictures are sent in by `history`
    if isinstance(question, EssayQuestion):
        essays = _ESSAYS[right]
        return essays[turn % len(essays)]
    if isinstance(variant, Numeric):
        off = Fraction(0) if right else max(abs(variant.key) / 10, Fraction(2))
        return unmistakable(variant.key + off, MAX_SHOWN)
    if isinstance(variant, ShortAnswer):
        return variant.accepted[0] if right else ("belum tahu", "lupa", "RAT")[turn % 3]
    if isinstance(variant, PartsVariant):
        return variant.key_answer if right else _slipped(variant)
    keys = [option.key for option in variant.options]
    if isinstance(question, MultipleAnswerQuestion):
        sizes = range(1, len(keys) + 1)
        choices = [list(some) for size in sizes for some in combinations(keys, size)]
        fitting = [some for some in choices if (variant.grade(some).credit == 1) is right]
        return fitting[turn % len(fitting)]
    fitting_keys = [key for key in keys if (variant.grade(key).credit == 1) is right]
    return fitting_keys[turn % len(fitting_keys)]


def _slipped(variant: PartsVariant[Any]) -> Answer:
    """The right answer with two things changed places, or with the last line left out."""
    cells = variant.key_answer
    if isinstance(variant, JournalEntry):
        last = max(place for place, text in enumerate(cells) if text) // 3 * 3
        return [*cells[:last], "", "", "", *cells[last + 3 :]]
    filled = [place for place, text in enumerate(cells) if text]
    swapped = list(cells)
    swapped[filled[0]], swapped[filled[-1]] = cells[filled[-1]], cells[filled[0]]
    shortened = [text if place != filled[-1] else "" for place, text in enumerate(cells)]
    slips = (swapped, shortened)
    return next((s for s in slips if variant.grade(s).credit != 1 and _readable(variant, s)), cells)


def _readable(variant: Variant[Any], answer: list[str]) -> bool:
    try:
        variant.read({"answer": answer})
    except InvalidAnswer:
        return False
    return True
