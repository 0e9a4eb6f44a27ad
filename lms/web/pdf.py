"""The one way to make a PDF: a typst template of `templates/pdf/`, filled with data.

The data goes in as JSON and is only ever text to the template, so a name can be anything. The same
data made at the same time gives the same bytes. The PDF is A4, tagged, and checked by the compiler
to be PDF/UA-1 (for screen readers) and PDF/A-2a (for the archive).

A template begins like this; `document` sets the page, the fonts, language and title:

    #import "/house.typ": document
    #let data = json(bytes(sys.inputs.data))
    #show: document.with(data)

Its words come with the data, translated. Compiling takes 10 to 100 ms: do it in a GET, or before
anything is written. A compiler kept between calls would be no faster, and may not be shared by
threads.
"""

import io
import json
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import segno
import typst
from flask import Response
from flask_babel import get_locale

TEMPLATES = Path(__file__).parents[2] / "templates" / "pdf"

STANDARDS: list[Any] = ["a-2a", "ua-1"]
# What a browser needs for its own viewer; nothing of the file is fetched or run by it.
_VIEWER_POLICY = (
    "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; "
    "frame-ancestors 'none'; base-uri 'none'"
)


def rendered(
    template: str, data: Mapping[str, Any], made_at: datetime, *, folder: Path = TEMPLATES
) -> bytes:
    """The PDF of `template` (`cards.typ`) filled with `data`, which JSON must know.

    `data` names its `title`; the language of the page is added as `lang`. Letters that the fonts of
    the compiler do not have (Balinese script, emoji) are printed as empty boxes, and the PDF then
    claims no standard.
    """
    filled = json.dumps({"lang": str(get_locale() or "id"), **_printable(data)})
    try:
        return _compiled(folder, template, filled, made_at, STANDARDS)
    except typst.TypstError as problem:
        if "could not be displayed with font" not in str(problem):
            raise
        return _compiled(folder, template, filled, made_at, [])


def _compiled(
    folder: Path, template: str, data: str, made_at: datetime, standards: list[Any]
) -> bytes:
    pdf: bytes = typst.compile(
        folder / template,
        root=folder,
        font_paths=[],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"data": data},
        pdf_standards=standards,
        timestamp=made_at.replace(microsecond=0),
    )
    return pdf


def _printable(data: Any) -> Any:
    """`data` with its texts composed and without signs that only steer a screen."""
    if isinstance(data, Mapping):
        return {key: _printable(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_printable(value) for value in data]
    if not isinstance(data, str):
        return data
    return "".join(
        sign
        for sign in unicodedata.normalize("NFC", data)
        if sign == "\n" or unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Co", "Cn"}
    )


def bare_qr_svg(text: str) -> str:
    """A QR code as SVG without a margin, for a template: `image(bytes(…))`."""
    picture = io.BytesIO()
    # Level M still reads where a seventh of the code is dirty or torn.
    segno.make(text, error="m", micro=False).save(
        picture, kind="svg", border=0, xmldecl=False, svgns=True
    )
    return picture.getvalue().decode()


def qr_data_uri(text: str) -> str:
    """A QR code as the address of an image, with a white margin, for a page."""
    uri: str = segno.make(text, error="m", micro=False).svg_data_uri(
        border=4, light="white", scale=6
    )
    return uri


def pdf_answer(pdf: bytes, name: str) -> Response:
    """The answer that shows a PDF; saved, it is called `name` (ASCII, ends in `.pdf`)."""
    response = Response(pdf, mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    response.headers["Content-Security-Policy"] = _VIEWER_POLICY
    return response
