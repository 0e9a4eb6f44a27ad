"""An attempt with what decides when it ends and what it asks."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from lms.content.settings import ReviewTime
from lms.content.values import Quiz
from lms.errors import NotFound
from lms.language import gettext_noop as _
from lms.questions import Question, Variant
from lms.quizzes.attempts import rules
from lms.quizzes.attempts.models import Attempt
from lms.quizzes.windows.rules import ANY_TIME, Window


@dataclass(frozen=True)
class QuizAttempt:
    """An attempt with the quiz it belongs to and its end (None: no end is known).

    `last_page_at` is when the newest page that has saved was shown; `given` are the minutes that
    trainers gave; `window` is when the quiz may be sat. `latest_at` is when the newest save came.
    """

    attempt: Attempt
    quiz: Quiz
    ends_at: datetime | None
    last_page_at: datetime | None = None
    given: int = 0
    window: Window = ANY_TIME
    latest_at: datetime | None = None

    @property
    def positions(self) -> range:
        """The places of the questions, from 1."""
        return range(1, len(self.attempt.question_ids) + 1)

    def question(self, position: int) -> Question:
        """The question at `position`. Raises NotFound."""
        if position not in self.positions:
            raise NotFound(_("There is no such question here."))
        wanted = self.attempt.question_ids[position - 1]
        return next(q for q in self.quiz.questions(self.attempt.form) if q.id == wanted)

    def variant(self, position: int) -> Variant[Question]:
        """What this attempt asks at `position`. Raises NotFound."""
        question = self.question(position)
        return question.variant(rules.question_seed(self.attempt.seed, question.drawn_as))

    @property
    def lets_check(self) -> bool:
        """Whether answers can be checked while the attempt is going on."""
        return bool(self.quiz.review.at(ReviewTime.DURING))

    def is_checkable(self, position: int) -> bool:
        """Whether the answer at `position` can be checked: no trainer is needed for it."""
        return self.lets_check and not self.question(position).needs_trainer

    @property
    def is_handed_in(self) -> bool:
        return self.attempt.handed_in_at is not None

    def moment(self, now: datetime) -> datetime:
        """`now`, but never before it began or saved last: its time does not run backwards."""
        return max(now, self.latest_at or self.attempt.started_at)

    def is_over(self, now: datetime) -> bool:
        """Whether nothing more can be answered."""
        return self.is_handed_in or rules.is_over(self.ends_at, self.moment(now))

    def takes_saves(self, now: datetime) -> bool:
        """Whether a save that arrives at `now` is taken: until shortly after the end."""
        return not self.is_handed_in and not rules.is_too_late(self.ends_at, self.moment(now))

    def is_elsewhere(self, opened_at: datetime) -> bool:
        """Whether a page shown later than this one has saved."""
        return self.last_page_at is not None and self.last_page_at > opened_at

    def remaining(self, now: datetime) -> int | None:
        """The seconds left, None without a time limit."""
        if self.quiz.minutes is None or self.ends_at is None:
            return None
        left = self.ends_at - self.moment(now)
        # Rounded up, so that 0 is shown only when time is up.
        return max(0, -(-left // timedelta(seconds=1)))
