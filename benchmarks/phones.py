"""Hundreds of phones that sit one quiz at once, in one process and one loop.

Each opens a new connection for every request, as phones do that are silent for longer than the
server keeps a connection.
"""

import asyncio
import json
import random
import re
import time
from collections import defaultdict
from dataclasses import dataclass, field
from html.parser import HTMLParser

from benchmarks.people import Browser

PATIENCE = 60.0  # seconds for one answer
SAVE_EVERY = (15.0, 25.0)  # seconds
_ATTEMPT = re.compile(r"(/w/[^/]+/attempts/(\d+))/\d+$")


@dataclass
class Plan:
    """When things happen, in seconds after the beginning: starts until, handing in between."""

    starts_until: float
    hands_in_from: float
    ends: float


@dataclass
class Seen:
    """What the phones saw: seconds of every answer by what was asked, and every error.

    `acknowledged`: by attempt and position, all saves in order: page, number, the answer.
    """

    latencies: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)
    acknowledged: dict[tuple[int, int], list[tuple[str, int, list[str]]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    handed_in: set[int] = field(default_factory=set)


class _Form(HTMLParser):
    """What a question page can send: its hidden fields, and what there is to fill in."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.hidden: dict[str, str] = {}
        self.boxes: list[list[str]] = []  # one a box: the values to choose from, none for a text
        self._in_select = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a field."""
        values = {name: value or "" for name, value in attrs}
        if tag == "option" and self._in_select and values.get("value"):
            self.boxes[-1].append(values["value"])
        elif tag == "select":
            self._in_select = values.get("name") == "answer"
            if self._in_select:
                self.boxes.append([])
        elif tag == "input" and values.get("type") == "hidden":
            self.hidden.setdefault(values.get("name", ""), values.get("value", ""))
        elif values.get("name") == "answer" and tag in ("input", "textarea"):
            self._note_box(values)

    def _note_box(self, values: dict[str, str]) -> None:
        if values.get("type") not in ("radio", "checkbox"):
            self.boxes.append([])
        elif self.boxes:
            self.boxes[0].append(values["value"])
        else:
            self.boxes.append([values["value"]])

    def handle_endtag(self, tag: str) -> None:
        """Note the end of a choice."""
        if tag == "select":
            self._in_select = False

    def fill(self, dice: random.Random) -> list[str]:
        """Return an answer, another one nearly every time."""
        return [dice.choice(each) if each else str(dice.randint(1, 10**6)) for each in self.boxes]


@dataclass
class Phone:
    """One person with her phone, from the cover of the quiz to its result."""

    browser: Browser
    cover: str
    port: int
    seen: Seen
    dice: random.Random
    attempt: str = ""
    attempt_id: int = 0

    async def sit(self, began: float, plan: Plan) -> None:
        """Sit the quiz; what goes wrong is noted, and ends it."""
        try:
            await _until(began + self.dice.uniform(0, plan.starts_until))
            await self._start()
            hand_in_at = began + self.dice.uniform(plan.hands_in_from, plan.ends)
            await self._answer_until(hand_in_at)
            await _until(hand_in_at)
            await self._hand_in()
        except (OSError, RuntimeError, ValueError, asyncio.IncompleteReadError) as problem:
            self.seen.errors.append(f"{self.cover}: {problem!r}")

    async def _start(self) -> None:
        await self._ask("cover", self.browser.get(self.cover), 200)
        head, _body = await self._ask("start", self.browser.post(self.cover), 303)
        found = _ATTEMPT.search(_location(head))
        if found is None:
            raise RuntimeError(f"began nothing: {_location(head)}")
        self.attempt, self.attempt_id = found[1], int(found[2])

    async def _answer_until(self, end: float) -> None:
        position = 1
        while True:
            path = f"{self.attempt}/{position}"
            _head, page = await self._ask("question page", self.browser.get(path), 200)
            pause = self.dice.uniform(*SAVE_EVERY)
            if time.monotonic() + pause > end:
                return
            await asyncio.sleep(pause)
            position = await self._save(position, path, _Form(page))

    async def _save(self, position: int, path: str, form: _Form) -> int:
        """Save an answer and return which question comes next."""
        answer, client = form.fill(self.dice), form.hidden["client"]
        number = int(form.hidden["save_number"]) + 1
        sent = self.browser.post(path, answer=answer, client=client, save_number=number, go="next")
        _head, body = await self._ask("save", sent, 200)
        told = json.loads(body)
        if not told.get("saved_at"):
            raise RuntimeError(f"not acknowledged: {body[:200]}")
        kept = (client.split(".")[0], number, answer)
        self.seen.acknowledged[self.attempt_id, position].append(kept)
        target = str(told["next"]).rsplit("/", 1)[1]
        return int(target) if target.isdigit() else 1

    async def _hand_in(self) -> None:
        path = f"{self.attempt}/check"
        await self._ask("check", self.browser.get(path), 200)
        await self._ask("hand in", self.browser.post(path), 200)
        self.seen.handed_in.add(self.attempt_id)
        await self._ask("result", self.browser.get(f"{self.attempt}/result"), 200)

    async def _ask(self, what: str, request: bytes, expected: int) -> tuple[str, str]:
        """Return head and body of the answer. Raises RuntimeError for another status."""
        if what == "start":  # sent as a page sends it: the answer is a redirect
            request = request.replace(b"Accept: application/json", b"Accept: text/html")
        sent_at = time.perf_counter()
        head, body = await asyncio.wait_for(_exchange(self.port, request), PATIENCE)
        self.seen.latencies[what].append(time.perf_counter() - sent_at)
        if f" {expected} " not in head[:16]:
            raise RuntimeError(f"{what}: {head.splitlines()[0]}: {body[:300]}")
        return head, body


async def sit_all(phones: list[Phone], plan: Plan) -> None:
    """Let everybody sit the quiz; return when all are done."""
    began = time.monotonic()
    await asyncio.gather(*(phone.sit(began, plan) for phone in phones))


async def _exchange(port: int, request: bytes) -> tuple[str, str]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(request.replace(b"\r\n", b"\r\nConnection: close\r\n", 1))
        head, _, body = (await reader.read()).partition(b"\r\n\r\n")
        return head.decode("latin-1"), body.decode()
    finally:
        writer.close()


async def _until(instant: float) -> None:
    await asyncio.sleep(max(0.0, instant - time.monotonic()))


def _location(head: str) -> str:
    lines = [line for line in head.splitlines() if line.lower().startswith("location:")]
    return lines[0].partition(":")[2].strip() if lines else ""
