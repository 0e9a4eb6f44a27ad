"""What happened in a workshop of the demo, made by the services that the pages use."""

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from fractions import Fraction

from sqlalchemy import select

from lms.attendance import service as attendance
from lms.attendance.rules import Presence, RegisterChoice
from lms.content.values import Course, Module, Quiz, QuizKind
from lms.database import db
from lms.enrolment.service import withdraw_enrolment
from lms.grading import service as grading
from lms.grading.rules import criteria_of, spread
from lms.lessons import service as lessons
from lms.people.models import Person
from lms.practice import service as practice
from lms.practice.queries import latest_tries
from lms.practice.rules import seed_of, takes_second_answer
from lms.publishing.queries import course_of
from lms.questions.base import Fields
from lms.questions.file_upload import FileUpload
from lms.quizzes.attempts import service as quizzes
from lms.quizzes.attempts.attempt import QuizAttempt
from lms.quizzes.attempts.models import Answer, Attempt
from lms.quizzes.attempts.queries import quiz_attempts_of, variant_asked
from lms.quizzes.attempts.saves import Sent
from lms.quizzes.attempts.service_files import receive_files, with_files
from lms.simulation.arrivals import let_people_check_in
from lms.simulation.pictures import product, table_of_members
from lms.simulation.practising import (
    ask_for_more_time,
    choose_a_time,
    evening_of,
    get_over_all,
    remind,
    sit,
    sits_on,
)
from lms.simulation.pupils import Pupil, chance
from lms.simulation.talk import talk
from lms.simulation.teaching import record_what_was_taught, sign_off
from lms.workshops.models import Enrolment, Meeting, Workshop
from lms.workshops.queries import enrolments_in, meeting_in, schedule_of
from lms.workshops.rules import Schedule, Slot

_AWAY = (Presence.EXCUSED, Presence.SICK, Presence.ABSENT)
_MINUTE = timedelta(minutes=1)
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Cast:
    """Who does what in one workshop. Names are those of the sample list."""

    trainer: Person
    assistant: Person
    often_away: str = ""
    away_today: str = ""
    withdraws: str = ""
    gets_more_time: str = ""
    is_stuck: str = ""
    reminds: bool = False


@dataclass(frozen=True)
class Play:
    """A workshop played from its first day until `until`; nothing after it has happened.

    What people did until `since` is there already. `told` hears of each meeting before its
    turn, and once of what comes after all of them. `before_practice` is called once the days are
    played and marked, when nobody has practised at home yet.
    """

    workshop: Workshop
    cast: Cast
    until: datetime
    since: datetime = LONG_AGO
    told: Callable[[str], object] = str
    before_practice: Callable[[], object] = str

    @property
    def course(self) -> Course:
        return course_of(self.workshop.revision)

    def run(self) -> None:
        schedule = schedule_of(self.workshop)
        for slot in schedule.slots:
            self.told(f"workshop {self.workshop.number}, day {slot.day}, {slot.part}")
            if slot.starts_at + 45 * _MINUTE <= self.until:
                self._meeting(schedule, slot)
                db.session.flush()
        record_what_was_taught(self.workshop, schedule, self.cast.trainer, self.until)
        self._mark(share=0.6)
        self.before_practice()
        self.told(f"workshop {self.workshop.number}, practice at home")
        if schedule.slots[-1].ends_at < self.until:
            self._practise_at_home(schedule.slots[-1].ends_at.astimezone(self.workshop.zone))
            for enrolment, pupil in self._people(self.until):
                if pupil.name == self.cast.gets_more_time:
                    ask_for_more_time(enrolment, self.cast.trainer, self.until)
        talk(self.workshop, schedule, self.cast.trainer, self.until)

    def _people(self, at: datetime) -> Iterator[tuple[Enrolment, Pupil]]:
        for enrolment in enrolments_in(self.workshop, with_withdrawn=True):
            if enrolment.withdrawn_at is None or at < enrolment.withdrawn_at:
                yield enrolment, Pupil(enrolment.person.name)

    def _meeting(self, schedule: Schedule, slot: Slot) -> None:
        there = self._register(slot)
        for enrolment, pupil in there:
            work = PersonsWork(self, schedule, enrolment, pupil)
            work.half_day(slot)
        at = slot.ends_at - 20 * _MINUTE
        if slot.part == "afternoon" and self.since < at <= self.until:
            sign_off(self.workshop, slot.day, there, self.cast.assistant, at)
        if slot.day == 2 and slot.part == "afternoon":
            self._withdraw(slot.ends_at)
        if slot is schedule.slots[-1]:
            self._go_through_it_once_more(there, slot.ends_at - 5 * _MINUTE)

    def _go_through_it_once_more(
        self, there: Sequence[tuple[Enrolment, Pupil]], at: datetime
    ) -> None:
        """At the very end the trainer goes with each through what she is stuck at."""
        if not self.since < at <= self.until:
            return
        for enrolment, pupil in there:
            get_over_all(enrolment, pupil, at, self.until)

    def _register(self, slot: Slot) -> list[tuple[Enrolment, Pupil]]:
        """Take the register half an hour into the meeting; return who is there."""
        meeting = meeting_in(self.workshop, slot.meeting_id)
        people = list(self._people(slot.starts_at))
        found = {e.id: self._presence(p, meeting) for e, p in people}
        if self._is_today(meeting):
            let_people_check_in(meeting, [(e, found[e.id]) for e, _p in people])
        attendance.record_choices(
            meeting,
            [
                RegisterChoice(enrolment_id, None, presence)
                for enrolment_id, presence in found.items()
            ],
            self.cast.assistant,
            slot.starts_at + 30 * _MINUTE,
        )
        return [(e, p) for e, p in people if found[e.id] not in _AWAY]

    def _presence(self, pupil: Pupil, meeting: Meeting) -> Presence:
        luck = chance(pupil.name, "presence", meeting.day, meeting.part.value)
        if pupil.name == self.cast.away_today and self._is_today(meeting):
            return Presence.ABSENT
        if pupil.name == self.cast.often_away and meeting.day in (3, 4):
            return Presence.ABSENT if meeting.part.value == "morning" else Presence.SICK
        if luck < 0.06:
            return Presence.LATE
        return _AWAY[int(luck * 1000) % 2] if luck > 0.97 else Presence.PRESENT

    def _is_today(self, meeting: Meeting) -> bool:
        zone = self.workshop.zone
        return meeting.starts_at.astimezone(zone).date() == self.until.astimezone(zone).date()

    def _withdraw(self, at: datetime) -> None:
        for enrolment, pupil in self._people(at):
            if pupil.name == self.cast.withdraws:
                withdraw_enrolment(
                    enrolment,
                    reason="Pindah tugas ke luar kota.",
                    now=at + 60 * _MINUTE,
                    actor_id=self.cast.trainer.id,
                )

    def _practise_at_home(self, last: datetime) -> None:
        """From the day after day 5 on people practise in the evenings, as often as they like."""
        for enrolment, pupil in self._people(last):
            choose_a_time(enrolment, pupil, last)
        evening = evening_of(last) + timedelta(days=1)
        while evening < self.until:
            for enrolment, pupil in self._people(evening):
                if evening > self.since and sits_on(pupil, evening):
                    stuck = pupil.name == self.cast.is_stuck
                    sit(enrolment, pupil, evening, self.until, stuck)
            evening += timedelta(days=1)
        for enrolment, pupil in self._people(self.until) if self.cast.reminds else ():
            remind(enrolment, pupil, last, self.cast.assistant, self.until)

    def _mark(self, share: float) -> None:
        """The trainer marks a share of the essays and releases them; the others wait for her."""
        waiting = db.session.scalars(
            select(Answer)
            .join(Answer.attempt)
            .join(Attempt.enrolment)
            .where(Enrolment.workshop_id == self.workshop.id, Answer.credit.is_(None))
            .order_by(Answer.id)
        ).all()
        for answer in waiting[: int(len(waiting) * share)]:
            rich = len(str(answer.answer)) > 120 or isinstance(answer.answer, list)
            grading.grade_answer(
                answer,
                spread(criteria_of(variant_asked(answer)), Fraction(85 if rich else 55, 100)),
                "Ukuran dan sumber angkanya jelas." if rich else "Tambahkan ukuran dan tanggalnya.",
                self.cast.trainer,
                answer.version,
                min(self.until, answer.attempt.started_at + timedelta(days=1)),
            )
        for quiz_id in sorted({answer.attempt.quiz_id for answer in waiting}):
            grading.release_grades(self.workshop, quiz_id, self.until, self.cast.trainer.id)


@dataclass(frozen=True)
class PersonsWork:
    """One person at work in one workshop."""

    play: Play
    schedule: Schedule
    enrolment: Enrolment
    pupil: Pupil

    def half_day(self, slot: Slot) -> None:
        """Do what is to be done in a meeting."""
        if slot.part == "morning":
            self._morning(slot)
        else:
            self._afternoon(slot)

    def _morning(self, slot: Slot) -> None:
        """The pre-test on day 1, then the lessons with guided exercises."""
        module = self.play.course.module(slot.day)
        if slot.day == 1:
            self._sit(self._test(QuizKind.PRETEST), slot.starts_at + 35 * _MINUTE, "pretest", 0.55)
        for number, lesson in enumerate(module.lessons):
            at = slot.starts_at + (70 + 30 * number) * _MINUTE
            due = self.play.since < at <= self.play.until
            if due and chance(self.pupil.name, lesson.id) < 0.95:
                lessons.finish_lesson(self.enrolment, lesson.id, at)
        self._exercises(module, slot.starts_at + 100 * _MINUTE, share=0.5, occasion="guided")

    def _afternoon(self, slot: Slot) -> None:
        """More exercises, then the quiz; on day 5 the assignment and the post-test."""
        module = self.play.course.module(slot.day)
        self._exercises(module, slot.starts_at + 5 * _MINUTE, share=1, occasion="own")
        at = slot.starts_at + 105 * _MINUTE
        for quiz in module.quizzes:
            if quiz.required or chance(self.pupil.name, quiz.id) < self.pupil.diligence:
                self._sit(quiz, at, "quiz", 0.95)
            at += 25 * _MINUTE
        if slot.day == self.play.course.modules[-1].day:
            self._sit(self._test(QuizKind.POSTTEST), at, "posttest", 1.0)

    def _test(self, kind: QuizKind) -> Quiz:
        return next(test for test in self.play.course.tests if test.kind is kind)

    def _exercises(self, module: Module, at: datetime, share: float, occasion: str) -> None:
        half = len(module.exercises) // 2
        chosen: Sequence[str] = [
            e.id for e in (module.exercises[:half] if share < 1 else module.exercises[half:])
        ]
        for number, exercise_id in enumerate(chosen):
            if chance(self.pupil.name, exercise_id, occasion) < self.pupil.diligence:
                self._practise(exercise_id, at + number * 4 * _MINUTE, occasion)

    def _practise(self, exercise_id: str, at: datetime, occasion: str) -> None:
        """Try until it is right, at most three times."""
        if at + _MINUTE <= self.play.since:
            return
        exercise = self.play.course.exercise(exercise_id)
        done = next((number for number, _verdict in latest_tries(self.enrolment, exercise_id)), 0)
        for number in range(done + 1, done + 4):
            at += _MINUTE
            if at > self.play.until:
                return
            seed = seed_of(self.enrolment.id, exercise.question.drawn_as, number)
            variant = exercise.question.variant(seed)
            fields = self.pupil.sent(variant, f"{occasion} {number}", 0.6 + 0.2 * (number - done))
            practice.record_answer(self.enrolment, exercise, number, fields, at)
            if variant.grade(variant.read(fields)).credit in (1, None):
                return
            if takes_second_answer(variant):
                practice.show_solution(self.enrolment, exercise, number, at)

    def _sit(self, quiz: Quiz, at: datetime, occasion: str, share: float) -> None:
        """Start, answer every question a minute apart, hand in (unless that is still to come)."""
        quiz_attempt = self._quiz_attempt(quiz, at)
        if quiz_attempt is None:
            return
        for position in quiz_attempt.positions:
            at += _MINUTE
            if at <= self.play.since:
                continue
            if at > self.play.until:
                return
            variant = quiz_attempt.variant(position)
            fields = self.pupil.sent(variant, occasion, share)
            if isinstance(variant, FileUpload):
                fields = self._photo(quiz_attempt, position, occasion, share, at)
            quizzes.save_answer(quiz_attempt, Sent(position, fields, "demo", 1, at))
        if at + _MINUTE <= self.play.until:
            quizzes.hand_in_attempt(quiz_attempt, at + _MINUTE)

    def _photo(
        self, quiz_attempt: QuizAttempt, position: int, occasion: str, share: float, at: datetime
    ) -> Fields:
        """Send a picture in; return the form that names it."""
        question = quiz_attempt.question(position)
        draw = table_of_members if question.competency == "K2" else product
        data = draw(self.pupil.name, tidy=self.pupil.knows(question, occasion, share))
        received = receive_files(quiz_attempt, position, {}, [io.BytesIO(data)])
        return with_files(quiz_attempt, position, {}, received, at)

    def _quiz_attempt(self, quiz: Quiz, at: datetime) -> QuizAttempt | None:
        """The attempt she begins at `at`, or goes on with; None if she does neither."""
        if at > self.play.until:
            return None
        if at > self.play.since:
            return quizzes.start_attempt(self.enrolment, quiz, self.schedule, at)
        begun = quiz_attempts_of(self.enrolment, quiz.id)
        return begun[-1] if begun and not begun[-1].is_over(self.play.since) else None
