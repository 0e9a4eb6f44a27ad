"""Words that people type: a short answer, or a blank of a text. A trainer may accept more of them.

A place is 0 for a short answer, else the number of the blank.
"""

from typing import Any

from lms.questions.base import Answer, Question
from lms.questions.blanks import WordBlank
from lms.questions.cloze import ClozeQuestion
from lms.questions.short_answer import ShortAnswerQuestion, accepts, is_near
from lms.questions.template import is_drawn


def places_of(question: Question | None) -> tuple[int, ...]:
    """Where words are typed in a question, and are the same for everybody."""
    if isinstance(question, ShortAnswerQuestion):
        return () if _are_drawn(question.accepted) else (0,)
    if isinstance(question, ClozeQuestion):
        blanks = enumerate(question.blanks, start=1)
        return tuple(
            place
            for place, blank in blanks
            if isinstance(blank, WordBlank) and not _are_drawn(blank.accepted)
        )
    return ()


def word_at(answer: Answer | None, place: int) -> str:
    """What was typed at a place, whatever is stored; nothing if there is nothing."""
    found: Any = answer if place == 0 else ""
    if place and isinstance(answer, list) and place <= len(answer):
        found = answer[place - 1]
    return found if isinstance(found, str) else ""


def is_key(question: Question, place: int, text: str) -> bool:
    """Whether the author accepts `text` at a place, rightly spelled."""
    return accepts(_words_at(question, place).accepted, text)


def is_near_key(question: Question, place: int, text: str) -> bool:
    """Whether `text` is misspelled at a place where its author accepts that."""
    words = _words_at(question, place)
    return words.near_misses and is_near(words.accepted, text)


def _are_drawn(accepted: tuple[str, ...]) -> bool:
    return any(is_drawn(text) for text in accepted)


def _words_at(question: Question, place: int) -> ShortAnswerQuestion | WordBlank:
    """Where the words of a place are accepted; the place must be one of `places_of`."""
    if isinstance(question, ShortAnswerQuestion):
        return question
    assert isinstance(question, ClozeQuestion)
    blank = question.blanks[place - 1]
    assert isinstance(blank, WordBlank)
    return blank
