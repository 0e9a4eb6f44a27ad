"""How many questions a second an import reads: `python -m benchmarks.banks`."""

import time

from lms.banks.reading import read_bank

COUNT = 2_000


def moodle_xml() -> str:
    """Return questions as Moodle exports them: HTML everywhere, four options with feedback."""
    options = "".join(
        f'<answer fraction="{share}" format="html"><text><![CDATA[<p>pilihan {n}<br></p>]]></text>'
        f'<feedback format="html"><text><![CDATA[<p>Ulasan, {n}</p>]]></text></feedback></answer>'
        for n, share in enumerate((100, 0, 0, 0))
    )
    questions = "\n".join(
        f'<question type="multichoice"><name><text>Soal {n}</text></name>'
        '<questiontext format="html"><text><![CDATA[<p dir="ltr">Berapa <strong>jumlah</strong> '
        f"anggota&nbsp;{n}?</p>]]></text></questiontext><single>true</single>{options}</question>"
        for n in range(COUNT)
    )
    return f"<quiz>{questions}</quiz>"


def gift() -> str:
    """Return questions as people type them."""
    return "\n\n".join(
        f"::Soal {n}:: Berapa anggota koperasi nomor {n}? {{\n ~sepuluh#Bukan.\n =dua puluh\n"
        " ~tiga puluh\n ~empat puluh\n}"
        for n in range(COUNT)
    )


def aiken() -> str:
    """Return the same in the simplest format."""
    return "\n".join(
        f"Berapa anggota koperasi nomor {n}?\nA. sepuluh\nB. dua puluh\nC. tiga puluh\nANSWER: B\n"
        for n in range(COUNT)
    )


def main() -> None:
    """Print a line a format."""
    for make in (moodle_xml, gift, aiken):
        content = make().encode()
        begun = time.perf_counter()
        reading = read_bank(content)
        speed = reading.total / (time.perf_counter() - begun)
        print(f"{reading.format}: {speed:,.0f} questions a second")  # noqa: T201


if __name__ == "__main__":
    main()
