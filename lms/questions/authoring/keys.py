"""How values stand in a course's files: the types that keys are declared with.

Each mapping of a course's files is a subclass of `Keys`, and each key stands in it once, with its
type, what it is without being written, and what it means. The reader, the checker with its
messages, and the JSON Schema for editors follow from that. YAML is read as plain texts, so a type
reads a text (or, from a stored revision, the value itself).
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cache
from types import GenericAlias
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.fields import FieldInfo
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from lms.questions.authoring.wording import did_you_mean, line_problem, shape, text_expected
from lms.questions.expressions import Expression, Unsound

YES = frozenset({"true", "yes", "ya", "benar"})
NO = frozenset({"false", "no", "tidak", "salah"})
MAX_LINE_LENGTH = 300
MAX_ENTRIES = 2_000

ABOUT_KEY, ABOUT_VALUE, TOO_FEW = "about_key", "about_value", "too_few"
"""The sorts of problems: what is told begins with the key, or says it all by itself."""

STAND_IN: Any = object()
"""Given in the place of a value that is wrong, which was told: its type has one that fits."""

_TEXT = {"type": ["string", "number", "boolean"]}


def problem(sort: str, message: str) -> PydanticCustomError:
    """What to raise for a value that its author must correct."""
    return PydanticCustomError(sort, "{message}", {"message": message})


class Keys(BaseModel):
    """The keys of one mapping. The text below a key is what editors show about it."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    @classmethod
    @cache
    def declared(cls) -> Mapping[str, FieldInfo]:
        """The keys as they are written in a file."""
        return {field.alias or name: field for name, field in cls.model_fields.items()}

    @classmethod
    def advice(cls, key: str) -> str:
        """What to do when a key is missing."""
        types = [e for e in cls.declared()[key].metadata if isinstance(e, Written | ListOf)]
        return types[0].advice


class Written(ABC):
    """How a value is written, as an annotation that pydantic understands.

    `advice` is what to do when it is missing, `stand_in` what is read where it is wrong.
    """

    stand_in: ClassVar[Any] = ""
    advice: str = "Add it"

    @abstractmethod
    def read(self, value: Any) -> Any:
        """The value. Raises what `problem` returns."""

    def looks(self, handler: GetCoreSchemaHandler) -> CoreSchema | None:
        """The type that the JSON Schema follows from, None where `Scalar` has its own."""
        return None

    def store(self, value: Any) -> Any:
        """The value as a revision stores it."""
        return value

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            lambda value: self.stand_in if value is STAND_IN else self.read(value),
            serialization=core_schema.plain_serializer_function_ser_schema(self.store),
            json_schema_input_schema=self.looks(handler),
        )


class Scalar(Written):
    """A value without anything below it."""

    @property
    @abstractmethod
    def schema(self) -> JsonSchemaValue:
        """What may be written, as JSON Schema."""

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return self.schema


@dataclass(frozen=True)
class OneLine(Scalar):
    """One line of plain text."""

    longest: int = MAX_LINE_LENGTH
    may_be_empty: bool = False

    def read(self, value: Any) -> str:
        """The text without spaces around it."""
        if value is None or isinstance(value, list | dict):
            raise problem(ABOUT_VALUE, text_expected(value))
        text = str(value).strip()
        wrong = line_problem(text, self.longest)
        if wrong and (text or not self.may_be_empty):
            raise problem(ABOUT_VALUE, wrong)
        return text

    @property
    def schema(self) -> JsonSchemaValue:
        """A text, or what YAML takes for a number."""
        return {**_TEXT, "maxLength": self.longest}


@dataclass(frozen=True)
class LongText(Scalar):
    """Markdown of several lines; its rendering is not a matter of shape."""

    advice: str = "Add the text"

    def read(self, value: Any) -> str:
        if value is None:
            raise problem(ABOUT_KEY, "is missing or empty. Add the text")
        if isinstance(value, list | dict):
            raise problem(ABOUT_VALUE, text_expected(value))
        return str(value)

    @property
    def schema(self) -> JsonSchemaValue:
        """A text, or what YAML takes for a number."""
        return dict(_TEXT)


@dataclass(frozen=True)
class WholeNumber(Scalar):
    """A whole number from `least` to `most`."""

    least: int
    most: int

    stand_in: ClassVar[Any] = 1
    advice: str = "Write a whole number"

    def read(self, value: Any) -> int:
        written = str(value)
        digits = written.removeprefix("-")
        if not (digits.isascii() and digits.isdigit() and len(digits) < 10):
            raise problem(ABOUT_KEY, f"must be a whole number, not {shape(value)}")
        if not self.least <= int(written) <= self.most:
            raise problem(ABOUT_KEY, f"must be from {self.least} to {self.most}, not {written}")
        return int(written)

    @property
    def schema(self) -> JsonSchemaValue:
        return {"type": "integer", "minimum": self.least, "maximum": self.most}


@dataclass(frozen=True)
class Amount(Scalar):
    """A number from 0 to `most` such as 70 or 2.5, exactly as it is written."""

    most: int

    stand_in: ClassVar[Any] = Expression("0")
    advice: str = "Write a number"

    def read(self, value: Any) -> Expression:
        number = Expression(str(value))
        try:
            fits = 0 <= value_of(number) <= self.most
        except Unsound:
            message = f"must be a number such as 70 or 2.5, not {shape(value)}"
            raise problem(ABOUT_KEY, message) from None
        if not fits:
            raise problem(ABOUT_KEY, f"must be from 0 to {self.most}")
        return number

    def store(self, value: Expression | None) -> str | None:
        """The number as it was written."""
        return None if value is None else value.text

    @property
    def schema(self) -> JsonSchemaValue:
        return {"type": "number", "minimum": 0, "maximum": self.most}


@dataclass(frozen=True)
class Formula(Scalar):
    """A number or a calculation; whether it can be worked out is not a matter of shape."""

    stand_in: ClassVar[Any] = Expression("0")
    advice: str = "Write a number or a calculation"

    def read(self, value: Any) -> Expression:
        return Expression(OneLine(MAX_LINE_LENGTH * 2).read(value))

    def store(self, value: Expression) -> str:
        """The calculation as it was written."""
        return value.text

    @property
    def schema(self) -> JsonSchemaValue:
        """A number, or a calculation as a text."""
        return {"type": ["string", "number"]}


@dataclass(frozen=True)
class YesOrNo(Scalar):
    """Yes or no, written true/false, yes/no, ya/tidak or benar/salah."""

    stand_in: ClassVar[Any] = False
    advice: str = "Write true or false"

    def read(self, value: Any) -> bool:
        word = str(value).casefold()
        if word not in YES | NO:
            raise problem(ABOUT_KEY, f"must be true or false, not {shape(value)}")
        return word in YES

    @property
    def schema(self) -> JsonSchemaValue:
        """Yes or no, in English or Indonesian."""
        return {"enum": [True, False, *sorted(YES | NO)]}


@dataclass(frozen=True)
class YesOrDrawn(YesOrNo):
    """Yes or no, or the value of a row that says which: `{row.right}`."""

    def read(self, value: Any) -> bool | str:  # type: ignore[override]
        """Yes, no, or the placeholder as it is written."""
        drawn = isinstance(value, str) and value.startswith("{") and value.endswith("}")
        return value if drawn else super().read(value)

    @property
    def schema(self) -> JsonSchemaValue:
        """Yes or no, or a placeholder."""
        return {"anyOf": [super().schema, {"type": "string", "pattern": r"^\{.*\}$"}]}


def decided(right: bool | str, word: Callable[[str], str]) -> bool:
    """Whether something is right: as it is written, or as `word` gives the placeholder written.

    Raises Unsound if that is neither yes nor no.
    """
    if isinstance(right, bool):
        return right
    said = word(right)
    if said.casefold() not in YES | NO:
        raise Unsound(f'"{said}" must be true or false', expression=right.strip("{} "))
    return said.casefold() in YES


@dataclass(frozen=True)
class OneOf(Scalar):
    """One of a few words."""

    words: type[StrEnum]

    @property
    def advice(self) -> str:  # type: ignore[override]
        return f"Write one of: {', '.join(self.words)}"

    @property
    def stand_in(self) -> Any:
        """The first of the words."""
        return next(iter(self.words))

    def read(self, value: Any) -> StrEnum:
        if value in list(self.words):
            return self.words(value)
        hint = did_you_mean(value, self.words, self.advice)
        raise problem(ABOUT_KEY, f"cannot be {shape(value)}. {hint}")

    @property
    def schema(self) -> JsonSchemaValue:
        return {"enum": list(self.words)}


def _listed(value: Any, least: int) -> list[Any]:
    if not isinstance(value, list):
        raise problem(ABOUT_KEY, f'must be a list, one "- …" a line, not {shape(value)}')
    if len(value) < least:
        raise problem(TOO_FEW, f"needs at least {least}, there are {len(value)}")
    if len(value) > MAX_ENTRIES:
        raise problem(ABOUT_KEY, f"has more than {MAX_ENTRIES} entries. Split it")
    return value


@dataclass(frozen=True)
class ListOf:
    """A list with at least so many entries, of the type that is annotated."""

    least: int = 0

    @property
    def advice(self) -> str:
        return f"Add a list of at least {self.least}"

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_before_validator_function(
            lambda value: [] if value is STAND_IN else _listed(value, self.least), handler(source)
        )


@dataclass(frozen=True)
class AsWritten(Written):
    """A value of several possible shapes, or with keys of its own, which its reader looks into.

    `shape` is the type it looks like, for the JSON Schema.
    """

    shape: Any
    advice: str = "Add it"

    stand_in: ClassVar[Any] = None

    def read(self, value: Any) -> Any:
        return value

    def looks(self, handler: GetCoreSchemaHandler) -> CoreSchema:
        return handler.generate_schema(self.shape)


@dataclass(frozen=True)
class Mappings(Written):
    """A list of at least so many mappings, which its reader looks into one by one."""

    shape: Any
    least: int = 0

    stand_in: ClassVar[Any] = ()

    @property
    def advice(self) -> str:  # type: ignore[override]
        return f"Add a list of at least {self.least}"

    def read(self, value: Any) -> list[Any]:
        return _listed(value, self.least)

    def looks(self, handler: GetCoreSchemaHandler) -> CoreSchema:
        return handler.generate_schema(GenericAlias(list, (self.shape,)))


def value_of(amount: Expression) -> Fraction:
    """The value of an amount; most are digits, which need no calculation."""
    text = amount.text
    is_plain = text.isascii() and text.isdigit() and len(text) < 10
    return Fraction(int(text)) if is_plain else amount.value({})


def usually(number: str) -> Any:
    return Field(default_factory=lambda: Expression(number), json_schema_extra={"default": number})


Line = Annotated[str, OneLine()]
MaybeLine = Annotated[str, OneLine(may_be_empty=True)]
Markdown = Annotated[str, LongText()]
Calculation = Annotated[Expression, Formula()]
YesNo = Annotated[bool, YesOrNo()]
YesNoDrawn = Annotated[bool | str, YesOrDrawn()]
