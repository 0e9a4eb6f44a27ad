"""How a sitting goes on, and what it has changed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lms.language import gettext_noop as _
from lms.practice.history import PractisedSkill, SkillHistory
from lms.practice.order import Choice
from lms.statistics.evidence import Scaffold
from lms.statistics.mastery import Mastery, mastery_of

MASTERY_WORDS = {
    Mastery.NEW: _("New"),
    Mastery.WITH_EXAMPLE: _("Can do it with an example"),
    Mastery.ALONE: _("Can do it alone"),
    Mastery.LASTING: _("Stays"),
}


@dataclass(frozen=True)
class AskedQuestion:
    """A question of a sitting; `finished` tells whether its try is over, None before it began."""

    place: int
    choice: Choice
    number: int | None = None
    finished: bool | None = None


@dataclass(frozen=True)
class SittingProgress:
    """The questions of a sitting in order, with how far she is."""

    questions: tuple[AskedQuestion, ...]

    @property
    def done(self) -> int:
        """How many are over."""
        return sum(question.finished is True for question in self.questions)

    @property
    def current(self) -> AskedQuestion | None:
        """The question to answer now, None at the end."""
        return next((each for each in self.questions if each.finished is not True), None)


@dataclass(frozen=True)
class PracticeCard:
    """How far somebody is with today's practice: questions done, None before it began."""

    done: int | None
    total: int

    @property
    def is_done(self) -> bool:
        return self.done is not None and self.done >= self.total


@dataclass(frozen=True)
class SkillLevel:
    """A skill and how well she holds it, before and now."""

    skill: PractisedSkill
    before: Mastery
    now: Mastery

    @property
    def rose(self) -> bool:
        return self.now.height > self.before.height


def stored_choices(choices: Iterable[Choice]) -> list[dict[str, Any]]:
    """Choices as a sitting stores them."""
    return [
        {
            "skill": each.skill_id,
            "exercise": each.exercise_id,
            "scaffold": each.scaffold.value,
            "is_new": each.is_new,
            **({"is_check": True} if each.is_check else {}),
        }
        for each in choices
    ]


def choices_from(stored: Iterable[Mapping[str, Any]]) -> tuple[Choice, ...]:
    """Stored choices as values."""
    return tuple(
        Choice(
            each["skill"],
            each["exercise"],
            Scaffold(each["scaffold"]),
            each["is_new"],
            each.get("is_check", False),
        )
        for each in stored
    )


def levels(histories: Sequence[SkillHistory], since: datetime) -> tuple[SkillLevel, ...]:
    """How well each skill was held before `since`, and now."""
    return tuple(
        SkillLevel(
            history.skill,
            before=mastery_of(each for each in history.tries if each.at < since),
            now=mastery_of(history.tries),
        )
        for history in histories
    )
