"""Today's sitting: which five questions are asked, and in which order.

Of all that could be asked those come that promise the greatest gain for a minute of work: the
expected recall at the end of the practice period with a try today, less that without it. "Due
first, most forgotten first" is worse than a plain list for somebody who practises once a week; what
was simulated stands in docs/campaigns.md.

Who forgets many times as fast as FSRS expects holds more in the end, and much more later, if she
first makes firm what she knows best: see `_in_reach`.

Around the gain stand rules for people: at most one new skill a sitting, the same skill never twice
running, something she can surely do first and last, and rest for a skill she is stuck at. A sitting
is a function of (histories, day, end, seed).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import cycle, islice

from lms.practice.history import SkillHistory, pace_from
from lms.practice.memory import recall, remember
from lms.questions import derive_seed
from lms.statistics.evidence import Outcome, Scaffold, Try, outcome_of

LENGTH = 5
SURE = 0.8
"""From this chance of an unaided answer on she can surely do it."""

ENDS = 2
SURE_GAINS = 0.5
"""Something sure is taken for an end if it gains at least this share of what it displaces."""

AIDED_SHARE = 0.5
"""Of what is not right at once so much becomes right with a hint or at the second answer."""

EXAMPLE_TAKES = 2.0
"""An exercise beside a worked example takes so many times as long as a whole one."""

AHEAD = timedelta(days=30)
"""How far a sitting looks ahead at least: also in the last days of the period, and after it."""

STUCK_AFTER = 6
STUCK_BELOW = 2
FORGETS_FAST = 4.0
"""From this pace on she first makes some skills firm; FSRS itself has hardly anybody there."""

FIRM_SHARE = 0.6
COME_BACK = 3
"""So many skills of all; as long as there is time left to come back to each so many times."""

HABIT_OF = timedelta(days=14)
"""The days by which it is judged how much she practises."""

RESTS = timedelta(days=3)
"""Six tries without two right: the skill rests for three days."""


@dataclass(frozen=True)
class Choice:
    """A question of a sitting: of which skill, by which exercise, with how much of an example.

    `is_check`: it is asked to see what has stayed, so no hints are offered before the answer.
    """

    skill_id: str
    exercise_id: str
    scaffold: Scaffold
    is_new: bool
    is_check: bool = False


@dataclass(frozen=True)
class Sitting:
    """The questions in order, and the skills she is stuck at, which her trainer is told."""

    choices: tuple[Choice, ...]
    stuck: tuple[str, ...]


@dataclass(frozen=True)
class _Candidate:
    history: SkillHistory
    chance: float  # of an unaided answer today
    gain: float  # for a minute
    tie: int

    @property
    def sure(self) -> bool:
        whole = self.history.scaffold is Scaffold.WHOLE
        return self.chance >= SURE and whole and not self.history.is_new


def todays_sitting(
    histories: Sequence[SkillHistory], day: date, end: date, seed: int, length: int = LENGTH
) -> Sitting:
    """Return the sitting of a person on `day`; `histories` in the order of the course.

    `end` is the last day of her practice period. Fewer than `length` questions come only if there
    are fewer than two skills to ask.
    """
    pace = pace_from(histories)
    goal = max(end, day + AHEAD)
    in_reach = _in_reach(histories, day, end, pace)
    open_ones = [each for each in in_reach if each.skill.exercises and not rests(each, day)]
    candidates = [
        _candidate(each, day, goal, pace, seed)
        for each in (*_begun(open_ones), *_first_new(open_ones))
    ]
    chosen = _placed(_chosen(candidates, length), _last_skill_of(histories, day))
    return Sitting(
        tuple(_choices(_repeated(chosen, length), seed)),
        tuple(each.skill.id for each in histories if is_stuck(each)),
    )


def choices_of_skill(history: SkillHistory, seed: int, length: int) -> tuple[Choice, ...]:
    """Return the questions of a sitting of one skill, its exercises in turn."""
    exercises = _least_recent(history.skill.exercises, history.tries, seed)
    in_turn = islice(cycle(exercises), length)
    new = history.is_new
    return tuple(Choice(history.skill.id, each, history.scaffold, new) for each in in_turn)


def is_stuck(history: SkillHistory) -> bool:
    """Return whether of the last six tries fewer than two were right, with help or without."""
    last = history.tries[-STUCK_AFTER:]
    right = sum(outcome_of(each) is not Outcome.FAILED for each in last)
    return len(last) == STUCK_AFTER and right < STUCK_BELOW


def rests(history: SkillHistory, day: date) -> bool:
    """Return whether she is stuck at a skill and tried it less than three days ago."""
    return is_stuck(history) and day - history.tries[-1].at.date() < RESTS


def expected_gain(history: SkillHistory, day: date, goal: date, pace: float) -> float:
    """Return by how much a try on `day` is expected to raise recall on `goal`, for a minute.

    Σ p(outcome)·recall(goal | outcome) - recall(goal), p being today's recall for *unaided*; beside
    an example nothing is unaided.
    """
    memory = history.memory
    chance = recall(memory, day, pace) if history.scaffold is Scaffold.WHOLE else 0.0
    shares = {
        Outcome.UNAIDED: chance,
        Outcome.AIDED: (1 - chance) * AIDED_SHARE,
        Outcome.FAILED: (1 - chance) * (1 - AIDED_SHARE),
    }
    if history.scaffold is not Scaffold.WHOLE:
        shares = {Outcome.AIDED: 1.0}
    after = sum(
        share * recall(remember(memory, outcome, day), goal, pace)
        for outcome, share in shares.items()
    )
    longer = EXAMPLE_TAKES if history.scaffold is Scaffold.WORKED else 1.0
    return (after - recall(memory, goal, pace)) / (history.skill.minutes * longer)


def _candidate(history: SkillHistory, day: date, goal: date, pace: float, seed: int) -> _Candidate:
    return _Candidate(
        history,
        recall(history.memory, day, pace),
        expected_gain(history, day, goal, pace),
        derive_seed("order", seed, day.toordinal(), history.skill.id),
    )


def _in_reach(
    histories: Sequence[SkillHistory], day: date, end: date, pace: float
) -> Sequence[SkillHistory]:
    """Return the skills that may be asked on `day`.

    All of them, but for who forgets fast: while there is time to come back to everything, those she
    was right at most often. Spread over all of them her tries would make none of them last.
    """
    if pace < FORGETS_FAST:
        return histories
    before = day - HABIT_OF
    recent = sum(before <= each.at.date() < day for history in histories for each in history.tries)
    to_come = recent * (end - day) / HABIT_OF
    if to_come < COME_BACK * len(histories):
        return histories
    best = sorted(histories, key=lambda each: -sum(one.first_answer_right for one in each.tries))
    return best[: round(FIRM_SHARE * len(histories))]


def _begun(histories: Sequence[SkillHistory]) -> list[SkillHistory]:
    return [each for each in histories if not each.is_new]


def _first_new(histories: Sequence[SkillHistory]) -> list[SkillHistory]:
    """Return the one new skill that may come, if any: first what the class did not reach."""
    return sorted((each for each in histories if each.is_new), key=lambda each: each.class_reached)[
        :1
    ]


def _chosen(candidates: Sequence[_Candidate], length: int) -> list[_Candidate]:
    """Return the best by gain; for both ends something sure, where that gains half as much.

    Always taking two sure ones cost weekly practisers .04 of recall, more than the order brings.
    """
    ranked = sorted(candidates, key=lambda each: (-each.gain, each.tie))
    chosen = ranked[:length]
    for easy in (each for each in ranked[length:] if each.sure):
        hard = [each for each in chosen if not each.sure]
        enough = len(chosen) - len(hard) >= ENDS
        if enough or not hard or easy.gain < SURE_GAINS * hard[-1].gain:
            break
        chosen = sorted({*chosen, easy} - {hard[-1]}, key=ranked.index)
    return chosen


def _placed(chosen: Sequence[_Candidate], last_skill: str | None) -> list[_Candidate]:
    """Put the two she remembers best at the ends; not first what she has just done."""
    by_chance = sorted(chosen, key=lambda each: (each.history.is_new, -each.chance, each.tie))
    ends, middle = by_chance[:2], [each for each in chosen if each not in by_chance[:2]]
    if ends and ends[0].history.skill.id == last_skill:
        ends.reverse()
    return [*ends[:1], *middle, *ends[1:]]


def _repeated(order: list[_Candidate], length: int) -> list[_Candidate]:
    """Fill a sitting of few skills by asking again, never the same twice running."""
    if len(order) < 2 or len(order) >= length:
        return order
    if len(order) == 2:
        return list(islice(cycle(order), length))
    return [*islice(cycle(order[:-1]), length - 1), order[-1]]


def _choices(order: Sequence[_Candidate], seed: int) -> list[Choice]:
    asked: dict[str, int] = {}
    choices = []
    for candidate in order:
        history = candidate.history
        exercises = _least_recent(history.skill.exercises, history.tries, seed)
        turn = asked.get(history.skill.id, 0)
        asked[history.skill.id] = turn + 1
        exercise = exercises[turn % len(exercises)]
        choices.append(Choice(history.skill.id, exercise, history.scaffold, history.is_new))
    return choices


def _least_recent(exercises: Sequence[str], tries: Sequence[Try], seed: int) -> list[str]:
    """Return the exercises, those never tried first, then by how long ago they were."""
    last = {each.exercise_id: place for place, each in enumerate(tries)}
    return sorted(
        exercises, key=lambda each: (last.get(each, -1), derive_seed("clothes", seed, each))
    )


def _last_skill_of(histories: Sequence[SkillHistory], day: date) -> str | None:
    """Return what she did last on `day`, for a second sitting."""
    today = [
        (each.tries[-1].at, each.skill.id)
        for each in histories
        if each.tries and each.tries[-1].at.date() == day
    ]
    return max(today)[1] if today else None
