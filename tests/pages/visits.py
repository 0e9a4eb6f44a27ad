"""Every page of the product, in the states that the demo has of it, and who comes to see it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from flask import Flask
from playwright.sync_api import Page, Response
from werkzeug.routing import Rule

from lms.access import Role
from lms.attendance.rules_codes import Claim, write_claim
from lms.help.manuals import MANUALS
from lms.questions import KINDS
from tests.pages.demo import NOW, PHOTO_TASK, SETTINGS, Demo, ServedDemo, Values
from tests.test_access import MAY_ENTER

FILES = {
    "assets.file",
    "calendars.feed",
    "calendars.file",
    "attendance.scan",
    "attendance.sheet",
    "attendance.sheets",
    "board.now",
    "board.room",
    "cards.sheet",
    "help.sheet",
    "reports.material_csv",
    "reports.program_csv",
    "reports.program_material_csv",
    "reports.workshop_csv",
    "uploads.file",
    "uploads.small",
}
"""What a GET route answers that is no page; scanning leads on to one."""
BY_CARD = "activation.choose_pin"
"""The page that only the codes of a card lead to; they are typed first."""
FOR_DEVELOPERS = {"gallery.index"}
PARTICIPANTS = {1: "graduate", 2: "participant", 3: "newcomer"}  # by their workshop

Pick = Callable[[Demo, Values], Mapping[str, Any]]


def nothing_more(_demo: Demo, _values: Values) -> Values:
    """Add nothing to the values of the workshop."""
    return {}


@dataclass(frozen=True)
class State:
    """One state of a page: `pick` says what stands in its address besides the workshop's own.

    `alone`: only one visitor sees it (by her part). `send`: the form is sent as it came.
    """

    name: str = ""
    workshop: int = 2
    pick: Pick = nothing_more
    query: tuple[tuple[str, str], ...] = ()
    send: bool = False
    alone: str = ""


def _of(**values: Any) -> Pick:
    return lambda _demo, _values: values


def _kind(kind: str) -> Pick:
    return lambda demo, _values: {"exercise_id": demo.exercise(kind)}


def _attempt(quiz_id: str, **more: Any) -> Pick:
    return lambda _demo, values: {"attempt_id": values["attempts"][quiz_id], **more}


def _meeting(day: int, part: str) -> Pick:
    return lambda _demo, values: {"meeting_id": values["meetings"][day, part]}


def _topic(name: str) -> Pick:
    return lambda _demo, values: values["topics"][name]


def _answer(name: str) -> Pick:
    return lambda _demo, values: {"answer_id": values[name]}


def _short_answer(demo: Demo, _values: Values) -> Values:
    quiz_id, question_id = demo.quiz_question("short_answer")
    return {"quiz_id": quiz_id, "question_id": question_id}


def _token(name: str) -> Pick:
    return lambda _demo, values: {"token": values[name]}


def _from_the_door(_demo: Demo, values: Values) -> Values:
    return {"enrolment_id": values["from_the_door"]}


def _own_check_in(_demo: Demo, values: Values) -> Values:
    claim = Claim(NOW, "", values["meeting_id"])
    return {"claim": write_claim(SETTINGS["SECRET_KEY"], claim)}


AS_IT_COMES = (State(),)
ALL_WORKSHOPS = (State("over", 1), State("running", 2), State("to come", 3))
EVERYBODY = (
    *("member", "newcomer", "participant", "graduate"),
    *("assistant", "trainer", "organiser", "administrator"),
)
SENT = (State(), State("sent empty", send=True))
STATES: Mapping[str, tuple[State, ...]] = {
    "today.home": tuple(State(alone=part) for part in EVERYBODY),
    "help.index": (State(alone="participant"),),
    "help.tour": tuple(
        State(f"{guide} {number}", pick=_of(guide=guide, number=number), alone="participant")
        for guide, manual in MANUALS.items()
        for number in (1, 3, len(manual.steps))
    ),
    "people.sign_in": SENT,
    "activation.card": tuple(replace(state, alone="anonymous") for state in SENT),
    BY_CARD: tuple(replace(state, workshop=3, alone="anonymous") for state in SENT),
    "activation.data_protection": (State(alone="participant"),),
    "cards.choose": ALL_WORKSHOPS,
    "cards.ask": AS_IT_COMES,
    "cards.made": tuple(
        State(name, 3, _token(name), alone="organiser") for name in ("one card", "cards")
    ),
    "administration.new": SENT,
    "administration.people": AS_IT_COMES,
    "administration.person": AS_IT_COMES,
    "people.devices": AS_IT_COMES,
    "people.profile": AS_IT_COMES,
    "workshops.new_program": SENT,
    "workshops.new_workshop": (*SENT, State("copied", query=(("copy", "go-digital-denpasar-1"),))),
    "workshops.add_person": SENT,
    "workshops.programs": AS_IT_COMES,
    "workshops.program": AS_IT_COMES,
    "workshops.edit_program": AS_IT_COMES,
    "workshops.edit": AS_IT_COMES,
    "workshops.staff": AS_IT_COMES,
    "workshops.ask_remove": AS_IT_COMES,
    "workshops.ask_withdraw": AS_IT_COMES,
    "workshops.revision": AS_IT_COMES,
    "reports.program": AS_IT_COMES,
    "workshops.ask_close": AS_IT_COMES,
    "calendars.page": AS_IT_COMES,
    "seats.overview": ALL_WORKSHOPS[1:],
    "seats.waiting": SENT,
    "seats.door": (State(pick=_meeting(3, "morning")),),
    "seats.guests": (State(pick=_meeting(3, "morning")),),
    "seats.ask_substitute": SENT,
    "seats.ask_undo_substitute": AS_IT_COMES,
    "seats.ask_transfer": SENT,
    "seats.ask_match": (State(pick=_from_the_door),),
    "seats.history": AS_IT_COMES,
    "workshops.overview": ALL_WORKSHOPS,
    "workshops.people": (*ALL_WORKSHOPS, State("nobody found", query=(("q", "zzz"),))),
    "workshops.person": ALL_WORKSHOPS,
    "workshops.extensions": ALL_WORKSHOPS[:2],
    "workshops.import_upload": SENT,
    "workshops.import_preview": (State(pick=_token("draft")),),
    "workshops.handout": (State(pick=_token("handout"), alone="organiser"),),
    "lessons.course": ALL_WORKSHOPS,
    "lessons.day": (
        *(State(f"day {day}", pick=_of(day=day)) for day in (1, 3, 5)),
        State("over", 1, _of(day=5)),
        State("to come", 3, _of(day=1)),
    ),
    "lessons.lesson": tuple(
        State(lesson, pick=_of(lesson_id=lesson)) for lesson in ("h1-l1", "h2-l3", "h3-l3")
    ),
    "practice.exercise": tuple(
        State(kind, pick=_kind(kind)) for kind in KINDS if kind != "file_upload"
    ),
    "practice.result": (State(), State("over", 1)),
    "quizzes.cover": (
        State("sat", pick=_of(quiz_id="kuis-1")),
        State("being sat", pick=_of(quiz_id="kuis-3")),
        State("to come", pick=_of(quiz_id="kuis-4")),
        State("pre-test", pick=_of(quiz_id="tes-awal")),
        State("assignment", 1, _of(quiz_id="tugas-rencana-aksi")),
    ),
    "quizzes.question": (
        *(
            State(f"question {position}", pick=_attempt("kuis-3", position=position))
            for position in (1, 5)
        ),
        State("photo", pick=_attempt(PHOTO_TASK, position=1)),
    ),
    "quizzes.check": (State(pick=_attempt("kuis-3")),),
    "quizzes.room": (State("over", 1), State("running", 2)),
    "quizzes.attempt": (
        State("going on", pick=_attempt("kuis-3")),
        State("handed in", pick=_attempt("kuis-1")),
    ),
    "quizzes.extra_times": SENT,
    "quizzes.windows": AS_IT_COMES,
    "quizzes.times": (State(pick=_of(quiz_id="kuis-4")),),
    "rehearsal.panel": (State("running", 2), State("to come", 3)),
    "quizzes.result": (
        State("quiz", pick=_attempt("kuis-1")),
        State("post-test", 1, _attempt("tes-akhir")),
        State("with a photo", 1, _attempt("kuis-4")),
        State("assignment", 1, _attempt("tugas-rencana-aksi")),
    ),
    "attendance.meetings": ALL_WORKSHOPS,
    "attendance.mine": ALL_WORKSHOPS,
    "attendance.register": ALL_WORKSHOPS,
    "attendance.photos": (*ALL_WORKSHOPS, State("sent empty", 1, send=True)),
    "attendance.ask_remove_photo": (State(workshop=1),),
    "board.board": (*ALL_WORKSHOPS, State("names hidden", query=(("names", "hidden"),))),
    "messages.write": tuple(
        State(kind, query=(("kind", kind),))
        for kind in ("plan", "missing", "practice", "card", "sign_in")
    ),
    "messages.ask_stop": AS_IT_COMES,
    "excuses.mine": (*SENT, State("over", 1)),
    "excuses.listed": ALL_WORKSHOPS[:2],
    "coverage.home_practice": ALL_WORKSHOPS,
    "coverage.meeting": (
        State("recorded", 2),
        State("partly", 2, _meeting(2, "afternoon")),
        State("open", 2, _meeting(3, "morning")),
        State("to come", 3),
    ),
    "coverage.overview": ALL_WORKSHOPS,
    "attendance.screen": ALL_WORKSHOPS,
    "attendance.ask_cancel": SENT,
    "attendance.code": SENT,
    "attendance.check_in": (State("recorded", pick=_own_check_in, alone="participant"),),
    "discussion.listed": (
        *ALL_WORKSHOPS,
        State("unanswered", 2, query=(("show", "open"),)),
        State("nothing found", 2, query=(("q", "tidak ada di sini"),)),
    ),
    "discussion.topic": (
        State("answered", 1),
        State("anonymous", 2, _topic("anonymous")),
        State("announcement", 2, _topic("announcement")),
    ),
    "discussion.new": (State("new", 2), State("empty", 2, send=True)),
    "discussion.new_announcement": AS_IT_COMES,
    "discussion.edit": (State("own", 2, _topic("own"), alone="participant"),),
    "discussion.edit_reply": (State("own", 1, _topic("replied"), alone="trainer"),),
    "discussion.ask_hide": (State("hide", 2),),
    "discussion.ask_author": (State("author", 2, _topic("anonymous")),),
    "discussion.earlier": ALL_WORKSHOPS[:2],
    "discussion.ask_carry": AS_IT_COMES,
    "grading.queue": ALL_WORKSHOPS,
    "grading.answer": (
        State("waiting", 1, _answer("waiting")),
        State("graded", 1, _answer("graded")),
        State("photo", 1, _answer("photo")),
    ),
    "grading.answers": (
        State("graded", 1, _of(quiz_id="kuis-1")),
        State("nothing", 2, _of(quiz_id="tes-akhir")),
    ),
    "grading.regrade": (State("nothing to change", pick=_of(quiz_id="kuis-1")),),
    "grading.snippets": AS_IT_COMES,
    "grading.wordings": (State(pick=_short_answer),),
    "analysis.quizzes": AS_IT_COMES,
    "analysis.quiz": (
        State("quiz", pick=_of(quiz_id="kuis-1")),
        State("not sat", pick=_of(quiz_id="kuis-4")),
        State("pre-test", pick=_of(quiz_id="tes-awal")),
    ),
    "reports.matrix": (State("running", 2), State("to come", 3)),
    "reports.mine": ALL_WORKSHOPS,
    "reports.workshop": ALL_WORKSHOPS,
    "trail.workshop": (*ALL_WORKSHOPS, State("nothing found", query=(("q", "zzz"),))),
    "trail.program": AS_IT_COMES,
    "trail.everything": AS_IT_COMES,
}
ELSEWHERE = {"nothing there": "/nothing-there"}
"""Addresses that no route has: the page of an error."""


@dataclass(frozen=True)
class PageVisit:
    """One visitor's look at one page in one state."""

    endpoint: str
    visitor: str
    state: State

    def __str__(self) -> str:
        return "-".join(filter(None, (self.endpoint, self.visitor, self.state.name)))

    def load(self, page: Page, demo: ServedDemo, size: tuple[int, int]) -> Response:
        """Open the page in a window of `size`; return how the server answered."""
        width, height = size
        page.set_viewport_size({"width": width, "height": height})
        if self.endpoint == BY_CARD:
            self._type_card(page, demo)
        response = page.goto(demo.address + self.path(demo.app, demo.contents))
        wanted = 404 if self.endpoint in ELSEWHERE else 200
        if self.state.send:
            wanted = 422
            with page.expect_navigation() as navigation:
                page.locator("main form[method=post] button:not([type=button])").last.click()
            response = navigation.value
        assert response is not None
        assert response.status == wanted, f"{response.status} {response.url}"
        assert response.request.redirected_from is None, f"redirected to {response.url}"
        return response

    def _type_card(self, page: Page, demo: ServedDemo) -> None:
        page.goto(f"{demo.address}/kartu")
        code, secret = demo.contents.values[self.state.workshop]["card"]
        page.fill("[name=code]", code)
        page.fill("[name=secret]", secret)
        page.locator("main form button:not([type=button])").click()
        page.wait_for_url("**/kartu/pin")

    def path(self, app: Flask, demo: Demo) -> str:
        """Return the address, without the host. Raises LookupError if the demo has no such page."""
        if self.endpoint in ELSEWHERE:
            return ELSEWHERE[self.endpoint]
        values = demo.values[self.state.workshop]
        values = {**values, **self.state.pick(demo, values)}
        rule = _rule(app, self.endpoint)
        needed = {name: values[name] for name in rule.arguments}
        path = app.url_map.bind("127.0.0.1").build(self.endpoint, needed)
        return f"{path}?{urlencode(self.state.query)}" if self.state.query else path


def pages_of(app: Flask) -> set[str]:
    """Return the endpoints that answer a GET with a page of the product."""
    rules = (rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ()))
    return {rule.endpoint for rule in rules} - FILES - FOR_DEVELOPERS


def _rule(app: Flask, endpoint: str) -> Rule:
    return next(r for r in app.url_map.iter_rules(endpoint) if "GET" in (r.methods or ()))


def all_visits() -> Iterator[PageVisit]:
    """Yield every page in every state with every visitor who may come to see it."""
    for endpoint, states in STATES.items():
        for state in states:
            for visitor in _visitors(endpoint, state):
                yield PageVisit(endpoint, visitor, state)
    yield from (PageVisit(name, "participant", State()) for name in ELSEWHERE)


def telling_visits() -> Iterator[PageVisit]:
    """Yield every page in every state once, with the visitor who finds most on it."""
    seen: set[tuple[str, State]] = set()
    order = {
        "anonymous": 0,
        "graduate": 1,
        "participant": 1,
        "newcomer": 1,
        "organiser": 1,
        "trainer": 2,
    }
    for visit in sorted(all_visits(), key=lambda visit: order.get(visit.visitor, 3)):
        key = (visit.endpoint, visit.state)
        if key not in seen:
            seen.add(key)
            yield visit


def _visitors(endpoint: str, state: State) -> Iterator[str]:
    if state.alone:
        yield state.alone
        return
    for role in Role:
        if role in MAY_ENTER[endpoint]:
            yield PARTICIPANTS[state.workshop] if role is Role.PARTICIPANT else str(role)
