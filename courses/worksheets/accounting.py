"""Cash book, journal, ledger and reports: what is posted and summed by itself, and what is not."""

from collections.abc import Iterable
from typing import Any

from courses.worksheets.book import Book
from courses.worksheets.figures import ACCOUNTS, DECEMBER, SHARES, YEAR, opening

CASH, LAST_ROW = 1101, 60


def ledger(book: Book) -> None:
    """Day 2: cash book, journal, and a ledger that is posted by itself."""
    titles = ["Tanggal", "Bukti", "Uraian", "Masuk", "Keluar", "Saldo"]
    cash = book.sheet("Buku kas", titles, [13, 10, 58, 14, 14, 14])
    cash.write(1, 2, "Saldo awal")
    cash.write(1, 5, opening(CASH), book.rupiah)
    row = 1
    for entry in DECEMBER:
        if CASH in entry.debit or CASH in entry.credit:
            row += 1
            cash.write_datetime(row, 0, entry.date, book.day)
            cash.write_row(row, 1, [entry.proof, entry.text])
            cash.write(row, 3, entry.debit.get(CASH, 0), book.rupiah)
            cash.write(row, 4, entry.credit.get(CASH, 0), book.rupiah)
            book.ask(cash, f"F{row + 1}", f"=F{row}+D{row + 1}-E{row + 1}")
    proofs = book.sheet("Bukti", ["Tanggal", "Bukti", "Uraian"], [13, 10, 70])
    for line, entry in enumerate(DECEMBER, 1):
        proofs.write_datetime(line, 0, entry.date, book.day)
        proofs.write_row(line, 1, [entry.proof, entry.text])
    journal = book.sheet(
        "Jurnal", ["Bukti", "Kode", "Akun", "Debit", "Kredit"], [10, 8, 30, 14, 14]
    )
    lines = [
        (entry.proof, code, *amounts, number)
        for number, entry in enumerate(DECEMBER)
        for code, *amounts in [
            *((code, amount, 0) for code, amount in entry.debit.items()),
            *((code, 0, amount) for code, amount in entry.credit.items()),
        ]
    ]
    for line in range(1, LAST_ROW):
        book.formula(
            journal,
            (line, 2),
            f'=IF(B{line + 1}="","",VLOOKUP(B{line + 1},\'Buku besar\'!A:B,2,FALSE))',
        )
        given = lines[line - 1] if line <= len(lines) else None
        shown = given and (book.solved or given[4] < 2)
        for column, value in zip(
            (0, 1, 3, 4), given[:4] if given and shown else [""] * 4, strict=True
        ):
            journal.write(line, column, value or "", book.yellow)
    titles = ["Kode", "Akun", "D/K", "Saldo 1 Des", "Debit", "Kredit", "Saldo 31 Des"]
    sheet = book.sheet("Buku besar", titles, [8, 30, 6, 16, 16, 16, 16])
    for line, account in enumerate(ACCOUNTS, 1):
        at = line + 1
        sheet.write_row(line, 0, [account.code, account.name, account.normal])
        sheet.write(line, 3, opening(account.code), book.rupiah)
        for column, source in ((4, "D"), (5, "E")):
            sums = f"=SUMIF(Jurnal!B$2:B${LAST_ROW},A{at},Jurnal!{source}$2:{source}${LAST_ROW})"
            book.formula(sheet, (line, column), sums, book.rupiah)
        grown = f'=IF(C{at}="D",D{at}+E{at}-F{at},D{at}-E{at}+F{at})'
        book.formula(sheet, (line, 6), grown, book.rupiah)
    end = len(ACCOUNTS) + 1
    checks = book.sheet("Periksa", ["Yang diperiksa", "Hasil"], [46, 12])
    sides = f"SUM(Jurnal!D2:D{LAST_ROW})=SUM(Jurnal!E2:E{LAST_ROW})"
    book.check(checks, 1, "Jurnal seimbang", sides)
    of = "SUMIF('Buku besar'!C2:C{end},\"{side}\",'Buku besar'!G2:G{end})"
    same = f"{of.format(end=end, side='D')}={of.format(end=end, side='K')}"
    book.check(checks, 2, "Neraca saldo seimbang", same)
    book.check(checks, 3, "Kas: buku kas = buku besar", f"'Buku kas'!F{row + 1}='Buku besar'!G2")


def reports(book: Book) -> None:
    """Day 3: from the trial balance to PHU, neraca, closing entry, sharing and RAT report."""
    trial = book.sheet("Neraca saldo", ["Kode", "Akun", "D/K", "Saldo"], [8, 32, 6, 16])
    for line, account in enumerate(ACCOUNTS, 1):
        trial.write_row(line, 0, [account.code, account.name, account.normal])
        trial.write(line, 3, account.balance, book.rupiah)
    end = len(ACCOUNTS) + 1

    def total(first: int, last: int, side: str) -> str:
        """All balances of a range of codes with this normal side."""
        codes = f"'Neraca saldo'!A$2:A${end}"
        where = f'{codes},">={first}",{codes},"<={last}",\'Neraca saldo\'!C$2:C${end},"{side}"'
        return f"SUMIFS('Neraca saldo'!D$2:D${end},{where})"

    def lines(sheet: Any, row: int, codes: Iterable[int], sign: int = 1) -> int:
        for line, account in enumerate(ACCOUNTS, 2):
            if account.code in codes:
                minus = "-" if (account.normal == "K") is (sign > 0) else ""
                sheet.write(row, 0, account.name)
                book.formula(sheet, (row, 1), f"={minus}'Neraca saldo'!D{line}", book.rupiah)
                row += 1
        return row

    phu = book.sheet("PHU", [f"PHU tahun {YEAR}", "Rupiah"], [34, 16])
    row = lines(phu, 1, range(4000, 5000), sign=-1)
    phu.write(row, 0, "Jumlah pendapatan", book.head)
    book.formula(phu, (row, 1), f"={total(4000, 4999, 'K')}", book.rupiah)
    row = lines(phu, row + 1, range(5000, 6000))
    phu.write(row, 0, "Jumlah beban", book.head)
    book.formula(phu, (row, 1), f"={total(5000, 5999, 'D')}", book.rupiah)
    phu.write(row + 1, 0, "SHU", book.head)
    shu = f"{total(4000, 4999, 'K')}-{total(5000, 5999, 'D')}"
    book.formula(phu, (row + 1, 1), f"={shu}", book.rupiah)
    shu_cell = f"PHU!B{row + 2}"
    sheet = book.sheet("Neraca", [f"Neraca 31 Desember {YEAR}", "Rupiah"], [34, 16])
    row = lines(sheet, 1, range(1000, 2000))
    sheet.write(row, 0, "Jumlah aset", book.head)
    assets = f"Neraca!B{row + 1}"
    book.formula(sheet, (row, 1), f"=SUM(B2:B{row})", book.rupiah)
    first = row + 2
    row = lines(sheet, row + 1, [*range(2000, 3000), *range(3000, 3105)], sign=-1)
    sheet.write(row, 0, "SHU Tahun Berjalan")
    book.formula(sheet, (row, 1), f"={shu_cell}", book.rupiah)
    sheet.write(row + 1, 0, "Jumlah kewajiban dan modal", book.head)
    book.formula(sheet, (row + 1, 1), f"=SUM(B{first}:B{row + 1})", book.rupiah)
    owed = f"Neraca!B{row + 2}"
    _closing(book)
    row = _sharing(book, shu_cell)
    report = book.sheet("RAT", ["Laporan kepada rapat anggota", "Angka"], [46, 16])
    for line, (text, formula) in enumerate(
        [
            ("Pendapatan setahun", total(4000, 4999, "K")),
            ("Beban setahun", total(5000, 5999, "D")),
            ("SHU", shu_cell),
            ("Jumlah aset", assets),
            ("Jumlah kewajiban", total(2000, 2999, "K")),
            ("Jumlah modal", f"{assets}-{total(2000, 2999, 'K')}"),
            ("Usulan untuk anggota (jasa modal + jasa usaha)", "SHU!C3+SHU!C4"),
        ],
        1,
    ):
        report.write(line, 0, text)
        book.formula(report, (line, 1), f"={formula}", book.rupiah)
    checks = book.sheet("Periksa", ["Yang diperiksa", "Hasil"], [46, 12])
    book.check(checks, 1, "Neraca seimbang", f"{assets}={owed}")
    book.check(checks, 2, "Jurnal penutup menghasilkan SHU", f"Penutup!F2={shu_cell}")
    book.check(checks, 3, "Pembagian SHU habis", f"SHU!C{row}={shu_cell}")


def _closing(book: Book) -> None:
    sheet = book.sheet(
        "Penutup", ["Kode", "Akun", "Debit", "Kredit", "", "Saldo SHU"], [8, 32, 16, 16, 4, 16]
    )
    row = 1
    for account in ACCOUNTS:
        if account.code >= 4000:
            income = account.code < 5000
            sheet.write_row(row, 0, [account.code, account.name])
            book.ask(sheet, f"C{row + 1}", account.balance if income else 0)
            book.ask(sheet, f"D{row + 1}", 0 if income else account.balance)
            row += 1
    book.formula(sheet, "F2", f"=SUM(C2:C{row})-SUM(D2:D{row})", book.rupiah)


def _sharing(book: Book, shu: str) -> int:
    sheet = book.sheet("SHU", ["Bagian", "Persen", "Rupiah"], [30, 10, 16])
    for row, (name, percent) in enumerate(SHARES, 1):
        sheet.write_row(row, 0, [name, percent])
        book.formula(sheet, (row, 2), f"={shu}*B{row + 1}/100", book.rupiah)
    last = len(SHARES) + 1
    sheet.write(last, 0, "Jumlah", book.head)
    book.formula(sheet, (last, 1), f"=SUM(B2:B{last})")
    book.formula(sheet, (last, 2), f"=SUM(C2:C{last})", book.rupiah)
    return last + 1
