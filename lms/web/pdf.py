"""The one way to make a PDF: a typst template of `templates/pdf/`, filled with data.

The data goes in as JSON and is only ever text to the template, so a name can be anything. The same
data made at the same time gives the same bytes. The PDF is A4, tagged, and checked by the compiler
to be PDF/UA-1 (for screen readers) and PDF/A-2a (for the archive).

A template begins like this; `document` sets the page, the fonts, language and title:

    #import "/house.typ": document
    #let data = json(bytes(sys.inputs.data))
    #show: document.with(data)

Its words come with the data, translated; a QR code is the text under `qr_code`, which reaches the
template as an SVG: `image(bytes(data.qr_code), …)`. It is set by a process of its own
(`printer.py`), which takes 0.1 s at least: do it in a GET, or before anything is written.
"""

import json
import subprocess
import sys
import threading
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import segno
from flask import Response
from flask_babel import get_locale

TEMPLATES = Path(__file__).parents[2] / "templates" / "pdf"
MAX_SECONDS = 120
_PRINTER = Path(__file__).with_name("printer.py")
_one_at_a_time = threading.Lock()  # a printer may take some hundred MB
# What a browser needs for its own viewer; nothing of the file is fetched or run by it.
_VIEWER_POLICY = (
    "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; "
    "frame-ancestors 'none'; base-uri 'none'"
)


class PrintingFailed(RuntimeError):
    """A template could not be set; the message is the compiler's."""


def rendered(
    template: str, data: Mapping[str, Any], made_at: datetime, *, folder: Path = TEMPLATES
) -> bytes:
    """The PDF of `template` (`cards.typ`) filled with `data`, which JSON must know.

    `data` names its `title`; the language of the page is added as `lang`. Letters that the fonts of
    the compiler do not have (Balinese script, emoji) are printed as empty boxes, and the PDF then
    claims no standard.
    """
    job = {
        "folder": str(folder),
        "template": template,
        "data": {"lang": str(get_locale() or "id"), **data},
        "made_at": made_at.replace(microsecond=0).isoformat(),
    }
    with _one_at_a_time:
        printer = subprocess.run(
            [sys.executable, "-I", str(_PRINTER)],
            input=json.dumps(job).encode(),
            capture_output=True,
            timeout=MAX_SECONDS,
            check=False,
        )
    if printer.returncode:
        raise PrintingFailed(printer.stderr.decode(errors="replace"))
    return printer.stdout


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
