"""QR codes as pictures in a page."""

import io

import segno
from markupsafe import Markup


def qr_svg(text: str) -> Markup:
    """A QR code that fills the room it is given; dark on light in any colour scheme.

    A reader needs the empty border and the light ground, so both are part of the picture.
    """
    picture = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        picture,
        kind="svg",
        border=3,
        omitsize=True,
        xmldecl=False,
        svgns=False,
        svgclass="qr",
        lineclass=None,
        dark="#000",
        light="#fff",
        nl=False,
    )
    return Markup(picture.getvalue().decode())
