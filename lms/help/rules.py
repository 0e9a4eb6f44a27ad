"""What a guide is made of: the same steps on the screen and on paper."""

from dataclasses import dataclass
from enum import StrEnum


class Guide(StrEnum):
    """Whom a guide is for."""

    PARTICIPANT = "participant"
    TRAINER = "trainer"  # and assistants
    ORGANISER = "organiser"


@dataclass(frozen=True)
class Step:
    """One thing to know; all its texts are sentences to be translated.

    `name` names its picture. `where` are the places one presses on the way to it. `more` is told
    on paper only, beside a picture of the real page.
    """

    name: str
    title: str
    text: str
    more: str
    where: tuple[str, ...]
    picture: str  # what a reader who does not see it should know of the picture on paper


@dataclass(frozen=True)
class Manual:
    """A guide: its steps in the order they are needed, and what to do when something is wrong."""

    title: str
    lead: str
    steps: tuple[Step, ...]
    troubles: tuple[tuple[str, str], ...]


def guides_for(*, learns: bool, teaches: bool, organises: bool) -> tuple[Guide, ...]:
    """The guides for what a person is, and for nobody else; a participant's for who is nothing."""
    mine = {Guide.ORGANISER: organises, Guide.TRAINER: teaches, Guide.PARTICIPANT: learns}
    return tuple(guide for guide, is_mine in mine.items() if is_mine) or (Guide.PARTICIPANT,)
