"""Somebody who writes and writes, and knows which saves were acknowledged."""

import http.client
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus

from tests.server.conftest import ESSAY
from tests.server.production import ProductionServer
from tests.server.visitor import Visitor

ROUND_WITHIN = 120.0  # seconds


@dataclass(frozen=True, order=True)
class Kept:
    """One save as it must stand in the database."""

    attempt_id: int
    position: int
    client: str
    number: int
    answer: str


class Writer(threading.Thread):
    """Saves an essay again and again as fast as it can; a save nobody answered is sent again.

    So is one that was told to come back later (503), as a phone does it.
    """

    def __init__(
        self, visitor: Visitor, essay: str, client: str, progress: threading.Condition
    ) -> None:
        """`progress` is told of each save that was acknowledged or refused."""
        super().__init__(daemon=True)
        self.acknowledged: list[Kept] = []
        self.refused: list[str] = []
        self.unanswered = 0
        self.put_off = 0
        self._visitor, self._essay, self._client = visitor, essay, client
        self._attempt_id = int(essay.split("/")[-2])
        self._enough = threading.Event()
        self._progress = progress

    def run(self) -> None:
        """Write until told that it is enough, or until a save is refused."""
        number = 1
        while not self._enough.is_set() and not self.refused:
            kept = Kept(self._attempt_id, ESSAY, self._client, number, f"Catatan {number}.")
            if self._save(kept):
                self.acknowledged.append(kept)
                number += 1
            with self._progress:
                self._progress.notify()

    def _save(self, save: Kept) -> bool:
        try:
            answered = self._visitor.post(
                self._essay,
                script=True,
                answer=save.answer,
                client=save.client,
                save_number=save.number,
            )
        except (OSError, http.client.HTTPException):
            self.unanswered += 1
            self._enough.wait(0.02)  # the server is gone; it will be back
            return False
        if answered.status == HTTPStatus.SERVICE_UNAVAILABLE:
            self.put_off += 1
            self._enough.wait(0.02)
            return False
        if answered.status != 200 or "saved_at" not in answered.json:
            self.refused.append(f"{answered.status} {answered.text}")
            return False
        return True

    def stop(self) -> None:
        """Let the save that is on its way end, then stop."""
        self._enough.set()
        self.join(30)
        self._visitor.close()


def wait_for_saves(
    server: ProductionServer, writers: Sequence[Writer], more: int, progress: threading.Condition
) -> None:
    """Return when `more` saves were acknowledged since the call, or one was refused."""
    wanted = count(writers) + more

    def enough() -> bool:
        return count(writers) >= wanted or any(writer.refused for writer in writers)

    end = time.monotonic() + ROUND_WITHIN
    with progress:
        while not progress.wait_for(enough, timeout=1):
            server.assert_alive()
            assert time.monotonic() < end, f"the server takes no saves:\n{server.log()}"


def count(writers: Sequence[Writer]) -> int:
    return sum(len(writer.acknowledged) for writer in writers)
