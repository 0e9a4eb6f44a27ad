"""Pictures that people of the demo send in: a table on a screen, a product by a window."""

import io

from PIL import Image, ImageDraw, ImageFont

from lms.questions import derive_seed

_COLUMNS = ((60, "No"), (130, "Nama"), (420, "Masuk"), (600, "Pokok"), (780, "Wajib"))
_ROW = 52


def table_of_members(name: str, *, tidy: bool) -> bytes:
    """A screenshot of a table of ten made-up members; an untidy one lacks its total."""
    image = Image.new("RGB", (960, 760), "#ffffff")
    pen = ImageDraw.Draw(image)
    font = ImageFont.load_default(26)
    pen.rectangle((0, 0, 960, 70), "#217346")
    pen.text((30, 20), "Anggota - lembar kerja", "#ffffff", font)
    rows = [tuple(title for _x, title in _COLUMNS), *(_member(name, n) for n in range(1, 11))]
    if tidy:
        rows.append(("", "Jumlah", "", "1.000.000", "250.000"))
    for number, row in enumerate(rows):
        top = 90 + number * _ROW
        pen.line((40, top, 930, top), "#c8c8c8", 2)
        for (left, _title), text in zip(_COLUMNS, row, strict=True):
            pen.text((left, top + 12), text, "#202020", font)
    return _png(image)


def _member(name: str, number: int) -> tuple[str, ...]:
    day = derive_seed("table", name, number) % 28 + 1
    return (str(number), f"Anggota Contoh {number}", f"{day:02}/01/2026", "100.000", "25.000")


def signed_sheet(names: list[str]) -> bytes:
    """A photo of a sign-in sheet with a scrawl beside each name."""
    image = Image.new("RGB", (800, 1100), "#d9d2c3")
    pen = ImageDraw.Draw(image)
    font = ImageFont.load_default(22)
    pen.polygon([(50, 40), (760, 55), (750, 1070), (35, 1050)], "#fbfaf5")
    pen.text((300, 80), "DAFTAR HADIR", "#202020", ImageFont.load_default(28))
    for number, name in enumerate(names, 1):
        top = 110 + number * 56
        pen.line((80, top, 720, top + 6), "#9a9a9a", 2)
        pen.text((90, top + 14), f"{number}. {name}", "#202020", font)
        left, wave = 480 + 110 * (number % 2), derive_seed("signature", name) % 12 + 6
        scrawl = [(left + 9 * n, top + 28 + (wave if n % 2 else -wave // 2)) for n in range(11)]
        pen.line(scrawl, "#1d2f7a", 3)
    return _png(image)


def product(name: str, *, tidy: bool) -> bytes:
    """A photo of a labelled bag: before a plain ground in the light, or in a dark corner."""
    ground, light = ("#efe9dd", "#fffdf6") if tidy else ("#5a5148", "#6b6156")
    image = Image.new("RGB", (960, 720), ground)
    pen = ImageDraw.Draw(image)
    for step in range(12):
        pen.polygon([(0, 0), (460 - 30 * step, 0), (0, 640 - 40 * step)], light)
    left = 330 + derive_seed("product", name) % 80
    pen.ellipse((left - 30, 560, left + 330, 640), "#3d372f")
    pen.rounded_rectangle((left, 180, left + 300, 610), 26, "#c98a2b")
    pen.rectangle((left + 30, 290, left + 270, 470), "#fff8e6")
    pen.text((left + 62, 330), "Keripik", "#5b2d00", ImageFont.load_default(50))
    pen.text((left + 62, 400), "150 gram", "#5b2d00", ImageFont.load_default(34))
    if not tidy:
        pen.line((40, 700, 500, 300, 900, 420), "#1f1f1f", 14)
    return _png(image)


def _png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
