"""Question types: reading them, drawing variants, reading answers, judging them.

`KINDS` is the list of types, written out. A type is one file with two classes, see `base`.
"""

from typing import Annotated, Any

from pydantic import Field

from lms.questions.authoring.source import Source
from lms.questions.authoring.wording import did_you_mean
from lms.questions.base import (
    Answer,
    Grade,
    InvalidAnswer,
    Option,
    Question,
    Variant,
    Verdict,
)
from lms.questions.cloze import ClozeKeys, ClozeQuestion
from lms.questions.draws import derive_seed
from lms.questions.essay import EssayKeys, EssayQuestion
from lms.questions.file_upload import FileUploadKeys, FileUploadQuestion
from lms.questions.journal_entry import JournalEntryKeys, JournalEntryQuestion
from lms.questions.matching import MatchingKeys, MatchingQuestion
from lms.questions.multiple_answer import MultipleAnswerKeys, MultipleAnswerQuestion
from lms.questions.numeric import NumericKeys, NumericQuestion
from lms.questions.ordering import OrderingKeys, OrderingQuestion
from lms.questions.short_answer import ShortAnswerKeys, ShortAnswerQuestion
from lms.questions.single_choice import SingleChoiceKeys, SingleChoiceQuestion
from lms.questions.true_false import TrueFalseKeys, TrueFalseQuestion

__all__ = [
    "KINDS",
    "Answer",
    "Grade",
    "InvalidAnswer",
    "Option",
    "Question",
    "QuestionOfAnyKind",
    "Variant",
    "Verdict",
    "derive_seed",
    "parse_question",
]

KINDS: dict[str, type[Question]] = {
    "single_choice": SingleChoiceQuestion,
    "multiple_answer": MultipleAnswerQuestion,
    "true_false": TrueFalseQuestion,
    "numeric": NumericQuestion,
    "matching": MatchingQuestion,
    "ordering": OrderingQuestion,
    "short_answer": ShortAnswerQuestion,
    "cloze": ClozeQuestion,
    "journal_entry": JournalEntryQuestion,
    "essay": EssayQuestion,
    "file_upload": FileUploadQuestion,
}


QuestionOfAnyKind = Annotated[
    SingleChoiceKeys
    | MultipleAnswerKeys
    | TrueFalseKeys
    | NumericKeys
    | MatchingKeys
    | OrderingKeys
    | ShortAnswerKeys
    | ClozeKeys
    | JournalEntryKeys
    | EssayKeys
    | FileUploadKeys,
    Field(discriminator="kind"),
]
"""What may be written for a question."""


def parse_question(source: Source) -> Question | None:
    """Read a question of whatever kind; None, and a noted problem, if there is no such kind."""
    kind: Any = source.raw("kind")
    if isinstance(kind, str) and kind in KINDS:
        return KINDS[kind].parse(source)
    if kind is None:
        source.problem("", f'"kind" is missing. Write one of: {", ".join(KINDS)}')
    else:
        hint = did_you_mean(kind, KINDS, f"There are: {', '.join(KINDS)}")
        source.problem("kind", f'"{kind}" is not a kind of question. {hint}')
    return None
