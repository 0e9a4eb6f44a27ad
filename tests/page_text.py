"""What a person reads on a page."""

import re


def text_of(answer):
    """The words of a page without its tags, one space between them."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))
