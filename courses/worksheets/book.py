"""A worksheet of a day: what is to do, and cells that are left to the participant."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

MADE = datetime(2026, 1, 1, tzinfo=UTC)
TASKS: dict[int, tuple[str, tuple[str, ...], tuple[tuple[str, int], ...]]] = {
    1: (
        "Tabel anggota",
        (
            "Lengkapi sel kuning di lembar Anggota: jumlah, yang lunas, dan persennya.",
            "Nyalakan saringan, lalu tampilkan yang berstatus Belum.",
            "Ganti satu status menjadi Lunas. Apakah hasilnya berubah sendiri?",
        ),
        (("Tabel tetap rapi, nomor HP berupa teks", 40), ("SUM dan COUNTIF benar", 40),
         ("Saringan dipakai", 20)),
    ),
    2: (
        "Buku kas, jurnal, dan buku besar",
        (
            "Isi saldo di lembar Buku kas dengan rumus, baris demi baris.",
            "Catat setiap bukti di lembar Jurnal. Dua yang pertama sudah ada.",
            "Buku besar terisi sendiri. Cocokkan saldo Kas dengan buku kas.",
        ),
        (("Saldo buku kas dengan rumus", 30), ("Jurnal benar akun dan sisinya", 50),
         ("Saldo Kas cocok di kedua tempat", 20)),
    ),
    3: (
        "Jurnal penutup, PHU, neraca, dan laporan RAT",
        (
            "Baca PHU dan Neraca, yang terisi dari Neraca saldo.",
            "Catat jurnal penutup di lembar Penutup.",
            "Periksa pembagian SHU, lalu bacakan lembar RAT.",
        ),
        (("Jurnal penutup lengkap dan seimbang", 50), ("Asal SHU dijelaskan", 30),
         ("Laporan RAT dibacakan dengan angka yang benar", 20)),
    ),
    4: (
        "Hari QRIS dan katalog",
        (
            "Lengkapi MDR dan uang bersih di lembar QRIS. Misalkan MDR seperti di atas tabel.",
            "Tulis tiga produk koperasi Anda di lembar Katalog, lalu hitung margin.",
        ),
        (("MDR dihitung per transaksi", 50), ("Tiga produk dengan harga dan satuan", 30),
         ("Margin dibagi harga jual", 20)),
    ),
    5: (
        "Cadangan dan rencana aksi",
        (
            "Isi tiga indikator di lembar Rencana dengan nilai awal dan target.",
            "Salin berkas ini ke media kedua, buka di sana, lalu isi lembar Cadangan.",
        ),
        (("Tiga indikator dengan sumber angka", 50), ("Salinan dibuka di media kedua", 30),
         ("Tanggal dan penanggung jawab tertulis", 20)),
    ),
}  # fmt: skip


class Book:
    """A workbook of a day. `solved` fills the yellow cells."""

    def __init__(self, path: Path, *, solved: bool) -> None:
        self.file = xlsxwriter.Workbook(path)
        # The same file whenever it is made: its fingerprint is its address in the lessons.
        self.file.set_properties({"created": MADE})
        self.solved = solved
        self.head = self.file.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        self.rupiah = self.file.add_format({"num_format": "#,##0;(#,##0)"})
        self.yellow = self.file.add_format({"num_format": "#,##0;(#,##0)", "bg_color": "#FFF2CC"})
        self.text = self.file.add_format({"num_format": "@"})
        self.day = self.file.add_format({"num_format": "d mmm yyyy"})
        self.percent = self.file.add_format({"num_format": "0.0%", "bg_color": "#FFF2CC"})

    def sheet(self, name: str, titles: Sequence[str], widths: Sequence[int]) -> Any:
        """A sheet with one row of titles that stays in view."""
        sheet = self.file.add_worksheet(name)
        for column, (title, width) in enumerate(zip(titles, widths, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write(0, column, title, self.head)
        sheet.freeze_panes(1, 0)
        return sheet

    def formula(
        self, sheet: Any, place: str | tuple[int, int], text: str, form: Any = None
    ) -> None:
        """A formula without a result, so that LibreOffice works it out on opening, too."""
        cell = place if isinstance(place, str) else xl_rowcol_to_cell(*place)
        sheet.write_formula(cell, text, form, "")

    def ask(self, sheet: Any, cell: str, answer: str | int, form: Any = None) -> None:
        """A yellow cell; its answer stands there only in the solved book."""
        form = form or self.yellow
        if self.solved:
            if str(answer).startswith("="):
                self.formula(sheet, cell, str(answer), form)
            else:
                sheet.write(cell, answer, form)
        else:
            sheet.write_blank(cell, None, form)

    def check(self, sheet: Any, row: int, text: str, same: str) -> None:
        """A line that says by itself whether something agrees."""
        sheet.write(row, 0, text)
        self.formula(sheet, (row, 1), f'=IF({same},"cocok","belum")')

    def close(self, day: int) -> None:
        """Add what is to do, how it is judged and who signs it off; write the file."""
        title, steps, rubric = TASKS[day]
        sheet = self.sheet("Tugas", [f"Hari {day}: {title}", "Poin", "Tanda"], [70, 8, 24])
        sheet.write(1, 0, "Sel kuning Anda isi. Semua nama dan angka rekaan.")
        for row, step in enumerate(steps, 2):
            sheet.write(row, 0, f"{row - 1}. {step}")
        row = len(steps) + 3
        sheet.write_row(row, 0, ["Penilaian", "Poin", "mampu / perlu bantuan / belum"], self.head)
        for criterion, points in rubric:
            row += 1
            sheet.write(row, 0, criterion)
            sheet.write(row, 1, points)
        sheet.write(row + 2, 0, "Pelatih, tanggal:")
        sheet.activate()
        sheet.set_first_sheet()
        self.file.close()
