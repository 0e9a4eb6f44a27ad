"""The worksheets: their figures by hand, and their formulas as LibreOffice works them out."""

import csv
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from courses.worksheets.book import TASKS
from courses.worksheets.books import BOOKS, write_all
from courses.worksheets.figures import ACCOUNTS, DECEMBER, SALES, SHARES, opening

COURSE = Path(__file__).parents[3] / "courses" / "koperasi-go-digital"
ASSETS, SHU, OWN = 208_000_000, 20_000_000, 145_000_000
CONVERT = ("soffice", "--headless", "--norestore", "--convert-to", "xlsx:Calc MS Excel 2007 XML")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("worksheets")
    write_all(path)
    return path


def test_the_course_hands_out_what_the_script_makes(folder):
    shipped = sorted((COURSE / "files").iterdir())

    assert len(shipped) == 15
    for path in shipped:
        assert path.read_bytes() == (folder / path.name).read_bytes(), f"{path.name}: make it anew"


def signed(account):
    return account.balance if account.normal == "D" else -account.balance


def total(first, last):
    return sum(signed(each) for each in ACCOUNTS if first <= each.code <= last)


def test_the_year_is_the_one_the_lessons_tell():
    assert total(1000, 1999) == ASSETS
    assert -total(4000, 4999) - total(5000, 5999) == SHU
    assert -total(3000, 3999) + SHU == OWN
    assert total(1000, 5999) == 0
    assert sum(percent for _name, percent in SHARES) == 100


def test_december_begins_and_ends_in_balance():
    assert all(sum(each.debit.values()) == sum(each.credit.values()) for each in DECEMBER)
    assert sum(opening(a.code) * (1 if a.normal == "D" else -1) for a in ACCOUNTS) == 0
    moved = Counter()
    for entry in DECEMBER:
        moved.update(entry.debit)
        moved.subtract(entry.credit)
    for account in ACCOUNTS:
        grown = moved[account.code] * (1 if account.normal == "D" else -1)
        assert opening(account.code) + grown == account.balance, account.name
        assert opening(account.code) >= 0, account.name


def test_the_lesson_tells_the_same_cash_book():
    lesson = (COURSE / "day-2/bukti-dan-buku-kas.md").read_text(encoding="utf-8")
    balance = opening(1101)
    for entry in DECEMBER:
        change = entry.debit.get(1101, 0) - entry.credit.get(1101, 0)
        balance += change
        if change:
            row = next(line for line in lesson.splitlines() if f"| {entry.proof} " in line)
            thousands = [f"{each // 1_000:,}".replace(",", ".") for each in (abs(change), balance)]
            assert [cell.strip() for cell in row.split("|")[2:-1] if cell.strip()] == thousands
    assert balance == 8_500_000


def test_each_day_has_a_task_with_a_rubric_of_a_hundred_points(folder):
    assert set(TASKS) == set(BOOKS) == {1, 2, 3, 4, 5}
    for day, (name, _fill) in BOOKS.items():
        assert sum(points for _criterion, points in TASKS[day][2]) == 100
        book = CalamineWorkbook.from_path(folder / f"hari-{day}-{name}.xlsx")
        rows = book.get_sheet_by_name("Tugas").to_python()
        assert any("mampu" in str(cell) for row in rows for cell in row)


def test_phone_numbers_keep_their_zero_in_both(folder):
    book = CalamineWorkbook.from_path(folder / "hari-1-tabel-anggota.xlsx")
    assert book.get_sheet_by_name("Anggota").to_python()[1][2] == "081000000101"
    with (folder / "hari-1-tabel-anggota.csv").open(encoding="utf-8-sig") as file:
        assert list(csv.reader(file, delimiter=";"))[1][2] == "081000000101"


@pytest.fixture(scope="module")
def recalculated(folder, tmp_path_factory):
    out = tmp_path_factory.mktemp("recalculated")
    profile = f"-env:UserInstallation=file://{tmp_path_factory.mktemp('profile')}"
    files = sorted(folder.glob("*.xlsx"))
    subprocess.run([*CONVERT, profile, "--outdir", out, *files], check=True, timeout=180)
    return {path.stem: CalamineWorkbook.from_path(path) for path in out.glob("*.xlsx")}


@pytest.mark.long
@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs libreoffice-calc-nogui")
class TestRecalculated:
    """As LibreOffice opens them and works them out."""

    def sheet(self, recalculated, book, name):
        return recalculated[book].get_sheet_by_name(name).to_python()

    @pytest.mark.parametrize("day", BOOKS)
    def test_solved_agrees_and_unsolved_does_not_yet(self, recalculated, day):
        name = f"hari-{day}-{BOOKS[day][0]}"
        solved = [row[1] for row in self.sheet(recalculated, f"{name}-kunci", "Periksa")[1:]]
        assert set(solved) == {"cocok"}
        unsolved = [row[1] for row in self.sheet(recalculated, name, "Periksa")[1:]]
        assert "belum" in unsolved

    def test_no_formula_fails(self, recalculated):
        for name, book in recalculated.items():
            for sheet in book.sheet_names:
                for row in book.get_sheet_by_name(sheet).to_python():
                    assert not [cell for cell in row if str(cell).startswith("#")], (name, sheet)

    def test_the_ledger_is_posted_from_the_journal(self, recalculated):
        rows = self.sheet(recalculated, "hari-2-kas-dan-jurnal-kunci", "Buku besar")[1:]
        balances = {int(row[0]): row[6] for row in rows}
        assert balances == {each.code: each.balance for each in ACCOUNTS}

    def test_reports_fill_themselves(self, recalculated):
        book = "hari-3-laporan-dan-rat"
        phu = dict(row[:2] for row in self.sheet(recalculated, book, "PHU"))
        assert (phu["Jumlah pendapatan"], phu["Jumlah beban"], phu["SHU"]) == (
            45_000_000,
            25_000_000,
            SHU,
        )
        neraca = dict(row[:2] for row in self.sheet(recalculated, book, "Neraca"))
        assert neraca["Jumlah aset"] == neraca["Jumlah kewajiban dan modal"] == ASSETS
        assert neraca["Penyisihan Piutang"] == -5_000_000
        rat = dict(row[:2] for row in self.sheet(recalculated, book, "RAT"))
        assert rat["Jumlah modal"] == OWN
        assert rat["Usulan untuk anggota (jasa modal + jasa usaha)"] == 10_000_000

    def test_fees_are_taken_from_each_payment(self, recalculated):
        rows = self.sheet(recalculated, "hari-4-qris-dan-katalog-kunci", "QRIS")[1:5]
        fees = [amount * 3 // 1000 if amount > 500_000 else 0 for amount in SALES]
        assert [row[1] for row in rows] == fees
