"""Which questions stand in a booklet, with which numbers, and the codes printed beside them."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from lms.practice.history import SkillHistory, with_try
from lms.practice.order import Choice, todays_sitting
from lms.questions import derive_seed
from lms.statistics.evidence import Scaffold, Try

QUESTIONS = 20
MAX_SITTINGS = 40
"""So many days ahead questions are looked for; a short booklet comes of very few skills only."""

ALPHABET = "ABCDEFGHJKMNPQRTUVWXYZ2346789"
"""Twenty-nine signs that no handwriting confuses; a prime, so that the last one checks the code."""

MIN_BODY = 2
MAX_BODY = 6
_ROW = re.compile(r"^\s*([A-Za-z0-9]+)(?:\s*[-–. ]\s*([0-9]{1,2}))?\s*$")


@dataclass(frozen=True)
class RowCode:
    """What a code on paper leads to: a booklet, and a question in it if one is named."""

    booklet_id: int
    place: int | None


def chosen_for_paper(
    histories: Sequence[SkillHistory], day: date, end: date, seed: int, drawn: Collection[str]
) -> tuple[Choice, ...]:
    """Return the questions of a booklet: sittings of one day after the other, until it is full.

    Each is chosen as if those before had gone well, so that skills take turns. `drawn`: the
    exercises with fresh numbers each time; any other is asked once. Paper has no example beside
    the question, so all are whole.
    """
    chosen: list[Choice] = []
    known = tuple(histories)
    for later in range(MAX_SITTINGS):
        today = day + timedelta(days=later)
        asked = {each.exercise_id for each in chosen}
        for choice in todays_sitting(
            known, today, end, derive_seed("booklet", seed, later)
        ).choices:
            if choice.exercise_id in drawn or choice.exercise_id not in asked:
                chosen.append(replace(choice, scaffold=Scaffold.WHOLE))
                asked.add(choice.exercise_id)
            known = _gone_well(known, choice, today)
        if len(chosen) >= QUESTIONS:
            break
    return tuple(apart(chosen[:QUESTIONS]))


def _gone_well(
    histories: Sequence[SkillHistory], choice: Choice, day: date
) -> tuple[SkillHistory, ...]:
    """The histories after a question that was answered rightly."""
    at = datetime.combine(day, time(12), UTC)
    a_try = Try(exercise_id=choice.exercise_id, at=at, first_answer_right=True)
    return tuple(
        with_try(each, a_try) if each.skill.id == choice.skill_id else each for each in histories
    )


def apart(choices: Iterable[Choice]) -> list[Choice]:
    """Return the questions in their order, but the same skill never twice running if avoidable."""
    left = list(choices)
    placed: list[Choice] = []
    while left:
        last = placed[-1].skill_id if placed else None
        place = next((n for n, each in enumerate(left) if each.skill_id != last), 0)
        placed.append(left.pop(place))
    return placed


def paper_seed(enrolment_id: int, number: int, place: int) -> int:
    """The seed of a question in the booklet that is a person's sitting with this number.

    It is none of those of her tries on a phone: what she answers there meanwhile is another
    question, and changes nothing on paper.
    """
    return derive_seed("booklet", enrolment_id, number, place)


def code_of(booklet_id: int) -> str:
    """The code of a booklet, short enough to be written by hand: `K7M`. Its last sign checks it."""
    body, rest = "", booklet_id
    while rest or len(body) < MIN_BODY:
        rest, sign = divmod(rest, len(ALPHABET))
        body = ALPHABET[sign] + body
    return body + _check(body)


def row_code(booklet_id: int, place: int) -> str:
    """The code of a question in a booklet: `K7M-03`."""
    return f"{code_of(booklet_id)}-{place:02}"


def read_code(text: str) -> RowCode | None:
    """What a code leads to, None if it is none. It may be of a booklet or of one of its rows."""
    found = _ROW.match(text)
    if found is None:
        return None
    code = found[1].upper()
    body = code[:-1]
    if not MIN_BODY <= len(body) <= MAX_BODY or not set(code) <= set(ALPHABET):
        return None
    if _check(body) != code[-1]:
        return None
    booklet_id = 0
    for sign in body:
        booklet_id = booklet_id * len(ALPHABET) + ALPHABET.index(sign)
    if code_of(booklet_id) != code:
        return None
    return RowCode(booklet_id, int(found[2]) if found[2] else None)


def _check(body: str) -> str:
    """The sign that tells a wrong sign, and two that changed places, in `body`."""
    total = sum((place + 1) * ALPHABET.index(sign) for place, sign in enumerate(reversed(body), 1))
    return ALPHABET[total % len(ALPHABET)]
