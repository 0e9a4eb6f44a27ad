"""Who comes to see which page in which state, and how she gets there."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Flask
from playwright.sync_api import Page, Response
from werkzeug.routing import Rule

from lms.access import Role
from tests.access_table import MAY_ENTER
from tests.pages.arrivals import pressed
from tests.pages.demo import Demo, ServedDemo
from tests.pages.state import State
from tests.pages.states import ELSEWHERE, STATES

FILES = {
    "assets.file",
    "calendars.feed",
    "calendars.file",
    "attendance.scan",
    "board.now",
    "board.room",
    "booklet.print_mine",
    "certificates.did",
    "certificates.keys",
    "certificates.own_badge",
    "certificates.own_file",
    "certificates.status_list",
    "enrolment.import_progress",
    "help.sheet",
    "health.alive",
    "health.ready",
    "installing.manifest",
    "lessons.guide_pdf",
    "metrics.metrics",
    "offline.pack",
    "publishing.attachment",
    "quizzes.sheet",
    "reports.material_csv",
    "reports.program_material_csv",
    "uploads.file",
    "uploads.small",
}
"""What a GET route answers that is no page; scanning leads on to one."""
FOR_DEVELOPERS = {"gallery.index"}
PARTICIPANTS = {1: "graduate", 2: "participant", 3: "newcomer"}  # by their workshop


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
        if self.state.arrive is None:
            response = page.goto(demo.address + self.path(demo.app, demo.contents))
        else:
            values = demo.contents.values[self.state.workshop]
            response = self.state.arrive(page, demo, values)
        if self.state.send:
            response = pressed(page)
        return self.as_expected(response)

    def as_expected(self, response: Response | None) -> Response:
        """Return the answer if it is that of this page. Raises AssertionError."""
        wanted = ELSEWHERE.get(self.endpoint, ("", self.state.status))[1]
        if self.state.send:
            wanted = 422
        assert response is not None
        assert response.status == wanted, f"{response.status} {response.url}"
        assert response.request.redirected_from is None, f"redirected to {response.url}"
        assert self.state.shows in ("", response.headers["x-template"])
        return response

    def path(self, app: Flask, demo: Demo) -> str:
        """Return the address, without the host. Raises LookupError if the demo has no such page."""
        if self.endpoint in ELSEWHERE:
            return ELSEWHERE[self.endpoint][0]
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
    yield from (PageVisit(f"error {n}", "anonymous", State("signed out")) for n in (401, 500))


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
