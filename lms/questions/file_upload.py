"""Photos or documents that a trainer grades by a rubric.

The answer is the list of the files' names: the token under which each is kept, and its ending.
What is in the files, and whose they are, is looked after by those who keep them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal, Self

from markupsafe import Markup

from lms.language import gettext_noop as _
from lms.questions.authoring.keys import Line, ListOf, Mappings, WholeNumber
from lms.questions.authoring.source import Source
from lms.questions.authoring.wording import did_you_mean
from lms.questions.base import (
    WRONG,
    Answer,
    Fields,
    Grade,
    InvalidAnswer,
    Question,
    Variant,
)
from lms.questions.common import QuestionKeys, shared
from lms.questions.essay import Criterion, CriterionKeys, read_rubric
from lms.questions.expressions import Values

ENDINGS = {"photo": "jpg", "pdf": "pdf"}
"""What can be handed in, and how the names of such files end."""
MAX_FILES = 3
MAX_MEGABYTES = 10

_NAME = re.compile(r"([0-9a-f]{32})\.(jpg|pdf)")
_LOST = _("Please load this page again and choose the file once more.")


@dataclass(frozen=True)
class FileName:
    """The name of a file in an answer."""

    token: str
    ending: str

    @property
    def is_photo(self) -> bool:
        """Whether it is shown as a picture."""
        return self.ending == ENDINGS["photo"]

    def __str__(self) -> str:
        return f"{self.token}.{self.ending}"


class FileUploadKeys(QuestionKeys):
    """Photos or documents that a trainer grades."""

    kind: Literal["file_upload"]
    accept: Annotated[list[Line], ListOf(1)] = ["photo"]
    """What can be handed in: photo, pdf or both."""
    files: Annotated[int, WholeNumber(1, MAX_FILES)] = 1
    """How many at most."""
    megabytes: Annotated[int, WholeNumber(1, MAX_MEGABYTES)] = MAX_MEGABYTES
    """How large a file may be."""
    rubric: Annotated[list[Any], Mappings(CriterionKeys, least=1)]
    """What the trainer grades by."""


@dataclass(frozen=True, kw_only=True)
class FileUploadQuestion(Question):
    """How many files of which kinds, of how many megabytes each, and what to look for in them."""

    kind: ClassVar[str] = "file_upload"
    template: ClassVar[str] = "questions/file_upload.html"
    needs_trainer: ClassVar[bool] = True

    accept: tuple[str, ...]
    files: int
    megabytes: int
    rubric: tuple[Criterion, ...]

    @classmethod
    def parse(cls, source: Source) -> Self:
        keys = source.read(FileUploadKeys)
        return cls(
            **shared(source, keys),
            accept=_accepted(source, keys.accept),
            files=keys.files,
            megabytes=keys.megabytes,
            rubric=read_rubric(source, keys.rubric),
        )

    def variant_of(self, seed: int, numbers: Values) -> "FileUpload":
        return FileUpload(self, seed, numbers)


class FileUpload(Variant[FileUploadQuestion]):
    """A place for a few files."""

    @property
    def accept(self) -> tuple[str, ...]:
        """What can be handed in: photo, pdf."""
        return self.question.accept

    @property
    def most_files(self) -> int:
        return self.question.files

    @property
    def megabytes(self) -> int:
        return self.question.megabytes

    @property
    def rubric(self) -> tuple[Criterion, ...]:
        """What the trainer looks for. Show it only when it may be seen."""
        return self.question.rubric

    @property
    def key_text(self) -> Markup:
        """The description of a good answer."""
        return self.solution

    def files(self, answer: Answer | None) -> list[FileName]:
        """The files of a stored answer, whatever is stored."""
        stored = answer if isinstance(answer, list) else []
        found = [_NAME.fullmatch(each) for each in stored if isinstance(each, str)]
        return [FileName(each[1], each[2]) for each in found if each]

    def as_sent(self, fields: Fields) -> Answer:
        return list(fields.get("answer", []))

    def as_typed(self, fields: Fields) -> Answer | None:
        """The names of the files, None if there are none. Raises InvalidAnswer."""
        sent = [text for text in dict.fromkeys(fields.get("answer", [])) if text.strip()]
        if any(not _NAME.fullmatch(text) for text in sent):
            raise InvalidAnswer(_LOST)
        self.check_room(len(sent))
        return sent or None

    def check_room(self, count: int) -> None:
        """Raise InvalidAnswer if so many files are too many."""
        if count > self.most_files:
            raise InvalidAnswer(
                _("Please remove a file first. You can hand in at most %(most)s."),
                most=self.most_files,
            )

    def read(self, fields: Fields) -> Answer:
        """The names of the files. Raises InvalidAnswer."""
        names = self.as_typed(fields)
        if names is None:
            raise InvalidAnswer(_("Please choose a file."))
        return names

    def grade(self, answer: Answer) -> Grade:
        """Leave files to a trainer; no file at all gets no credit."""
        return Grade(None) if self.files(answer) else WRONG

    def answer_text(self, answer: Answer) -> Markup:
        """The names of the files in short; they themselves are shown by the template."""
        return Markup(", ").join(f"{each.token[:6]}.{each.ending}" for each in self.files(answer))


def _accepted(source: Source, accepted: Sequence[str]) -> tuple[str, ...]:
    """The kinds of files that are accepted, in the order in which they are told."""
    for each in accepted:
        if each not in ENDINGS:
            hint = did_you_mean(each, ENDINGS, f"There are: {', '.join(ENDINGS)}")
            source.problem("accept", f'"{each}" cannot be handed in. {hint}')
    # Always in the same order, however the author wrote them.
    return tuple(each for each in ENDINGS if each in accepted)
