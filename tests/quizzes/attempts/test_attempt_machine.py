"""An attempt, two devices, a bad line and time: whatever happens in whatever order, no answer that
was acknowledged is lost, none that was given too late is scored, and what was checked stays.

Hypothesis invents the story; the services and the database are the real ones. Every answer is a
text of its own, so that it can be told where a text came from.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import delete, select

from lms.database import db
from lms.errors import Conflict
from lms.quizzes.attempts import queries, queries_saves, service
from lms.quizzes.attempts.models import AnswerSave, Attempt
from lms.quizzes.attempts.rules import GRACE
from lms.quizzes.attempts.saves import LATEST_DELIVERY, Logged, QuestionPage, Sent, digest
from lms.quizzes.attempts.service_checking import save_and_check
from lms.quizzes.attempts.service_delivery import deliver_answers
from lms.quizzes.room import service_time
from tests.constants import MINUTE, NOW, SECOND
from tests.factories import an_enrolment
from tests.quizzes.factories import a_quiz_attempt, that_checks

POSITIONS = (1, 4)  # a number, kept as typed even if it is none; a short text
MINUTES = 20  # the time limit of kuis-1
LAPSES = [1, 1, 1, 5, 5, 5, 20, 20, 59, 59, 61, 300, 300, 600, 3600] * 3 + [80 * 3600]
OFTEN = st.sampled_from([False, True, True])
SELDOM = st.sampled_from([False] * 5 + [True])
names = count(1)


@dataclass
class Typed:
    """An answer as it was typed on a page; `taken`: the server acknowledged it."""

    number: int
    text: str
    at: datetime
    taken: bool = False
    arrived: datetime | None = None
    end_then: datetime | None = None


@dataclass
class Open:
    """A page in a browser, with all that was typed on it; `plain`: no script runs there."""

    position: int
    page: QuestionPage
    shown: str | None
    plain: bool = False
    typed: list[Typed] = field(default_factory=list)

    @property
    def latest_taken(self) -> Typed | None:
        return max((t for t in self.typed if t.taken), key=lambda t: t.number, default=None)


class AttemptMachine(RuleBasedStateMachine):
    """One attempt at a quiz of twenty minutes."""

    workshop = None

    @initialize()
    def begin(self):
        db.session.execute(delete(Attempt))  # of the story before
        self.now = NOW
        self.enrolment = an_enrolment(self.workshop)
        self.attempt = a_quiz_attempt(self.enrolment, "kuis-1", self.now).attempt
        self.pages: list[Open] = []
        self.given = timedelta(0)
        self.standing = timedelta(0)
        self.handed_in = self.by_clock = False
        self.checked: dict[int, str] = {}
        for _device in range(2):
            self.open_page(POSITIONS[1])

    @property
    def end(self):
        return NOW + MINUTES * MINUTE + self.standing + self.given

    def quiz_attempt(self):
        return queries.quiz_attempt_in(self.enrolment, self.attempt.id, lock=True)

    def expected(self, position):
        """The answer that must hold: the latest of the newest page that got one through.

        What was checked stays, whatever got through later.
        """
        if position in self.checked:
            return self.checked[position]
        got_through = [p for p in self.pages if p.position == position and p.latest_taken]
        newest = max(got_through, key=lambda p: p.page.opened_at, default=None)
        return newest.latest_taken.text if newest else None

    @rule(seconds=st.sampled_from(LAPSES))
    def time_passes(self, seconds):
        self.now += timedelta(seconds=seconds)

    @rule(position=st.sampled_from(POSITIONS))
    @precondition(lambda self: not self.quiz_attempt().is_over(self.now))
    def a_device_opens_a_page(self, position):
        self.open_page(position)

    @rule(position=st.sampled_from(POSITIONS))
    @precondition(lambda self: not self.quiz_attempt().is_over(self.now))
    def a_browser_without_javascript_opens_a_page(self, position):
        self.open_page(position, plain=True)

    @property
    def scripted(self):
        return [page for page in self.pages if not page.plain]

    def open_page(self, position, plain=False):
        self.now += SECOND
        sheet = queries_saves.sheet_of(self.quiz_attempt())
        shown = queries_saves.answers_on(sheet, position).get(position)
        number = sheet.last_number.get(position, 0)
        page = QuestionPage(f"page{next(names)}", self.now, number, digest(shown))
        self.pages.append(Open(position, page, shown, plain))

    @rule(data=st.data(), send_now=OFTEN)
    def somebody_types(self, data, send_now):
        open_page = data.draw(st.sampled_from(self.scripted))
        number = open_page.page.number + len(open_page.typed) + 1
        typed = Typed(number, f"jawaban {next(names)}", self.now)
        open_page.typed.append(typed)
        if send_now:
            self.send(open_page, typed)

    @precondition(lambda self: any(page.plain for page in self.pages))
    @rule(data=st.data(), answer=st.sampled_from("ABC"), presses=st.integers(1, 2))
    def a_form_is_sent_by_its_button(self, data, answer, presses):
        open_page = data.draw(st.sampled_from([page for page in self.pages if page.plain]))
        typed = Typed(len(open_page.typed) + 1, f"{open_page.page.client} {answer}", self.now)
        for _ in range(presses):
            self.send(open_page, typed, open_page.page.number)
        if typed.taken:
            open_page.typed.append(typed)

    @precondition(lambda self: any(page.typed for page in self.scripted))
    @rule(data=st.data(), times=st.integers(1, 2))
    def a_save_arrives_late_or_twice(self, data, times):
        open_page = data.draw(st.sampled_from([page for page in self.scripted if page.typed]))
        typed = data.draw(st.sampled_from(open_page.typed))
        for _ in range(times):
            self.send(open_page, typed)

    @precondition(lambda self: any(page.typed for page in self.pages))
    @rule(data=st.data(), pressed=SELDOM, times=st.integers(1, 2))
    def an_answer_is_checked(self, data, pressed, times):
        if not pressed:
            return
        open_page = data.draw(st.sampled_from([page for page in self.pages if page.typed]))
        number = open_page.page.number if open_page.plain else None
        for _ in range(times):
            self.send(open_page, open_page.typed[-1], number, save_and_check)

    def send(self, open_page, typed, number=None, keep=service.save_answer):
        quiz_attempt, page = self.quiz_attempt(), open_page.page
        number = typed.number if number is None else number
        fields = {"answer": [typed.text]}
        sent = Sent(
            open_page.position, fields, page.client, number, self.now, page, open_page.plain
        )
        if self.handed_in or self.now > self.end + GRACE:
            with pytest.raises(Conflict):
                keep(quiz_attempt, sent)
            service.hand_in_attempt(quiz_attempt, self.now)
            self.closed(self.now >= self.end)
            return
        saved = keep(quiz_attempt, sent)
        self.took(typed)
        held = self.expected(open_page.position)
        if keep is save_and_check:
            can_be_read = open_page.position == POSITIONS[1]
            assert saved.is_checked == (can_be_read and held == typed.text and self.now < self.end)
            if saved.is_checked:
                self.checked[open_page.position] = typed.text
        assert saved.stays == (self.checked.get(open_page.position, typed.text) != typed.text)

    def took(self, typed):
        if not typed.taken:
            typed.taken, typed.arrived, typed.end_then = True, self.now, self.end

    def closed(self, by_clock):
        if not self.handed_in:
            self.handed_in, self.by_clock = True, by_clock

    @precondition(lambda self: not self.handed_in)
    @rule(data=st.data())
    def a_page_is_sent_untouched(self, data):
        open_page = data.draw(st.sampled_from(self.scripted))
        fields = {"answer": [open_page.shown] if open_page.shown else []}
        if self.now <= self.end + GRACE:
            page = open_page.page
            sent = Sent(open_page.position, fields, page.client, page.number, self.now, page)
            service.save_answer(self.quiz_attempt(), sent)

    @precondition(lambda self: any(page.typed for page in self.scripted))
    @rule(data=st.data(), wants_hand_in=SELDOM)
    def a_phone_delivers_its_log(self, data, wants_hand_in):
        chosen = data.draw(st.lists(st.sampled_from(self.scripted), unique_by=id, min_size=1))
        log = [
            (each, Logged(p.page, p.position, each.number, {"answer": [each.text]}, lapse, lapse))
            for p in chosen
            for each in p.typed
            if (lapse := each.at - p.page.opened_at) is not None
        ]
        args = (
            self.quiz_attempt(),
            [entry for _, entry in log],
            f"KODE-{next(names)}",
            wants_hand_in,
        )
        too_late = self.now > self.end + LATEST_DELIVERY
        if (self.handed_in and not self.by_clock) or too_late:
            with pytest.raises(Conflict):
                deliver_answers(*args, self.now)
            return
        done = deliver_answers(*args, self.now)
        in_time = [typed for typed, _entry in log if typed.at < self.end]
        settled = [
            typed
            for typed, entry in log
            if typed in in_time and self.checked.get(entry.position, typed.text) != typed.text
        ]
        taken = len(in_time) - len(settled)
        assert (done.taken, done.left_out) == (taken, len(log) - taken)
        for typed in in_time:
            self.took(typed)
        if wants_hand_in or self.now >= self.end:
            self.closed(self.now >= self.end)

    @rule(pressed=SELDOM)
    def it_is_handed_in(self, pressed):
        if pressed:
            service.hand_in_attempt(self.quiz_attempt(), self.now)
            self.closed(self.now >= self.end)

    @rule()
    def the_clock_closes_what_is_overdue(self):
        service.close_overdue(self.now, self.workshop)
        if self.now > self.end + GRACE:
            self.closed(True)

    @rule(minutes=st.sampled_from([5, 10, 15]), repeats=st.integers(1, 2))
    def the_trainer_gives_the_room_time(self, minutes, repeats):
        idempotency_key = f"tap-{next(names)}"
        helps = (not self.handed_in or self.by_clock) and self.end + minutes * MINUTE > self.now
        for _ in range(repeats):
            try:
                service_time.give_time_to_all(
                    self.workshop,
                    minutes,
                    reason="Listrik padam",
                    idempotency_key=idempotency_key,
                    now=self.now,
                )
            except Conflict:
                assert not helps
        if helps:
            self.given += minutes * MINUTE
            self.handed_in = self.by_clock = False

    @precondition(lambda self: not self.handed_in)
    @rule(minutes=st.sampled_from([5, 10, 15]))
    def the_trainer_gives_her_time(self, minutes):
        left = max(timedelta(0), self.end - self.now)
        service_time.grant_minutes(
            self.quiz_attempt(),
            minutes,
            reason="Sakit",
            idempotency_key=f"tap-{next(names)}",
            now=self.now,
        )
        self.given += (minutes + max(0, -((self.end - self.now) // MINUTE))) * MINUTE
        assert self.end - self.now >= left + minutes * MINUTE

    @rule(minutes=st.integers(1, 30))
    def the_trainer_allows_extra_time(self, minutes):
        service_time.grant_extra_time(
            self.enrolment, None, minutes=minutes, reason="Membaca pelan", now=self.now
        )
        self.standing = max(self.standing, minutes * MINUTE)

    @precondition(lambda self: self.handed_in)
    @rule(minutes=st.sampled_from([5, 10, 15]))
    def the_trainer_reopens_it(self, minutes):
        service_time.reopen(
            self.quiz_attempt(),
            minutes,
            reason="Salah tekan",
            idempotency_key=f"tap-{next(names)}",
            now=self.now,
        )
        needed = -((self.end - self.now) // MINUTE) + minutes
        self.given += max(0, needed) * MINUTE
        self.handed_in = self.by_clock = False
        assert self.end >= self.now + minutes * MINUTE

    @invariant()
    def the_end_and_the_state_are_as_the_story_says(self):
        if hasattr(self, "attempt"):
            quiz_attempt = self.quiz_attempt()
            assert quiz_attempt.ends_at == self.end
            assert quiz_attempt.is_handed_in == self.handed_in

    @invariant()
    def what_was_acknowledged_last_holds(self):
        if hasattr(self, "attempt"):
            answers = queries_saves.answers_on(queries_saves.sheet_of(self.quiz_attempt()))
            assert {p: answers.get(p) for p in POSITIONS} == {
                p: self.expected(p) for p in POSITIONS
            }

    @invariant()
    def what_is_scored_is_what_holds_and_came_in_time(self):
        if not getattr(self, "handed_in", False):
            return
        by_text = {t.text: t for page in self.pages for t in page.typed if t.taken}
        for answer in queries.answers_of([self.attempt])[self.attempt.id]:
            if answer.position not in POSITIONS:
                continue
            assert answer.answer == self.expected(answer.position)
            if answer.answer is not None:
                typed = by_text[answer.answer]
                in_time = typed.arrived <= typed.end_then + GRACE or typed.at < typed.end_then
                assert typed.taken
                assert in_time

    def teardown(self):
        if hasattr(self, "attempt"):
            texts = [t.text for page in self.pages for t in page.typed if t.taken]
            query = select(AnswerSave.answer).filter_by(attempt_id=self.attempt.id)
            assert set(texts) <= set(db.session.scalars(query))
            db.session.rollback()


@pytest.mark.parametrize("stories", [30, pytest.param(5000, marks=pytest.mark.long)])
def test_no_acknowledged_answer_is_lost_and_no_late_one_scored(app, tmp_path, stories):
    AttemptMachine.workshop = that_checks(tmp_path)

    run_state_machine_as_test(
        AttemptMachine,
        settings=settings(
            max_examples=stories,
            stateful_step_count=40,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.generate],  # shortening a story takes many minutes
        ),
    )
