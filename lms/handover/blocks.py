"""The parts of a printed report, as `templates/pdf/activity.typ` sets them."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

from lms.handover.rules import paragraphs
from lms.web.languages import NOTHING

Block = dict[str, Any]
Number = Fraction | int | None


def chapter(title: str) -> Block:
    return {"kind": "chapter", "text": title}


def annex(title: str) -> Block:
    return {"kind": "annex", "text": title}


def section(title: str) -> Block:
    return {"kind": "section", "text": title}


def written(text: str) -> list[Block]:
    """What somebody wrote, paragraph by paragraph; a dash for nothing."""
    return [say(each) for each in paragraphs(text) or [NOTHING]]


def say(sentence: str, *, quiet: bool = False) -> Block:
    return {"kind": "quiet" if quiet else "text", "text": sentence}


def bullets(sentences: Iterable[str]) -> Block:
    return {"kind": "list", "items": list(sentences)}


def facts(*pairs: tuple[str, str]) -> Block:
    return {"kind": "facts", "pairs": [list(pair) for pair in pairs]}


def table(
    title: str,
    heads: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    widths: Sequence[str],
    small: bool = False,
) -> Block:
    """A table; a width is `1fr`, `12mm`, or with `>` before it for figures, which stand right."""
    return {
        "kind": "table",
        "title": title,
        "heads": list(heads),
        "rows": [[_cell(each) for each in row] for row in rows],
        "widths": [_width(each.lstrip(">")) for each in widths],
        "right": [each.startswith(">") for each in widths],
        "small": small,
    }


def _width(written: str) -> list[object]:
    return [float(written[:-2]), written[-2:]]


def _cell(value: object) -> str:
    return NOTHING if value is None or value == "" else str(value)


def bars(
    title: str, heads: tuple[str, str], rows: Iterable[tuple[str, Number, str]], top: Number
) -> Block:
    """Bars with their figures, a table itself; `top` fills the whole room."""
    most = top or 1
    return {
        "kind": "bars",
        "title": title,
        "heads": list(heads),
        "rows": [[label, float((value or 0) / most), shown] for label, value, shown in rows],
    }


def before_after(
    title: str, heads: Sequence[str], rows: Iterable[tuple[str, Fraction, Fraction, str, str]]
) -> Block:
    """From one score of 0 to 100 to another, line by line, with both figures."""
    return {
        "kind": "pairs",
        "title": title,
        "heads": list(heads),
        "rows": [
            [label, float(before), float(after), told, later]
            for label, before, after, told, later in rows
        ],
    }


def slopes(
    title: str,
    heads: tuple[str, str],
    lines: Iterable[tuple[Fraction, Fraction]],
    mean: tuple[Fraction, Fraction],
    *,
    shown: tuple[str, str],
    told: str,
) -> Block:
    """Each line a person, the thick one their mean; `told` says it to who does not see it."""
    return {
        "kind": "slopes",
        "title": title,
        "heads": list(heads),
        "lines": [[float(before), float(after)] for before, after in lines],
        "mean": [float(each) for each in mean],
        "shown": list(shown),
        "told": told,
    }


def columns(
    title: str, heads: tuple[str, str, str], rows: Iterable[tuple[str, int, int]], *, told: str
) -> Block:
    """Two columns side by side for each label, and their figures as a table."""
    listed = list(rows)
    most = max([1, *(max(first, second) for _label, first, second in listed)])
    return {
        "kind": "columns",
        "title": title,
        "heads": list(heads),
        "rows": [
            [label, first / most, second / most, str(first), str(second)]
            for label, first, second in listed
        ],
        "told": told,
    }


def photos(pictures: Iterable[tuple[str, str]]) -> Block:
    """Photos two in a row, as JPEG in Base64, each with what stands below it."""
    return {"kind": "photos", "pictures": [[_drawn(jpeg), told] for jpeg, told in pictures]}


def _drawn(jpeg: str) -> str:
    """A photo within an SVG, as a template can be given it: its data are texts."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300"><image width="400"'
        f' height="300" href="data:image/jpeg;base64,{jpeg}"/></svg>'
    )
