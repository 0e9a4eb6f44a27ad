"""What a person has done of each skill so far, folded as tries come in."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from lms.practice.memory import Memory, Retrieval, pace_of, remember
from lms.statistics.evidence import Outcome, Scaffold, Try, in_order, outcome_of


@dataclass(frozen=True)
class PractisedSkill:
    """A skill that exercises ask for; `minutes` one of them takes, `day` on which it is taught."""

    id: str
    exercises: tuple[str, ...]
    minutes: float = 1.0
    title: str = ""
    competency: str = ""
    day: int = 1


@dataclass(frozen=True)
class SkillHistory:
    """A skill and a person's tries of it, with what they left in memory.

    `class_reached`: it was taught in her workshop. `scaffold`: how the next exercise stands.
    """

    skill: PractisedSkill
    class_reached: bool = True
    tries: tuple[Try, ...] = ()
    memory: Memory | None = None
    retrievals: tuple[tuple[datetime, Retrieval], ...] = ()
    scaffold: Scaffold = Scaffold.WORKED

    @property
    def is_new(self) -> bool:
        """Without a try; or known from quizzes only and not taught in her workshop."""
        return not self.tries or (
            not self.class_reached and all(each.from_quiz for each in self.tries)
        )


def history_of(
    skill: PractisedSkill, tries: Iterable[Try], class_reached: bool = True
) -> SkillHistory:
    """Return the history of a skill from its tries, given in any order."""
    history = SkillHistory(skill, class_reached)
    for a_try in in_order(tries):
        history = with_try(history, a_try)
    return history


def with_try(history: SkillHistory, a_try: Try) -> SkillHistory:
    """Return the history with a try that comes after all others of it."""
    day, memory, retrievals = a_try.at.date(), history.memory, history.retrievals
    asked_whole = a_try.scaffold is Scaffold.WHOLE and not a_try.key_known
    if memory is not None and asked_whole and not a_try.hints_opened and day > memory.last:
        days = (day - memory.last).days
        answer = Retrieval(days, memory.stability, a_try.first_answer_right)
        retrievals = (*retrievals, (a_try.at, answer))
    return replace(
        history,
        tries=(*history.tries, a_try),
        memory=remember(memory, outcome_of(a_try), day),
        retrievals=retrievals,
        scaffold=_next_scaffold(history, a_try),
    )


def pace_from(histories: Iterable[SkillHistory]) -> float:
    """Return a person's pace from the first answers of all her skills."""
    answers = [answer for history in histories for answer in history.retrievals]
    return pace_of(answer for _, answer in sorted(answers, key=_by_time))


def _by_time(answer: tuple[datetime, Retrieval]) -> tuple[datetime, int, float, bool]:
    at, retrieval = answer
    return at, retrieval.days, retrieval.stability, retrieval.right


def _next_scaffold(history: SkillHistory, a_try: Try) -> Scaffold:
    """Return what comes after a try: one step up if it was right, an example after two failures.

    What the class did not reach begins with the example, whatever a quiz said before.
    """
    if a_try.from_quiz and not history.class_reached and history.is_new:
        return Scaffold.WORKED
    failed = outcome_of(a_try) is Outcome.FAILED
    if a_try.scaffold is Scaffold.WHOLE:
        before = history.tries[-1] if history.tries else None
        twice = failed and before is not None and _failed_whole(before)
        return Scaffold.WORKED if twice else Scaffold.WHOLE
    if failed:
        return Scaffold.WORKED
    return Scaffold.HALF_WORKED if a_try.scaffold is Scaffold.WORKED else Scaffold.WHOLE


def _failed_whole(a_try: Try) -> bool:
    return a_try.scaffold is Scaffold.WHOLE and outcome_of(a_try) is Outcome.FAILED
