"""The worksheets. What is yellow is left to the participant, and filled in the solved ones."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

from courses.worksheets.accounting import ledger, reports
from courses.worksheets.book import Book
from courses.worksheets.figures import ACCOUNTS, DECEMBER, MEMBERS, SALES


def members(book: Book) -> None:
    """Day 1: a table of members with totals."""
    titles = ["No.", "Nama", "Nomor HP", "L/P", "Status", "Wajib"]
    sheet = book.sheet("Anggota", titles, [6, 22, 16, 6, 10, 12])
    for row, (name, phone, sex, status, paid) in enumerate(MEMBERS, 1):
        sheet.write_row(row, 0, [row, name])
        sheet.write_string(row, 2, phone, book.text)
        sheet.write_row(row, 3, [sex, status])
        sheet.write(row, 5, paid, book.rupiah)
    last = len(MEMBERS) + 1
    sheet.data_validation(f"E2:E{last}", {"validate": "list", "source": ["Lunas", "Belum"]})
    sheet.autofilter(0, 0, last - 1, 5)
    for row, (text, formula, form) in enumerate(
        [
            ("Jumlah simpanan wajib", f"=SUM(F2:F{last})", None),
            ("Anggota yang lunas", f'=COUNTIF(E2:E{last},"Lunas")', None),
            ("Persen yang lunas", f'=COUNTIF(E2:E{last},"Lunas")/COUNTA(B2:B{last})', book.percent),
        ],
        last + 2,
    ):
        sheet.write(row, 1, text)
        book.ask(sheet, f"F{row + 1}", formula, form)
    checks = book.sheet("Periksa", ["Yang diperiksa", "Hasil"], [40, 12])
    book.check(checks, 1, "Jumlah simpanan wajib", f"Anggota!F{last + 3}=SUM(Anggota!F2:F{last})")
    book.check(checks, 2, "Anggota yang lunas", f"Anggota!F{last + 4}=7")


def shop(book: Book) -> None:
    """Day 4: the payments of a day by QRIS, and a catalogue with margins."""
    titles = ["Nominal", "MDR", "Uang bersih", "", "Misalkan MDR", "di atas"]
    sheet = book.sheet("QRIS", titles, [14, 12, 14, 4, 16, 12])
    sheet.write("E2", 0.003, book.file.add_format({"num_format": "0.0%"}))
    sheet.write("F2", 500_000, book.rupiah)
    for row, amount in enumerate(SALES, 2):
        sheet.write(f"A{row}", amount, book.rupiah)
        book.ask(sheet, f"B{row}", f"=IF(A{row}>F$2,ROUND(A{row}*E$2,0),0)")
        book.ask(sheet, f"C{row}", f"=A{row}-B{row}")
    end = len(SALES) + 1
    for column in "ABC":
        book.formula(sheet, f"{column}{end + 1}", f"=SUM({column}2:{column}{end})", book.rupiah)
    titles = ["Produk", "Satuan", "Modal", "Harga jual", "Laba", "Margin"]
    list_ = book.sheet("Katalog", titles, [28, 12, 14, 14, 14, 10])
    for row in (2, 3, 4):
        for column, answer in zip("ABCD", ("Beras", "5 kg", 60_000, 72_000), strict=True):
            book.ask(list_, f"{column}{row}", answer)
        book.formula(list_, f"E{row}", f"=D{row}-C{row}", book.rupiah)
        book.ask(list_, f"F{row}", f"=IF(D{row}=0,0,E{row}/D{row})", book.percent)
    checks = book.sheet("Periksa", ["Yang diperiksa", "Hasil"], [46, 12])
    book.check(checks, 1, "MDR seluruhnya", f"QRIS!B{end + 1}=5100")
    book.check(checks, 2, "Uang bersih = nominal − MDR",
               f"QRIS!C{end + 1}=QRIS!A{end + 1}-5100")  # fmt: skip


def plan(book: Book) -> None:
    """Day 5: three indicators, and where the copies are."""
    titles = ["Indikator", "Sumber angka", "Awal", "Target", "Sekarang", "Kurang", "Siapa"]
    sheet = book.sheet("Rencana", titles, [30, 26, 10, 10, 10, 10, 16])
    known = (
        ("Hari kas ditutup", "Buku kas", 9, 22, 18, "Bendahara"),
        ("Transaksi nontunai", "Aplikasi merchant", 30, 60, 45, "Kasir"),
        ("Dokumen RAT siap", "Daftar periksa", 2, 10, 6, "Sekretaris"),
    )
    for row, (what, source, start, goal, now, who) in enumerate(known, 2):
        for column, value in zip("ABCDEG", (what, source, start, goal, now, who), strict=True):
            book.ask(sheet, f"{column}{row}", value)
        book.formula(sheet, f"F{row}", f"=MAX(0,D{row}-E{row})")
    copies = book.sheet("Cadangan", ["Salinan", "Media", "Tempat", "Diuji"], [18, 20, 24, 14])
    for row, line in enumerate(
        (("Asli", "Laptop", "Kantor", "-"), ("Salinan 1", "Flashdisk", "Bendahara", "sama"),
         ("Salinan 2", "Penyimpanan awan", "Akun resmi", "sama")), 2
    ):  # fmt: skip
        copies.write(f"A{row}", line[0])
        for column, value in zip("BCD", line[1:], strict=True):
            book.ask(copies, f"{column}{row}", value)
    checks = book.sheet("Periksa", ["Yang diperiksa", "Hasil"], [46, 12])
    book.check(checks, 1, "Tiga indikator tertulis", "COUNTA(Rencana!A2:A4)=3")
    book.check(checks, 2, "Dua salinan sudah diuji", 'COUNTIF(Cadangan!D2:D4,"sama")=2')


BOOKS: dict[int, tuple[str, Callable[[Book], None]]] = {
    1: ("tabel-anggota", members),
    2: ("kas-dan-jurnal", ledger),
    3: ("laporan-dan-rat", reports),
    4: ("qris-dan-katalog", shop),
    5: ("cadangan-dan-rencana", plan),
}


def write_all(folder: Path) -> list[Path]:
    """Write of each day the worksheet, its solution, and a CSV of its table. Returns the files."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for day, (name, fill) in BOOKS.items():
        for solved in (False, True):
            path = folder / f"hari-{day}-{name}{'-kunci' if solved else ''}.xlsx"
            book = Book(path, solved=solved)
            fill(book)
            book.close(day)
            written.append(path)
        path = folder / f"hari-{day}-{name}.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file, delimiter=";").writerows(TABLES[day]())
        written.append(path)
    return written


TABLES: dict[int, Callable[[], list[list[Any]]]] = {
    1: lambda: [
        ["No.", "Nama", "Nomor HP", "L/P", "Status", "Wajib"],
        *([n, *member] for n, member in enumerate(MEMBERS, 1)),
    ],
    2: lambda: [
        ["Tanggal", "Bukti", "Uraian"],
        *([each.date.isoformat(), each.proof, each.text] for each in DECEMBER),
    ],
    3: lambda: [
        ["Kode", "Akun", "D/K", "Saldo"],
        *([each.code, each.name, each.normal, each.balance] for each in ACCOUNTS),
    ],
    4: lambda: [["Nominal"], *([amount] for amount in SALES)],
    5: lambda: [["Indikator", "Sumber angka", "Awal", "Target", "Sekarang", "Siapa"]],
}
"""What of each day can be had as CSV: the table without formulas."""
