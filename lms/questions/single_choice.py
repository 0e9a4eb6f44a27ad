"""One right option out of several."""

from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar, Literal, Self

from markupsafe import Markup

from lms.language import gettext_noop as _
from lms.questions.authoring.source import Source
from lms.questions.base import (
    WRONG,
    Answer,
    Fields,
    Grade,
    InvalidAnswer,
    first_text,
    joined,
)
from lms.questions.choices import (
    ChoiceKeys,
    ChoiceQuestion,
    ChoiceVariant,
    read_options,
    refuse_right_count,
)
from lms.questions.common import shared
from lms.questions.expressions import Values

NONE_CHOSEN = _("Please choose one option.")


class SingleChoiceKeys(ChoiceKeys):
    """Exactly one option is right."""

    kind: Literal["single_choice"]


@dataclass(frozen=True, kw_only=True)
class SingleChoiceQuestion(ChoiceQuestion):
    """Exactly one of the written options is right."""

    kind: ClassVar[str] = "single_choice"
    template: ClassVar[str] = "questions/single_choice.html"

    @classmethod
    def parse(cls, source: Source) -> Self:
        """Read the question; exactly one option must be right."""
        keys = source.read(SingleChoiceKeys)
        common = shared(source, keys)
        options = read_options(source, keys, common["draw"].names)
        rights = [option.right for option in options["written"]]
        right = rights.count(True)
        if rights and all(isinstance(each, bool) for each in rights) and right != 1:
            source.problem("options", f'{right} options are marked "right: true". Mark exactly one')
        return cls(**common, **options)

    def variant_of(self, seed: int, numbers: Values) -> "SingleChoice":
        return SingleChoice(self, seed, numbers)


class SingleChoice(ChoiceVariant[SingleChoiceQuestion]):
    """Options of which one is chosen; the answer is its key."""

    @property
    def key_text(self) -> Markup:
        """The text of the right option."""
        return Markup("").join(
            option.text.fill(self.numbers) for _key, option in self.order if option.right
        )

    def read(self, fields: Fields) -> Answer:
        """The key of the chosen option. Raises InvalidAnswer."""
        chosen = first_text(fields)
        if chosen not in dict(self.order):
            raise InvalidAnswer(NONE_CHOSEN)
        return chosen

    def grade(self, answer: Answer) -> Grade:
        """Give full credit for the right option, with what its author says about the choice."""
        option = dict(self.order).get(answer) if isinstance(answer, str) else None
        if option is None:
            return WRONG
        return Grade(Fraction(option.right), joined([option.say.fill(self.numbers)]))

    def rehearse(self) -> None:
        """Show everything, and see that one option is right."""
        super().rehearse()
        right = sum(bool(option.right) for _key, option in self.order)
        refuse_right_count(self, right == 1, right, "exactly one")
        for _key, option in self.order:
            option.say.fill(self.numbers)

    def answer_text(self, answer: Answer) -> Markup:
        """The text of the chosen option."""
        return next((each.text for each in self.options if each.key == answer), Markup(""))
