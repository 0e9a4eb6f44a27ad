"""The sentences that the product can show."""

from functools import cache
from pathlib import Path

from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg

ROOT = Path(__file__).parent.parent
KEYWORDS = {**DEFAULT_KEYWORDS, "gettext_noop": None, "lazy_gettext": None}
NOT_SHOWN = {"lms/web/gallery.py", "templates/gallery/index.html"}


@cache
def sentences_of_the_product() -> frozenset[str | tuple[str, str]]:
    """Everything marked for translation in the code and the templates."""
    with (ROOT / "babel.cfg").open() as mapping:
        methods, options = parse_mapping_cfg(mapping)
    return frozenset(
        message
        for file, _line, message, _comments, _context in extract_from_dir(
            ROOT, methods, options, KEYWORDS
        )
        if file not in NOT_SHOWN
    )
