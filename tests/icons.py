"""The icons of the installed product, like `static/icons/favicon.svg`: `python -m tests.icons`.

Phones want them as PNG; one of them fills its square, for phones that cut it round.
"""

from pathlib import Path

from PIL import Image, ImageDraw

ICONS = Path(__file__).parent.parent / "static" / "icons"
GREEN, WHITE, AMBER = "#14583f", "#ffffff", "#f0b35f"
UNITS = 32  # of the drawing
BARS = ((8, 18.5), (13.3, 15.5), (18.7, 12), (24, 8.5))  # place and upper end
FOOT, WIDTH = 22.5, 3
DOT, RADIUS = (8, 11), 2.3
FINER = 4  # drawn so many times as large, for smooth edges
COLOURS = 32


def drawn(size: int, corner: float, scale: float = 1) -> Image.Image:
    """Draw the icon in a square of `size` dots; `corner` and `scale` as shares of it."""
    large = size * FINER
    image = Image.new("RGBA", (large, large))
    pen = ImageDraw.Draw(image)
    pen.rounded_rectangle((0, 0, large - 1, large - 1), corner * large, fill=GREEN)
    unit = large / UNITS * scale
    edge = (large - UNITS * unit) / 2

    def dot(x: float, y: float, radius: float, colour: str) -> None:
        box = (x - radius, y - radius, x + radius, y + radius)
        pen.ellipse([edge + each * unit for each in box], fill=colour)

    for x, top in BARS:
        box = (x - WIDTH / 2, top, x + WIDTH / 2, FOOT)
        pen.rectangle([edge + each * unit for each in box], fill=WHITE)
        dot(x, top, WIDTH / 2, WHITE)
        dot(x, FOOT, WIDTH / 2, WHITE)
    dot(*DOT, RADIUS, AMBER)
    return image.resize((size, size), Image.Resampling.LANCZOS).quantize(COLOURS)


if __name__ == "__main__":
    drawn(192, 9 / 32).save(ICONS / "app-192.png", optimize=True)
    drawn(512, 9 / 32).save(ICONS / "app-512.png", optimize=True)
    drawn(512, 0, scale=0.8).save(ICONS / "app-full.png", optimize=True)
