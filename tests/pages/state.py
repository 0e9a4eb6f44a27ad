"""One state of a page, and what stands in its address."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from lms.attendance.checkin.rules_codes import Claim, write_claim
from tests.pages.arrivals import Arrive
from tests.pages.demo import SETTINGS, Demo, Values
from tests.pages.extras import NOW

Pick = Callable[[Demo, Values], Mapping[str, Any]]


def nothing_more(_demo: Demo, _values: Values) -> Values:
    """Add nothing to the values of the workshop."""
    return {}


@dataclass(frozen=True)
class State:
    """One state of a page: `pick` says what stands in its address besides the workshop's own.

    `alone`: only one visitor sees it (by her part). `send`: the form is sent as it came. `arrive`:
    the way there, where it is not the address alone. `status`: what the server answers, `shows`:
    with which template, where it is another than the page usually has.
    """

    name: str = ""
    workshop: int = 2
    pick: Pick = nothing_more
    query: tuple[tuple[str, str], ...] = ()
    send: bool = False
    alone: str = ""
    arrive: Arrive | None = None
    status: int = 200
    shows: str = ""


def of(**values: Any) -> Pick:
    """Say outright what stands in the address."""
    return lambda _demo, _values: values


def kind(kind: str) -> Pick:
    """Pick the first exercise of a kind of question."""
    return lambda demo, _values: {"exercise_id": demo.exercise(kind)}


def attempt(quiz_id: str, **more: Any) -> Pick:
    """Pick the attempt at a quiz."""
    return lambda _demo, values: {"attempt_id": values["attempts"][quiz_id], **more}


def meeting(day: int, part: str) -> Pick:
    """Pick half a day."""
    return lambda _demo, values: {"meeting_id": values["meetings"][day, part]}


def topic(name: str) -> Pick:
    """Pick a topic by what it is."""
    return lambda _demo, values: values["topics"][name]


def answer(name: str) -> Pick:
    """Pick an answer by its name."""
    return lambda _demo, values: {"answer_id": values[name]}


def certificate(name: str) -> Pick:
    """Pick a certificate by how it stands."""
    return lambda _demo, values: values["certificates"][name]


def short_answer(demo: Demo, _values: Values) -> Values:
    """Pick the first short answer of a quiz."""
    quiz_id, question_id = demo.quiz_question("short_answer")
    return {"quiz_id": quiz_id, "question_id": question_id}


def token(name: str) -> Pick:
    """Pick a token by its name."""
    return lambda _demo, values: {"token": values[name]}


def from_the_door(_demo: Demo, values: Values) -> Values:
    """Pick who came at the door."""
    return {"enrolment_id": values["from_the_door"]}


def own_check_in(_demo: Demo, values: Values) -> Values:
    """Pick a check-in of one's own."""
    claim = Claim(NOW, "", values["meeting_id"])
    return {"claim": write_claim(SETTINGS["SECRET_KEY"], claim)}
