"""Who is named, who may change what, and how much may be written."""

import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from lms.language import gettext_noop as _

MAX_QUESTION_LENGTH = 2000
MAX_ANSWER_LENGTH = 4000
MAX_REASON_LENGTH = 300
SPAN = timedelta(hours=1)
MAX_IN_A_SPAN = {False: 12, True: 60}
"""How much one person may write in a SPAN, by whether she is staff."""
TWICE = timedelta(minutes=10)
"""The same text of the same person within this time is one that was sent twice."""
EXCERPT = 140
_SIGNS = re.compile(r"\*\*|__|`|^[ \t]*(?:[-*>]|#+)[ \t]+", re.MULTILINE)


class TopicKind(StrEnum):
    """What begins a topic."""

    QUESTION = "question"
    ANNOUNCEMENT = "announcement"


class TopicFilter(StrEnum):
    """Which topics a list shows."""

    ALL = "all"
    OPEN = "open"
    MINE = "mine"
    PINNED = "pinned"


SHOW_WORDS: dict[TopicFilter, str] = {
    TopicFilter.ALL: _("All topics"),
    TopicFilter.OPEN: _("Unanswered"),
    TopicFilter.MINE: _("My questions"),
    TopicFilter.PINNED: _("Pinned"),
}


@dataclass(frozen=True)
class Viewer:
    """Who reads: staff see what is hidden; nobody sees who asked anonymously."""

    person_id: int
    is_staff: bool


class PostSignature(StrEnum):
    """How a post is signed for a viewer."""

    NAMED = "named"
    OWN = "own"
    OWN_ANONYMOUS = "own_anonymous"
    ANONYMOUS = "anonymous"
    CARRIED = "carried"


def signed(
    author_id: int | None, asker_id: int | None, *, anonymous: bool, viewer: int
) -> PostSignature:
    """How a post in a topic is signed for the person `viewer`.

    In a topic that was asked anonymously (by `asker_id`) whatever the asker writes is unsigned.
    """
    if author_id is None:
        return PostSignature.CARRIED
    unsigned = anonymous and author_id == asker_id
    if author_id == viewer:
        return PostSignature.OWN_ANONYMOUS if unsigned else PostSignature.OWN
    return PostSignature.ANONYMOUS if unsigned else PostSignature.NAMED


def excerpt(text: str) -> str:
    """The beginning of a text on one line, without stars and ticks, cut between words."""
    line = " ".join(_SIGNS.sub("", text).split())
    if len(line) <= EXCERPT:
        return line
    return f"{line[:EXCERPT].rpartition(' ')[0] or line[:EXCERPT]}…"
