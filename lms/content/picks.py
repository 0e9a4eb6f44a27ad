"""Reads the questions of a quiz or form: written out, used from elsewhere, drawn from a bank."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Any

from pydantic import Field

from lms.content.question_list import Index, read_exercise_or_question
from lms.content.settings import Pick
from lms.questions import Question
from lms.questions.authoring.keys import AsWritten, Keys, Line, MaybeLine, WholeNumber
from lms.questions.authoring.source import Source
from lms.questions.authoring.wording import did_you_mean
from lms.questions.common import MAX_LEVEL

MAX_QUESTIONS = 200


class PickKeys(Keys):
    """Questions drawn from a bank for each attempt."""

    bank: Line = Field(alias="from")
    """The bank they are drawn from: the name of a file in the folder banks."""
    competency: MaybeLine = ""
    """Only those with this competency."""
    level: Annotated[int | None, WholeNumber(1, MAX_LEVEL)] = None
    """Only those of this level."""
    pick: Annotated[Any, AsWritten(int)]
    """How many are drawn."""


@dataclass(frozen=True)
class QuestionPool:
    """All questions that may be asked, and how many of which are."""

    questions: tuple[Question, ...]
    picks: tuple[Pick, ...]
    complete: bool
    """False when a question is missing, which was told."""

    @property
    def shape(self) -> list[tuple[str, Fraction]]:
        """Competency and points of each question asked: the same in parallel forms."""
        by_id = {question.id: question for question in self.questions}
        return [
            (_shared(by_id[one].competency for one in pick.ids), by_id[pick.ids[0]].points)
            for pick in self.picks
            for _nth in range(pick.count)
        ]


def read_form(source: Source, index: Index, key: str, entries: Sequence[Any]) -> QuestionPool:
    """Read a list of questions, none of them twice."""
    questions: list[Question] = []
    picks: list[Pick] = []
    complete = True
    for item in source.children(key, entries):
        drawn = "pick" in item
        found = _candidates(item, index) if drawn else _one(item, index)
        for twice in [each for each in found if each in questions]:
            item.problem(
                "pick" if drawn else "use", f'"{twice.id}" is used twice here. Remove one of them'
            )
        complete = complete and bool(found)
        if found:
            count = item.value("pick", WholeNumber(1, len(found))) if drawn else 1
            picks.append(Pick(count, tuple(each.id for each in found)))
            questions += found
    if sum(pick.count for pick in picks) > MAX_QUESTIONS:
        source.problem(key, f"There are more than {MAX_QUESTIONS} questions. Split them")
    if questions and not any(question.points for question in questions):
        source.problem(key, 'No question here gives points. Give one "points" above 0')
    return QuestionPool(tuple(questions), tuple(picks), complete)


def _one(item: Source, index: Index) -> list[Question]:
    question = read_exercise_or_question(item, index)
    return [] if question is None else [question]


def _candidates(item: Source, index: Index) -> list[Question]:
    """Read from what is drawn: a bank, perhaps one competency or level of it."""
    keys = item.read(PickKeys)
    bank, competency, level = keys.bank, keys.competency, keys.level
    if item.diagnostics.authored:
        index.expect_competency(item, "competency", competency)
    if bank and bank not in index.banks and not index.incomplete:
        hint = did_you_mean(bank, index.banks, "Banks are the files in the folder banks")
        item.problem("from", f'"{bank}" is not a bank of this course. {hint}')
    found = [
        question
        for question in index.banks.get(bank, ())
        if competency in ("", question.competency) and level in (None, question.level)
    ]
    if bank in index.banks and not found and item.sound and not index.incomplete:
        item.problem("from", f'No question of the bank "{bank}" is like that')
    if len({question.points for question in found}) > 1:
        item.problem(
            "pick", "These questions have different points. Draw from those with equal ones"
        )
    return found


def _shared(competencies: Iterable[str]) -> str:
    """The competency that all have, "" if they differ."""
    different = set(competencies)
    return different.pop() if len(different) == 1 else ""
