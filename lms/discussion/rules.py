"""Who is named, who may change what, and how much may be written."""

import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from lms.language import mark as _

LONGEST_QUESTION = 2000
LONGEST_ANSWER = 4000
LONGEST_REASON = 300
SPAN = timedelta(hours=1)
MOST_IN_A_SPAN = {False: 12, True: 60}
"""How much one person may write in a SPAN, by whether she is staff."""
TWICE = timedelta(minutes=10)
"""The same text of the same person within this time is one that was sent twice."""
EXCERPT = 140
_SIGNS = re.compile(r"\*\*|__|`|^[ \t]*(?:[-*>]|#+)[ \t]+", re.MULTILINE)


class TopicKind(StrEnum):
    """What begins a topic."""

    QUESTION = "question"
    ANNOUNCEMENT = "announcement"


class Show(StrEnum):
    """Which topics a list shows."""

    ALL = "all"
    OPEN = "open"
    MINE = "mine"
    PINNED = "pinned"


SHOW_WORDS: dict[Show, str] = {
    Show.ALL: _("All topics"),
    Show.OPEN: _("Unanswered"),
    Show.MINE: _("My questions"),
    Show.PINNED: _("Pinned"),
}


@dataclass(frozen=True)
class Viewer:
    """Who reads: staff see what is hidden; nobody sees who asked anonymously."""

    person_id: int
    is_staff: bool


class Signed(StrEnum):
    """How a post is signed for a viewer."""

    NAMED = "named"
    OWN = "own"
    OWN_ANONYMOUS = "own_anonymous"
    ANONYMOUS = "anonymous"
    CARRIED = "carried"


def signed(author_id: int | None, asker_id: int | None, *, anonymous: bool, viewer: int) -> Signed:
    """Return how a post in a topic is signed for the person `viewer`.

    In a topic that was asked anonymously (by `asker_id`) whatever the asker writes is unsigned.
    """
    if author_id is None:
        return Signed.CARRIED
    unsigned = anonymous and author_id == asker_id
    if author_id == viewer:
        return Signed.OWN_ANONYMOUS if unsigned else Signed.OWN
    return Signed.ANONYMOUS if unsigned else Signed.NAMED


def excerpt(text: str) -> str:
    """Return the beginning of a text on one line, without stars and ticks, cut between words."""
    line = " ".join(_SIGNS.sub("", text).split())
    if len(line) <= EXCERPT:
        return line
    return f"{line[:EXCERPT].rpartition(' ')[0] or line[:EXCERPT]}…"
