"""A longer text that a trainer grades by a rubric."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal, Self

from markupsafe import Markup, escape

from lms.language import gettext_noop as _
from lms.questions.authoring.keys import Keys, Line, Mappings, WholeNumber
from lms.questions.authoring.source import Source
from lms.questions.base import (
    NOTHING_WRITTEN,
    WRONG,
    Answer,
    Fields,
    Grade,
    Question,
    TooManyWords,
    Variant,
    typed,
)
from lms.questions.common import QuestionKeys, shared
from lms.questions.expressions import Values

MAX_ESSAY_LENGTH = 20_000
MAX_WORDS = 3_000
MAX_POINTS = 1_000
TOO_MANY_WORDS = _("Your text has %(words)s words. Please shorten it to %(most)s.")


class CriterionKeys(Keys):
    """What a trainer looks for."""

    criterion: Line
    """What to look for."""
    points: Annotated[int, WholeNumber(1, MAX_POINTS)]
    """How many points it is worth."""


class EssayKeys(QuestionKeys):
    """A longer text that a trainer grades; `explain` is an example of a good one."""

    kind: Literal["essay"]
    rubric: Annotated[list[Any], Mappings(CriterionKeys, least=1)]
    """What the trainer grades by."""
    words: Annotated[int | None, WholeNumber(1, MAX_WORDS)] = None
    """The length asked for."""


@dataclass(frozen=True)
class Criterion:
    """What a trainer looks for, and how many points it is worth."""

    text: str
    points: int


def read_rubric(source: Source, rubric: Sequence[Any]) -> tuple[Criterion, ...]:
    criteria = [item.read(CriterionKeys) for item in source.children("rubric", rubric)]
    return tuple(Criterion(each.criterion, each.points) for each in criteria)


@dataclass(frozen=True, kw_only=True)
class EssayQuestion(Question):
    """What to look for in the text; `explain` holds an example of a good one."""

    kind: ClassVar[str] = "essay"
    template: ClassVar[str] = "questions/essay.html"
    needs_trainer: ClassVar[bool] = True

    rubric: tuple[Criterion, ...]
    most_words: int | None

    @classmethod
    def parse(cls, source: Source) -> Self:
        keys = source.read(EssayKeys)
        return cls(
            **shared(source, keys),
            rubric=read_rubric(source, keys.rubric),
            most_words=keys.words,
        )

    def variant_of(self, seed: int, numbers: Values) -> "Essay":
        return Essay(self, seed, numbers)


class Essay(Variant[EssayQuestion]):
    """A field for a text; the answer is the text as typed."""

    longest_typed: ClassVar[int] = MAX_ESSAY_LENGTH

    @property
    def most_words(self) -> int | None:
        """The number of words asked for at most."""
        return self.question.most_words

    @property
    def rubric(self) -> tuple[Criterion, ...]:
        """What the trainer looks for. Show it only when it may be seen."""
        return self.question.rubric

    @property
    def rubric_points(self) -> int:
        """The points of all criteria together."""
        return sum(criterion.points for criterion in self.rubric)

    @property
    def key_text(self) -> Markup:
        """The example of a good text."""
        return self.solution

    def read(self, fields: Fields) -> Answer:
        """What was typed. Raises InvalidAnswer; TooManyWords beyond what is asked for."""
        text = typed(fields, MAX_ESSAY_LENGTH, NOTHING_WRITTEN)
        words, most = word_count(text), self.most_words
        if most is not None and words > most:
            raise TooManyWords(TOO_MANY_WORDS, words=words, most=most)
        return text

    def words(self, answer: Answer | None) -> int:
        return word_count(answer) if isinstance(answer, str) else 0

    def grade(self, answer: Answer) -> Grade:
        """Leave the text to a trainer; what is no text at all gets no credit."""
        return Grade(None) if isinstance(answer, str) and answer.strip() else WRONG

    def answer_text(self, answer: Answer) -> Markup:
        """What was typed, its paragraphs and line breaks kept."""
        text = answer if isinstance(answer, str) else ""
        paragraphs = [part for part in text.replace("\r\n", "\n").split("\n\n") if part.strip()]
        return Markup("").join(
            Markup("<p>{}</p>").format(escape(part.strip("\n")).replace("\n", Markup("<br>")))
            for part in paragraphs
        )


def word_count(text: str) -> int:
    return len(text.split())
