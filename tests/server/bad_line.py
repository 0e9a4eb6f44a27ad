"""A phone on a bad line: three requests in ten are lost on the way there, lost on the way back, or
arrive twice, the second time whenever it pleases. The phone does what the product's script does:
it numbers what it saves, and sends again until it is acknowledged.
"""

import http.client
import random
import re
import threading
from collections.abc import Callable

from tests.server.visitor import Answered, Visitor

LOST = 0.2
DOUBLED = 0.1
PATIENCE = 60  # tries
POSITIONS = range(1, 5)  # of the timed quiz of the tests' course
TICKED = 2
_FIELD = '<input[^>]*name="{}"[^>]*value="([^"]*)"'


class BadLinePhone(threading.Thread):
    """Sits the timed quiz: gives each answer, changes it `changes` times, and hands in.

    `meant` are the answers by position as they stood at last. `failed` says why it gave up.
    """

    def __init__(self, visitor: Visitor, cover: str, seed: int, changes: int) -> None:
        super().__init__(daemon=True)
        self.meant: dict[int, str | list[str]] = {}
        self.attempt = ""
        self.failed = ""
        self.requests = self.went_wrong = 0
        self._visitor, self._cover, self._changes = visitor, cover, changes
        self._dice = random.Random(seed)
        self._echoes: list[Callable[[], Answered]] = []

    def run(self) -> None:
        """Sit the quiz from the cover to the result."""
        try:
            self._again(lambda: self._visitor.get(self._cover), 200)
            begun = self._again(lambda: self._visitor.post(self._cover), 303)
            self.attempt = begun.location.rsplit("/", 1)[0]
            places = list(POSITIONS)
            self._dice.shuffle(places)
            for position in places:
                self._answer(position)
            self._again(lambda: self._visitor.post(f"{self.attempt}/check"), 303)
            self._repeat_echoes(1.0)
        except Exception as problem:
            self.failed = repr(problem)
        finally:
            self._visitor.close()

    def _answer(self, position: int) -> None:
        address = f"{self.attempt}/{position}"
        page = self._again(lambda: self._visitor.get(address), 200).text
        client, number = (re.search(_FIELD.format(n), page) for n in ("client", "save_number"))
        assert client
        assert number
        options = re.findall(_FIELD.format("answer"), page)
        for change in range(1, self._changes + 1):
            answer = self._choose(position, options)
            self.meant[position] = answer
            self._save(address, answer, client[1], int(number[1]) + change)

    def _choose(self, position: int, options: list[str]) -> str | list[str]:
        if position == TICKED:
            return sorted(self._dice.sample(options, self._dice.randint(1, len(options))))
        return str(self._dice.randint(1, 10**6)) if position != 3 else self._dice.choice(options)

    def _save(self, address: str, answer: str | list[str], client: str, number: int) -> None:
        def send() -> Answered:
            return self._visitor.post(
                address, script=True, answer=answer, client=client, save_number=number
            )

        acknowledged = self._again(send, 200)
        assert "saved_at" in acknowledged.json, acknowledged.text

    def _again(self, send: Callable[[], Answered], wanted: int) -> Answered:
        """Send until it is answered; raises RuntimeError if that takes too long."""
        for _try in range(PATIENCE):
            answered = self._through_the_line(send)
            if answered is not None and answered.status == wanted:
                return answered
            if answered is not None and answered.status < 500:
                raise RuntimeError(f"{answered.status} instead of {wanted}: {answered.text[:200]}")
        raise RuntimeError("no answer")

    def _through_the_line(self, send: Callable[[], Answered]) -> Answered | None:
        self.requests += 1
        luck = self._dice.random()
        self._repeat_echoes(0.3)
        if luck < LOST / 2:
            self.went_wrong += 1
            return None
        try:
            answered = send()
        except (OSError, http.client.HTTPException):
            return None
        if luck < LOST:
            self.went_wrong += 1
            return None
        if luck < LOST + DOUBLED:
            self.went_wrong += 1
            self._echoes.append(send)
        return answered

    def _repeat_echoes(self, chance: float) -> None:
        """Let requests that were sent before arrive once more."""
        for send in [each for each in self._echoes if self._dice.random() < chance]:
            self._echoes.remove(send)
            send()
