"""Several options may be right; each right one ticked counts, each wrong one takes away."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Any, ClassVar, Literal, Self

from markupsafe import Markup

from lms.language import gettext_noop as _
from lms.questions.authoring.keys import Mappings
from lms.questions.authoring.source import Source
from lms.questions.base import (
    WRONG,
    Answer,
    Fields,
    Grade,
    InvalidAnswer,
    joined,
)
from lms.questions.choices import (
    MIN_OPTIONS,
    ChoiceKeys,
    ChoiceQuestion,
    ChoiceVariant,
    TickedOptionKeys,
    listed,
    read_options,
    refuse_right_count,
)
from lms.questions.common import shared
from lms.questions.expressions import Values

NONE_TICKED = _("Please tick at least one option.")


class MultipleAnswerKeys(ChoiceKeys):
    """One or more options are right."""

    kind: Literal["multiple_answer"]
    options: Annotated[list[Any], Mappings(TickedOptionKeys, MIN_OPTIONS)]
    """What there is to choose from."""


@dataclass(frozen=True, kw_only=True)
class MultipleAnswerQuestion(ChoiceQuestion):
    """One or more of the written options are right."""

    kind: ClassVar[str] = "multiple_answer"
    template: ClassVar[str] = "questions/multiple_answer.html"

    @classmethod
    def parse(cls, source: Source) -> Self:
        """Read the question; at least one option must be right."""
        keys = source.read(MultipleAnswerKeys)
        common = shared(source, keys)
        options = read_options(source, keys, common["draw"].names, ticked=True)
        if options["written"] and not any(option.right for option in options["written"]):
            source.problem("options", 'No option is marked "right: true". Mark at least one')
        return cls(**common, **options)

    def variant_of(self, seed: int, numbers: Values) -> "MultipleAnswer":
        return MultipleAnswer(self, seed, numbers)


class MultipleAnswer(ChoiceVariant[MultipleAnswerQuestion]):
    """Options of which some are ticked; the answer is the list of their keys."""

    @property
    def key_text(self) -> Markup:
        """The texts of the right options."""
        right = [each.text.fill(self.numbers) for _key, each in self.order if each.right]
        return listed(right)

    def read(self, fields: Fields) -> Answer:
        """The keys of the ticked options in the order shown. Raises InvalidAnswer."""
        ticked = set(fields.get("answer", []))
        known = [key for key, _written in self.order]
        if not ticked or not ticked.issubset(known):
            raise InvalidAnswer(NONE_TICKED)
        return [key for key in known if key in ticked]

    def as_sent(self, fields: Fields) -> Answer:
        return list(fields.get("answer", []))

    def as_typed(self, fields: Fields) -> Answer | None:
        """The keys of the ticked options in the order shown, None if there are none."""
        ticked = set(fields.get("answer", []))
        return [key for key, _written in self.order if key in ticked] or None

    def grade(self, answer: Answer) -> Grade:
        """Give max(0, right ticked - wrong ticked) out of all right ones.

        Said is what belongs to each option ticked, and to each right one that was left out.
        """
        if not isinstance(answer, list):
            return WRONG
        options = dict(self.order)
        ticked = [options[key] for key in options if key in answer]
        score = sum(1 if option.right else -1 for option in ticked)
        credit = Fraction(max(0, score), sum(bool(option.right) for option in options.values()))
        said = [
            (option.say if key in answer else option.missed).fill(self.numbers)
            for key, option in options.items()
            if key in answer or option.right
        ]
        return Grade(credit, joined(said))

    def rehearse(self) -> None:
        """Show everything, and see that some option is right."""
        super().rehearse()
        right = sum(bool(option.right) for _key, option in self.order)
        refuse_right_count(self, right > 0, right, "at least one")
        for _key, option in self.order:
            option.say.fill(self.numbers)
            option.missed.fill(self.numbers)

    def answer_text(self, answer: Answer) -> Markup:
        """The texts of the ticked options."""
        if not isinstance(answer, list):
            return Markup("")
        return listed([option.text for option in self.options if option.key in answer])
