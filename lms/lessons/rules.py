"""The way through a day: its items in order, how far a person has come, the one next step."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import chain, groupby
from typing import NamedTuple

from lms.content.values import Course, Exercise, Lesson, Quiz, QuizKind
from lms.language import gettext_noop as _
from lms.statistics.rates import Rate

NO_IDS: frozenset[str] = frozenset()


class ItemKind(StrEnum):
    """What there is to do."""

    LESSON = "lesson"
    EXERCISE = "exercise"
    QUIZ = "quiz"
    PRETEST = "pretest"
    POSTTEST = "posttest"
    ASSIGNMENT = "assignment"
    PRACTICE = "practice"  # of no day of the course: a sitting of her own, started for the room


KIND_WORDS = {
    ItemKind.LESSON: _("Lesson"),
    ItemKind.EXERCISE: _("Exercise"),
    ItemKind.QUIZ: _("Quiz"),
    ItemKind.PRETEST: _("Pre-test"),
    ItemKind.POSTTEST: _("Post-test"),
    ItemKind.ASSIGNMENT: _("Assignment"),
    ItemKind.PRACTICE: _("Practice"),
}


class ItemState(StrEnum):
    """How far a person is with one item: begun is a quiz not handed in, an exercise not right."""

    OPEN = "open"
    BEGUN = "begun"
    DONE = "done"


class Item(NamedTuple):  # which takes a third of the time: a page makes all of a course
    """One thing to do in a day; `minutes` None: no time is given."""

    kind: ItemKind
    id: str
    day: int
    title: str
    minutes: int | None = None

    @property
    def word(self) -> str:
        """What kind of thing it is, marked for translation."""
        return KIND_WORDS[self.kind]

    @property
    def is_quiz(self) -> bool:
        """Whether it is handed in as a whole: a quiz, a test, an assignment."""
        return self.kind not in (ItemKind.LESSON, ItemKind.EXERCISE, ItemKind.PRACTICE)


@dataclass(frozen=True)
class Progress:
    """What a person has done, by id. An exercise that is done was tried as well."""

    lessons_done: frozenset[str] = NO_IDS
    exercises_done: frozenset[str] = NO_IDS
    exercises_tried: frozenset[str] = NO_IDS
    quizzes_handed_in: frozenset[str] = NO_IDS
    quizzes_open: frozenset[str] = NO_IDS

    def state(self, item: Item) -> ItemState:
        """How far the person is with `item`. A quiz open again counts as begun.

        Practice has no end; how far she is today stands with her sittings.
        """
        if item.kind is ItemKind.LESSON:
            done, begun = self.lessons_done, NO_IDS
        elif item.kind is ItemKind.EXERCISE:
            done, begun = self.exercises_done, self.exercises_tried
        else:
            done, begun = self.quizzes_done, self.quizzes_open
        if item.id in done:
            return ItemState.DONE
        return ItemState.BEGUN if item.id in begun else ItemState.OPEN

    @cached_property
    def quizzes_done(self) -> frozenset[str]:
        """Those that are handed in and not open again."""
        return self.quizzes_handed_in - self.quizzes_open


def day_items(course: Course, day: int) -> tuple[Item, ...]:
    """What there is to do on `day`, in order: the pre-test first, the post-test last.

    Raises NotFound if the course has no such day.
    """
    module = course.module(day)
    tests = [test for test in course.tests if test.day == day]
    found: list[Lesson | Exercise | Quiz] = [
        *(test for test in tests if test.kind is not QuizKind.POSTTEST),
        *module.lessons,
        *module.exercises,
        *module.quizzes,
        *(test for test in tests if test.kind is QuizKind.POSTTEST),
    ]
    return tuple(_item(each) for each in found)


def course_days(course: Course) -> tuple[tuple[Item, ...], ...]:
    """What there is to do on each day, in order."""
    return tuple(day_items(course, module.day) for module in course.modules)


def _item(source: Lesson | Exercise | Quiz) -> Item:
    if isinstance(source, Quiz):
        return Item(
            ItemKind(source.kind.value), source.id, source.day, source.title, source.minutes
        )
    if isinstance(source, Lesson):
        return Item(ItemKind.LESSON, source.id, source.day, source.title, source.minutes)
    return Item(ItemKind.EXERCISE, source.id, source.day, source.title)


def sections(items: Iterable[Item]) -> list[tuple[Item, ...]]:
    """The items in order, in groups of those to sit, to read and to practise."""
    groups = groupby(items, key=lambda item: "quiz" if item.is_quiz else item.kind.value)
    return [tuple(group) for _sort, group in groups]


def day_progress(items: Sequence[Item], progress: Progress) -> Rate:
    """Count what is done of the items of a day."""
    return Rate(sum(progress.state(item) is ItemState.DONE for item in items), len(items))


def following(items: Sequence[Item], item_id: str) -> Item | None:
    """The item behind the one with this id, None behind the last."""
    ids = [item.id for item in items]
    if item_id not in ids:
        return None
    return next(iter(items[ids.index(item_id) + 1 :]), None)


def available(items: Iterable[Item], open_quizzes: Collection[str]) -> tuple[Item, ...]:
    """What can be done now: quizzes while they are open, lessons and exercises always."""
    return tuple(item for item in items if not item.is_quiz or item.id in open_quizzes)


def next_item(items: Iterable[Item], progress: Progress) -> Item | None:
    """The one thing to do next of these items; None when everything is done.

    A quiz that was begun comes first, for its time runs; then what was not touched yet, in order;
    then exercises that were tried and are not right yet.
    """
    states = [(item, progress.state(item)) for item in items]
    running = [item for item, state in states if state is ItemState.BEGUN and item.is_quiz]
    untouched = [item for item, state in states if state is ItemState.OPEN]
    tried = [item for item, state in states if state is ItemState.BEGUN]
    return next(iter([*running, *untouched, *tried]), None)


def next_step(
    days: Sequence[tuple[Item, ...]],
    progress: Progress,
    begun: int,
    open_quizzes: Collection[str],
) -> Item | None:
    """The one thing to do next in the whole course, None when nothing is left.

    `days` are those of the course, `begun` is the last day that has begun (0: none). What is left
    of the last day comes first, then what is left of earlier ones, the earliest first; a quiz begun
    on any of them comes before everything. Before the workshop begins it is something of day 1.
    """
    last = min(max(begun, 1), len(days))
    in_turn = [available(days[day - 1], open_quizzes) for day in (last, *range(1, last))]
    running = (
        item
        for item in chain.from_iterable(in_turn)
        if item.is_quiz and progress.state(item) is ItemState.BEGUN
    )
    left = (next_item(items, progress) for items in in_turn)
    return next((item for item in chain(running, left) if item is not None), None)
