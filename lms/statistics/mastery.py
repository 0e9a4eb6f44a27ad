"""Mastery of a skill: one function of what was kept of its tries.

    new → with example → alone → lasting

- *With example*: one try was right, with help or without.
- *Alone*: unaided in two exercises of different clothes: one could be luck or a remembered answer.
- *Lasting*: unaided again at the first answer, at least seven days after becoming alone.

It falls, because what is shown as held has to be true today:

- A first answer that is wrong takes *lasting* back to *alone*, and the seven days begin again: what
  lasted would have been there. One slip says no more than that.
- Two of them in a row take *alone* back to *with example*, and both clothes are shown anew: two are
  seldom chance. Nothing falls back to *new*.

A hint lowers nothing, so that nobody has a reason not to open one. A try whose solution was known
raises nothing. Questions without drawn numbers or words are one of the two clothes at most and
raise nothing else; a wrong answer to them counts as any other.

Levels after Khan Academy's (familiar, proficient, mastered); that delayed unaided success is what
tells learning from performance: Soderstrom and Bjork 2015.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from lms.statistics.evidence import Outcome, Try, in_order, outcome_of

LASTS_AFTER = timedelta(days=7)
CLOTHES = 2
"""In how many exercises she has to be right unaided."""
FALLS_AFTER = 2
"""How many wrong first answers in a row take back what she could do alone."""


class Mastery(StrEnum):
    """How well a skill is held, from the lowest to the highest."""

    NEW = "new"
    WITH_EXAMPLE = "with_example"
    ALONE = "alone"
    LASTING = "lasting"

    @property
    def height(self) -> int:
        """0 to 3, to compare."""
        return list(Mastery).index(self)


class SignoffVerdict(StrEnum):
    """What a trainer saw of a practical skill: able, needs help, not yet."""

    NOT_YET = "not_yet"
    NEEDS_HELP = "needs_help"
    ABLE = "able"


@dataclass(frozen=True)
class Signoff:
    """A trainer's verdict and when it was given."""

    at: datetime
    verdict: SignoffVerdict


def mastery_of(tries: Iterable[Try]) -> Mastery:
    """Return the level that the tries of one skill show, in whatever order they are given."""
    record = _Record()
    for a_try in in_order(list(tries)):
        record.add(a_try)
    return record.level


def practical_mastery_of(signoffs: Iterable[Signoff]) -> Mastery:
    """Return the level of a practical skill: the last verdict's; of one instant the lowest counts.

    *Able* is alone, and lasting once it is said again at least seven days after the first time
    without another verdict in between.
    """
    able_since: datetime | None = None
    level = Mastery.NEW
    verdicts = list(SignoffVerdict)
    for signoff in sorted(signoffs, key=lambda each: (each.at, -verdicts.index(each.verdict))):
        if signoff.verdict is not SignoffVerdict.ABLE:
            able_since = None
            helped = signoff.verdict is SignoffVerdict.NEEDS_HELP
            level = Mastery.WITH_EXAMPLE if helped else Mastery.NEW
        elif able_since is None:
            able_since = signoff.at
            level = Mastery.ALONE
        elif signoff.at - able_since >= LASTS_AFTER:
            level = Mastery.LASTING
    return level


class _Record:
    """What the tries so far have shown."""

    def __init__(self) -> None:
        self.ever_right = False
        self.clothes: dict[str, bool] = {}  # unaided since the last fall: exercise → drawn
        self.slips = 0  # wrong first answers in a row
        self.since: datetime | None = None  # alone and without a slip since then
        self.lasting = False

    @property
    def level(self) -> Mastery:
        if self.lasting:
            return Mastery.LASTING
        if self.since is not None:
            return Mastery.ALONE
        return Mastery.WITH_EXAMPLE if self.ever_right else Mastery.NEW

    def add(self, a_try: Try) -> None:
        outcome = outcome_of(a_try)
        if a_try.drawn and not a_try.key_known and outcome is not Outcome.FAILED:
            self.ever_right = True
        if not a_try.first_answer_right:
            self._slip(a_try)
        elif outcome is Outcome.UNAIDED:
            self._succeed(a_try)

    def _slip(self, a_try: Try) -> None:
        self.slips += 1
        self.lasting = False
        if self.slips >= FALLS_AFTER:
            self.clothes = {}
            self.since = None
        elif self.since is not None:
            self.since = a_try.at

    def _succeed(self, a_try: Try) -> None:
        self.slips = 0
        self.clothes[a_try.exercise_id] = self.clothes.get(a_try.exercise_id, False) or a_try.drawn
        if self.since is None:
            if len(self.clothes) >= CLOTHES and any(self.clothes.values()):
                self.since = a_try.at
        elif a_try.drawn and a_try.at - self.since >= LASTS_AFTER:
            self.lasting = True
