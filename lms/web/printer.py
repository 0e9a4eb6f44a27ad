"""Sets one PDF, as a process of its own: `python -I printer.py`, a job on stdin, the PDF on stdout.

Setting 500 cards takes 130 MB, which Python would not give back, and as long as it takes nobody
else's page would be drawn. A process that ends gives back both. It loads nothing of the product.
"""

import io
import json
import sys
import unicodedata
from datetime import datetime
from typing import Any

import segno
import typst

STANDARDS: list[Any] = ["a-2a", "ua-1"]
MASK = 3  # diagonals, which break up rows, columns and squares of one colour alike


def main() -> None:
    """Read a job, write its PDF; what is wrong with the template goes to stderr."""
    job = json.load(sys.stdin)
    try:
        sys.stdout.buffer.write(
            printed(job["folder"], job["template"], job["data"], job["made_at"])
        )
    except typst.TypstError as problem:
        sys.exit(str(problem))


def printed(folder: str, template: str, data: dict[str, Any], made_at: str) -> bytes:
    """The PDF of `template` filled with `data`, made at an ISO time; codes are drawn."""
    filled = json.dumps(_printable(data))
    try:
        return _compiled(folder, template, filled, made_at, STANDARDS)
    except typst.TypstError as problem:
        if "could not be displayed with font" not in str(problem):
            raise
        return _compiled(folder, template, filled, made_at, [])


def _compiled(folder: str, template: str, data: str, made_at: str, standards: list[Any]) -> bytes:
    pdf: bytes = typst.compile(
        f"{folder}/{template}",
        root=folder,
        font_paths=[],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"data": data},
        pdf_standards=standards,
        timestamp=datetime.fromisoformat(made_at),
    )
    return pdf


def _printable(data: Any, name: str = "") -> Any:
    """`data` with its texts composed and without signs that only steer a screen.

    What stands under `qr_code` is drawn as one.
    """
    if isinstance(data, dict):
        return {key: _printable(value, key) for key, value in data.items()}
    if isinstance(data, list):
        return [_printable(value) for value in data]
    if not isinstance(data, str):
        return data
    if name == "qr_code" and data:
        return _bare_qr_svg(data)
    return "".join(
        sign
        for sign in unicodedata.normalize("NFC", data)
        if sign == "\n" or unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Co", "Cn"}
    )


def _bare_qr_svg(text: str) -> str:
    """A QR code as SVG without a margin, for a template: `image(bytes(…))`."""
    picture = io.BytesIO()
    # Level M still reads where a seventh of the code is dirty or torn. A reader takes any of the
    # eight masks; to weigh them against each other takes three times as long as all the rest.
    segno.make(text, error="m", micro=False, mask=MASK).save(
        picture, kind="svg", border=0, xmldecl=False, svgns=True
    )
    return picture.getvalue().decode()


if __name__ == "__main__":
    main()
