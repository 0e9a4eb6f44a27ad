"""Koperasi Contoh Sejahtera: one year, and its December in single entries. Rupiah throughout."""

from dataclasses import dataclass
from datetime import date

YEAR = 2025


@dataclass(frozen=True)
class Account:
    """An account with its balance on 31 December, before the closing entries."""

    code: int
    name: str
    normal: str
    """D or K: the side on which it grows."""
    balance: int


ACCOUNTS = (
    Account(1101, "Kas", "D", 8_500_000),
    Account(1102, "Bank", "D", 21_500_000),
    Account(1201, "Piutang Pinjaman Anggota", "D", 175_000_000),
    Account(1209, "Penyisihan Piutang", "K", 5_000_000),
    Account(1501, "Peralatan", "D", 12_000_000),
    Account(1509, "Akumulasi Penyusutan", "K", 4_000_000),
    Account(2101, "Simpanan Sukarela", "K", 60_000_000),
    Account(2104, "Dana Bagian SHU", "K", 3_000_000),
    Account(3101, "Simpanan Pokok", "K", 20_000_000),
    Account(3102, "Simpanan Wajib", "K", 80_000_000),
    Account(3103, "Hibah", "K", 5_000_000),
    Account(3104, "Dana Cadangan", "K", 20_000_000),
    Account(3105, "SHU Tahun Berjalan", "K", 0),
    Account(4101, "Pendapatan Jasa Pinjaman", "K", 42_000_000),
    Account(4102, "Pendapatan Administrasi", "K", 3_000_000),
    Account(5201, "Beban Gaji", "D", 14_400_000),
    Account(5202, "Beban Listrik dan Internet", "D", 2_400_000),
    Account(5203, "Beban Penyusutan", "D", 1_500_000),
    Account(5205, "Beban Jasa Simpanan", "D", 3_000_000),
    Account(5206, "Beban Penyisihan Piutang", "D", 1_000_000),
    Account(5207, "Beban Administrasi dan RAT", "D", 2_700_000),
)


@dataclass(frozen=True)
class Entry:
    """One entry of the journal: amounts by account code."""

    day: int
    proof: str
    text: str
    debit: dict[int, int]
    credit: dict[int, int]

    @property
    def date(self) -> date:
        """In December of the year."""
        return date(YEAR, 12, self.day)


DECEMBER = (
    Entry(1, "BKM-001", "Dua anggota baru: pokok Rp200.000 dan wajib Rp25.000 per orang",
          {1101: 450_000}, {3101: 400_000, 3102: 50_000}),
    Entry(3, "BKM-002", "Setoran simpanan sukarela Rp500.000",
          {1101: 500_000}, {2101: 500_000}),
    Entry(5, "BKK-001", "Pinjaman cair Rp6.000.000, administrasi 1% dipotong",
          {1201: 6_000_000}, {1101: 5_940_000, 4102: 60_000}),
    Entry(8, "BKM-003", "Angsuran: pokok Rp500.000 dan jasa Rp60.000",
          {1101: 560_000}, {1201: 500_000, 4101: 60_000}),
    Entry(10, "BKK-002", "Listrik dan internet Rp200.000, tunai",
          {5202: 200_000}, {1101: 200_000}),
    Entry(12, "BKM-004", "Rekap angsuran: pokok Rp10.000.000 dan jasa Rp3.440.000",
          {1101: 13_440_000}, {1201: 10_000_000, 4101: 3_440_000}),
    Entry(15, "BKK-003", "Setoran kas ke bank Rp5.000.000",
          {1102: 5_000_000}, {1101: 5_000_000}),
    Entry(15, "BB-001", "Gaji Rp1.200.000 lewat transfer bank",
          {5201: 1_200_000}, {1102: 1_200_000}),
    Entry(20, "BKK-004", "Konsumsi rapat Rp300.000, tunai",
          {5207: 300_000}, {1101: 300_000}),
    Entry(27, "BKK-005", "Simpanan sukarela ditarik Rp200.000",
          {2101: 200_000}, {1101: 200_000}),
    Entry(31, "JU-001", "Penyusutan peralatan sebulan Rp125.000",
          {5203: 125_000}, {1509: 125_000}),
    Entry(31, "JU-002", "Tambahan penyisihan piutang Rp1.000.000",
          {5206: 1_000_000}, {1209: 1_000_000}),
    Entry(31, "JU-003", "Jasa simpanan Rp250.000 ditambahkan ke simpanan sukarela",
          {5205: 250_000}, {2101: 250_000}),
)  # fmt: skip

SHARES = (
    ("Dana cadangan", 25),
    ("Jasa modal", 20),
    ("Jasa usaha", 30),
    ("Pengurus", 10),
    ("Karyawan", 5),
    ("Pendidikan", 5),
    ("Sosial", 5),
)
"""How AD/ART share the SHU, in percent."""

MEMBERS = (
    ("Anggota Satu", "081000000101", "P", "Lunas", 25_000),
    ("Anggota Dua", "081000000102", "L", "Lunas", 25_000),
    ("Anggota Tiga", "081000000103", "P", "Belum", 0),
    ("Anggota Empat", "081000000104", "L", "Lunas", 25_000),
    ("Anggota Lima", "081000000105", "P", "Lunas", 25_000),
    ("Anggota Enam", "081000000106", "L", "Belum", 0),
    ("Anggota Tujuh", "081000000107", "P", "Lunas", 25_000),
    ("Anggota Delapan", "081000000108", "L", "Lunas", 25_000),
    ("Anggota Sembilan", "081000000109", "P", "Lunas", 25_000),
    ("Anggota Sepuluh", "081000000110", "L", "Belum", 0),
)
"""Name, phone, sex, status and simpanan wajib of this month: nobody that exists."""

SALES = (85_000, 240_000, 700_000, 1_000_000)
"""The first day of the shop, each paid by QRIS."""


def opening(code: int) -> int:
    """The balance of an account on 1 December: what December has not yet changed."""
    account = next(each for each in ACCOUNTS if each.code == code)
    moved = sum(e.debit.get(code, 0) - e.credit.get(code, 0) for e in DECEMBER)
    return account.balance - (moved if account.normal == "D" else -moved)
