"""How authors are told what is wrong: what stands there, and what they may have meant."""

import difflib
from collections.abc import Iterable, Mapping

MAX_QUOTE_LENGTH = 40


def did_you_mean(word: object, known: Iterable[str], otherwise: str = "") -> str:
    """The question after the nearest known word, `otherwise` if none is near."""
    near = difflib.get_close_matches(str(word), list(known), n=1)
    return f'Did you mean "{near[0]}"?' if near else otherwise


def is_meant(word: object, others: Iterable[str]) -> bool:
    """Whether one of the others may be meant by this word."""
    return bool(difflib.get_close_matches(str(word), list(others), n=1))


def shape(value: object) -> str:
    """What a value looks like to its author."""
    if value is None:
        return "nothing"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, Mapping):
        return "keys with values"
    text = str(value)
    return f'"{text[:MAX_QUOTE_LENGTH]}…"' if len(text) > MAX_QUOTE_LENGTH else f'"{text}"'


def text_expected(value: object) -> str:
    """The sentence about a value that stands where a text belongs."""
    hint = ""
    if isinstance(value, Mapping):
        hint = '. Text that begins with "{" or has ": " in it must stand in quotes'
    return f"Expected text here, found {shape(value)}{hint}"


def line_problem(text: str, longest: int) -> str:
    """What is wrong with a text that must be one line, "" if nothing is."""
    if len(text) > longest:
        return f"This is longer than {longest} characters. Shorten it"
    if "\n" in text:
        return "This must be one line"
    return "" if text else "This is empty. Write something"
