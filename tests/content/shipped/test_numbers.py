"""The numbers of the course Koperasi Go Digital, worked out once more apart from its files."""

from fractions import Fraction
from math import ceil, floor

import pytest

from tests.shipped import shipped_course

SEEDS = range(200)


def whole(value):
    """Round half up."""
    return Fraction(floor(value + Fraction(1, 2)))


def annuity(principal, rate, months):
    return whole(principal * rate / (1 - (1 + rate) ** -months))


def mdr(*amounts):
    return sum(whole(each * Fraction("0.003")) if each > 500_000 else 0 for each in amounts)


def declining(principal, months, percent):
    """The instalments, each with the charge on what is still owed."""
    part = principal / months
    return [part + (principal - k * part) * percent / 100 for k in range(int(months))]


def rp(amount):
    return f"Rp{int(amount):,}".replace(",", ".")


NUMBERS = {  # id: (answer, tolerance); the letters are the numbers drawn, in the order of the file
    "h2-p28": (lambda open_, in_, out, _short: open_ + in_ - out, "0"),
    "h2-p29": (lambda _open, _in, _out, short: -short, "0"),
    "h3-p28": (lambda p, n, j: p + p * n * j / 100, "0"),
    "h3-p29": (lambda p, n, j: declining(p * n, n, j)[1], "0"),
    "h3-p30": (lambda p, n, j: p * n * j / 100 * n + p * n - sum(declining(p * n, n, j)), "0"),
    "h3-p31": (lambda fees, more, spent, _r: fees + more - spent, "0"),
    "h3-p32": (lambda fees, more, spent, r: (fees + more - spent) * r / 100, "0"),
    "h1-p1": (lambda a, w, b: a * w * b, "0"),
    "h1-p2": (lambda a, p, w: a * (p + w), "0"),
    "h1-p3": (lambda sp, sw, _ss, dc, hb: sp + sw + dc + hb, "0"),
    "h1-p4": (lambda a, t: (a - t) / a * 100, "0.1"),
    "h1-p5": (lambda m, k, x, h: m * k * x * h / 1000, "0.005"),
    "h1-p6": (lambda n: 1 + n, "0"),
    "h1-p7": (lambda a, more: 2 * a + more, "0"),
    "h1-p9": (lambda _a, late: late, "0"),
    "h1-p10": (lambda start, w, _ss: start + w + 2_500_000, "0"),
    "h1-p11": (lambda old, new, people: people * sum((old - new,) * 12), "0"),
    "h1-p12": (lambda rent, quota, n: sum((rent + n * quota,) * 12) + 400_000, "0"),
    "h1-p13": (lambda percent: percent, "0"),
    "h1-p14": (lambda a, percent: a - a * percent / 100, "0"),
    "h1-p16": (lambda exact, _dotted: exact, "0"),
    "h1-p18": (lambda n, same: n - (same + 4), "0"),
    "h1-p19": (lambda words, letters: len("-".join(["a" * int(letters)] * int(words))), "0"),
    "h2-p1": (lambda s, m1, m2, k1, k2: s + m1 + m2 - k1 - k2, "0"),
    "h2-p2": (lambda _x, _y, _z, d: d, "0"),
    "h2-p3": (lambda pa, pb, d: pa + pb - (pa + d), "0"),
    "h2-p4": (lambda h, r, t: whole((h - r) / (t * 12)), "1"),
    "h2-p7": (lambda p, fee: p * (100 - fee) / 100, "0"),
    "h2-p8": (lambda n, cost, _gain: n * cost, "0"),
    "h2-p9": (lambda _start, out: out, "0"),
    "h2-p11": (lambda short, found: found - short, "0"),
    "h2-p12": (lambda cash, lent, wages, _ss: cash + lent + wages, "0"),
    "h2-p17": (lambda _pk, js, n: n * js, "0"),
    "h2-p19": (lambda _pa, gain: gain, "0"),
    "h2-p20": (lambda month, t, used: month * (12 * t - used), "0"),
    "h2-p24": (lambda doubtful, percent, old: doubtful * percent / 100 - old, "0"),
    "h2-p23": (lambda dr, ss, sp, js: dr - (ss + sp + js), "0"),
    "h3-p1": (lambda pk, n, i: pk + whole(pk * n * i / 100), "1"),
    "h3-p2": (lambda pk, n, i, k: pk + whole((pk * n - (k - 1) * pk) * i / 100), "1"),
    "h3-p3": (lambda pk, n, i: whole(pk * n * i / 100 * (n - 1) / 2), "50"),
    "h3-p4": (lambda p, n, i: annuity(p, i / 100, int(n)), "100"),
    "h3-p5": (lambda s, q, total, m: whole(m / total * s * q / 100), "1"),
    "h3-p6": (lambda a, b, M, m, T, t: whole(m / M * a) + whole(t / T * b), "2"),  # noqa: N803
    "h3-p7": (lambda _kw, _md, shu: shu, "0"),
    "h3-p8": (lambda js, adm, *costs: js + adm - sum(costs), "0"),
    "h3-p9": (lambda m, n, i: m * 1_000_000 * (1 + n * i / 100), "0"),
    "h3-p10": (lambda _pk, i: i, "0"),
    "h3-p11": (lambda pk, n, i: declining(pk * n, n, i)[-1], "0"),
    "h3-p14": (lambda js, _pk, cost: js - cost, "0"),
    "h3-p15": (lambda cash, lent, worn, ss: cash + lent + (15_000_000 - worn) - ss, "0"),
    "h3-p17": (lambda m, dc, members: m * 10_000 * (100 - (dc + members)), "0"),
    "h3-p20": (lambda fund, total, bought: fund * bought / total, "0"),
    "h3-p21": (lambda n: next(k for k in range(int(n)) if 2 * k > n), "0"),
    "h3-p22": (lambda n, against, silent: n - (against + silent), "0"),
    "h3-p23": (lambda men, women, joined: men + women + joined - 4, "0"),
    "h3-p24": (lambda sp, missing: sp * missing, "0"),
    "h3-p27": (lambda income, costs, _bank: income - costs, "0"),
    "h4-p1": (lambda t, m: t - whole(t * m / 100), "1"),
    "h4-p2": (mdr, "1"),
    "h4-p3": (lambda c, u: whole(c * (1 + u / 100)), "1"),
    "h4-p4": (lambda c, gain: gain / (c + gain) * 100, "0.1"),
    "h4-p5": (lambda v, o: o / v * 100, "0.05"),
    "h4-p6": (lambda q, h, f, b: q * h - whole(q * h * f / 100) - q * b, "1"),
    "h4-p7": (lambda n, price, m: n * price * (1 - m / 100), "0"),
    "h4-p10": (lambda second, _third: second, "0"),
    "h4-p12": (lambda price, _margin: price, "0"),
    "h4-p13": (lambda orders, c: orders / (c / 100), "0"),
    "h4-p14": (lambda price, grams: price * (1000 / grams), "0"),
    "h5-p1": (lambda x: 72 - x, "0"),
    "h5-p2": (lambda c, u, d: Fraction(floor((c - u) * 1000 / d)), "0"),
    "h5-p3": (lambda _a, e, n: n**e, "0"),
    "h5-p4": (lambda n, s: s / n * 100, "0.05"),
    "h5-p6": (lambda p, t, r: max(0, ceil(t * p / 100) - r), "0"),
    "h5-p7": (lambda otp, apk: otp + apk + 3, "0"),
    "h5-p9": (lambda loans, health, prints: loans + health + prints, "0"),
    "h5-p11": (lambda day, hour: (day * 24 + hour + 72) // 24, "0"),
    "h5-p12": (lambda size, weeks: sum((size,) * int(weeks)) * 2, "0"),
    "h5-p13": (lambda n, lost: 100 - 100 * lost / n, "0"),
    "h5-p14": (lambda start, goal: (3 * start + 2 * goal) / 5, "0"),
}
ENTRIES = {
    "h2-p5": lambda a, p, w: (
        {"Kas": a * (p + w)},
        {"Simpanan Pokok": a * p, "Simpanan Wajib": a * w},
    ),
    "h2-p6": lambda pk, n, i: (
        {"Kas": pk + whole(pk * n * i / 100)},
        {"Piutang Pinjaman Anggota": pk, "Pendapatan Jasa Pinjaman": whole(pk * n * i / 100)},
    ),
    "h2-p14": lambda _balance, out: ({"Simpanan Sukarela": out}, {"Kas": out}),
    "h2-p15": lambda n, ss: (
        {"Bank": n * 25_000 + ss},
        {"Simpanan Wajib": n * 25_000, "Simpanan Sukarela": ss},
    ),
    "h2-p16": lambda p, fee: (
        {"Piutang Pinjaman Anggota": p},
        {"Kas": p * (100 - fee) / 100, "Pendapatan Administrasi": p * fee / 100},
    ),
    "h2-p18": lambda n, cost: (
        {"Kas": n * (cost + 3_000), "Harga Pokok Penjualan (HPP)": n * cost},
        {"Penjualan": n * (cost + 3_000), "Persediaan": n * cost},
    ),
    "h2-p21": lambda month, _years: ({"Beban Penyusutan": month}, {"Akumulasi Penyusutan": month}),
    "h2-p25": lambda _old, more: (
        {"Beban Penyisihan Piutang": more},
        {"Penyisihan Piutang": more},
    ),
    "h2-p26": lambda power, wages: (
        {"Beban Listrik dan Internet": power, "Beban Gaji": wages},
        {"Kas": power, "Bank": wages},
    ),
    "h2-p27": lambda people, meal, printing: (
        {"Beban Administrasi dan RAT": sum((meal,) * int(people)) + printing},
        {"Kas": sum((meal,) * int(people)) + printing},
    ),
    "h3-p25": lambda charges, fees: (
        {"Pendapatan Jasa Pinjaman": charges, "Pendapatan Administrasi": fees},
        {"SHU Tahun Berjalan": charges + fees},
    ),
    "h3-p26": lambda wages, meeting, worn: (
        {"SHU Tahun Berjalan": wages + meeting + worn},
        {"Beban Gaji": wages, "Beban Administrasi dan RAT": meeting, "Beban Penyusutan": worn},
    ),
    "h3-p19": lambda m, dc, members: (
        {"SHU Tahun Berjalan": m * 1_000_000},
        {
            "Dana Cadangan": m * dc * 10_000,
            "Utang SHU Anggota": m * members * 10_000,
            "Dana Bagian SHU": m * (100 - dc - members) * 10_000,
        },
    ),
    "h4-p8": lambda cash, qris: ({"Kas": cash, "Piutang QRIS": qris}, {"Penjualan": cash + qris}),
    "h4-p9": lambda qris, m: (
        {"Bank": qris * (100 - m) / 100, "Beban MDR": qris * m / 100},
        {"Piutang QRIS": qris},
    ),
}
BLANKS = {
    "h2-p30": lambda begin, buy, end, sold: [
        int(begin + buy),
        int(begin + buy - end),
        int(sold - begin - buy + end),
    ],
    "h3-p33": lambda p, n, j, k: [
        int(p),
        int(p * (n - k + 1)),
        int(declining(p * n, n, j)[int(k) - 1] - p),
        int(declining(p * n, n, j)[int(k) - 1]),
    ],
    "h3-p34": lambda m, u: [int(m / 25), int(u * 3 / 20), int(m / 25 + u * 3 / 20)],
    "h1-p8": lambda rides, sales: ["jasa", "pemasaran", rides + sales],
    "h1-p15": lambda n: ["SUM", n + 1, "COUNTIF"],
    "h2-p10": lambda s, more, less: [s + more, s + more - less, s + more - less + 560_000],
    "h2-p13": lambda owed, paid: ["debit", "kredit", owed - paid],
    "h3-p12": lambda pk, n: [pk * n / 100, pk * (n - 1), pk * (n - 1) / 100],
    "h3-p16": lambda kw, md: [kw + md, kw + 10 + md, "tetap"],
    "h3-p18": lambda m, dc: [m * dc * 10_000, m * 500_000, "rapat anggota"],
    "h4-p15": lambda price, less: [price * 3 - less, less / 3, "yang sebenarnya"],
    "h5-p15": lambda n, kept, aim: [kept / n * 100, aim / 4, "tanggal di buku kas"],
    "h5-p10": lambda loans, health: ["umum", "spesifik", loans + health],
}
CHOICES = {  # what the right option says
    "h1-p17": lambda row: f"=AVERAGE(E2:E{row})",
    "h2-p22": lambda pk, js: (
        f"Debit Kas {rp(pk + js)}; kredit Piutang Pinjaman Anggota {rp(pk)} "
        f"dan Pendapatan Jasa Pinjaman {rp(js)}"
    ),
    "h3-p13": lambda m, n: min(
        (m * 10_000 * n, f"Tawaran A, total jasanya {rp(m * 10_000 * n)}"),
        (
            sum(declining(m * 1_000_000, n, Fraction(3, 2))) - m * 1_000_000,
            f"Tawaran B, total jasanya {rp(m * 7_500 * (n + 1))}",
        ),
    )[1],
    "h4-p11": lambda thousands: rp(thousands * 900),
    "h5-p8": lambda _prize, _fee: "Tidak mengirim uang",
}


@pytest.fixture(scope="module")
def course():
    return shipped_course()


def drawn(variant):
    return [variant.numbers[name] for name in variant.question.draw.free]


@pytest.mark.parametrize("exercise_id", NUMBERS)
def test_answers_are_what_the_formula_says(course, exercise_id):
    formula, tolerance = NUMBERS[exercise_id]
    question = course.exercise(exercise_id).question
    for seed in SEEDS:
        variant = question.variant(seed)
        assert variant.key == formula(*drawn(variant)), drawn(variant)
        assert question.tolerance.value(variant.names) == Fraction(tolerance)


@pytest.mark.parametrize("exercise_id", ENTRIES)
def test_entries_are_what_the_formula_says(course, exercise_id):
    question = course.exercise(exercise_id).question
    for seed in SEEDS:
        variant = question.variant(seed)
        debit, credit = ENTRIES[exercise_id](*drawn(variant))
        names = {line.account.code: line.account.name for line in question.lines}
        assert {
            (names[code], str(side)): amount for (code, side), amount in variant.key.items()
        } == {
            **{(name, "debit"): amount for name, amount in debit.items()},
            **{(name, "credit"): amount for name, amount in credit.items()},
        }


@pytest.mark.parametrize("exercise_id", BLANKS)
def test_blanks_are_what_the_formula_says(course, exercise_id):
    question = course.exercise(exercise_id).question
    for seed in SEEDS:
        variant = question.variant(seed)
        right = [str(each) for each in BLANKS[exercise_id](*drawn(variant))]
        assert variant.grade(variant.read({"answer": right})).credit == 1, drawn(variant)
        # Without tolerance: what is nearly right is wrong.
        near = [f"{int(each) + 1}" if each.isdigit() else each for each in right]
        assert variant.grade(variant.read({"answer": near})).credit < 1


@pytest.mark.parametrize("exercise_id", CHOICES)
def test_the_right_option_is_what_the_formula_says(course, exercise_id):
    question = course.exercise(exercise_id).question
    for seed in SEEDS:
        variant = question.variant(seed)
        said = CHOICES[exercise_id](*drawn(variant))
        [right] = [each.text for each in variant.options if variant.grade(each.key).credit == 1]
        assert said in right, drawn(variant)


def test_everything_drawn_is_worked_out_once_more(course):
    known = {*NUMBERS, *ENTRIES, *BLANKS, *CHOICES}
    assert {each.id for each in course.exercises if each.question.draw.free} == known


def test_no_known_mistake_is_ever_right(course):
    for question in (each.question for each in course.exercises if each.question.kind == "numeric"):
        for seed in SEEDS:
            variant = question.variant(seed)
            tolerance = question.tolerance.value(variant.names)
            for mistake in question.mistakes:
                off = abs(mistake.result.value(variant.names) - variant.key)
                assert off > tolerance, (question.id, mistake.result.text, drawn(variant))


def test_every_day_is_complete(course):
    for module in course.modules:
        questions = [each.question for each in module.exercises]
        assert len(module.lessons) >= 3
        assert min(len(lesson.html.split()) for lesson in module.lessons) > 400
        assert len(questions) >= 8
        assert sum(bool(each.draw.free) for each in questions) >= 4
