"""A journal entry: accounts with amounts in debit and credit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, Self

from markupsafe import Markup

from lms.language import UnreadableNumber, read_number, rupiah
from lms.language import gettext_noop as _
from lms.questions.accounts import SIDE_WORDS, Account, Side, account_called
from lms.questions.authoring.keys import AsWritten, Calculation, Formula, Keys, Mappings, Markdown
from lms.questions.authoring.source import Source
from lms.questions.authoring.wording import did_you_mean
from lms.questions.base import Answer, Grade, InvalidAnswer, Question
from lms.questions.common import QuestionKeys, shared
from lms.questions.expressions import Expression, Unsound, Values
from lms.questions.mistakes import once
from lms.questions.numeric import RUPIAH, as_typed, ask_back, refuse_untypable, written
from lms.questions.parts import PartsVariant, pairs_as_list
from lms.questions.template import Template, fill_line, is_drawn

ROWS = 6
"""Lines there is room for, whatever the entry has."""

_LINE_EXPECTED = 'Write a line such as "Kas: a * w" below'

NO_ACCOUNT = _("Please choose an account from the list.")
UNREADABLE = _("Please write the amount in line %(line)s like 1250000 or 1.250.000.")
ACCOUNT_MISSING = _("Please choose the account of line %(line)s.")
AMOUNT_MISSING = _("Please write the amount of line %(line)s.")
READ_TWICE = _(
    "“%(typed)s” in line %(line)s can be read as two numbers. "
    "Please write %(first)s or %(second)s, as you mean it."
)

ANY = "any"
"""Written for the amount of a mistake that does not depend on it."""

Sums = Mapping[tuple[str, Side], Fraction]
"""What stands on each side of each account, by its code."""


WrongLine = tuple[tuple[str, Side], Fraction | None]
"""A line of a mistake: account and side, and the amount, None for any."""


@dataclass(frozen=True)
class JournalLine:
    """A line of an entry; its account is named by what is drawn, or is one of the chart."""

    account: Account
    side: Side
    amount: Expression
    drawn: str = ""

    def place(self, accounts: Sequence[Account], numbers: Values) -> tuple[str, Side]:
        """The code of its account, and its side. Raises Unsound if there is no such account."""
        if not self.drawn:
            return self.account.code, self.side
        name = fill_line(self.drawn, numbers)
        if (account := account_called(accounts, name)) is None:
            raise Unsound(f'"{name}" is not an account. See accounts.yaml', key=self.side)
        return account.code, self.side


@dataclass(frozen=True)
class EntryMistake:
    """Lines that a known mistake leads to, and what to say to it."""

    lines: tuple[JournalLine, ...]
    say: Template


class JournalRow(NamedTuple):
    """A line as typed: the code of an account and two amounts."""

    account: str
    debit: str
    credit: str

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed."""
        return not (self.account or self.debit or self.credit)

    @property
    def amounts(self) -> tuple[tuple[Side, str], ...]:
        """What was typed on each side, empty sides left out."""
        both = ((Side.DEBIT, self.debit), (Side.CREDIT, self.credit))
        return tuple((side, text) for side, text in both if text)


class EntryMistakeKeys(Keys):
    """Lines that a known mistake leads to."""

    debit: Annotated[Any, AsWritten(dict[str, Calculation])] = None
    """Accounts with their wrong amounts, or "any"."""
    credit: Annotated[Any, AsWritten(dict[str, Calculation])] = None
    """Accounts with their wrong amounts, or "any"."""
    say: Markdown
    """What to say to those who write all of these lines."""


class JournalEntryKeys(QuestionKeys):
    """A journal entry; its accounts are those of accounts.yaml."""

    kind: Literal["journal_entry"]
    debit: Annotated[Any, AsWritten(dict[str, Calculation], _LINE_EXPECTED)]
    """Accounts, by name or code, with their amounts."""
    credit: Annotated[Any, AsWritten(dict[str, Calculation], _LINE_EXPECTED)]
    """Accounts, by name or code, with their amounts."""
    mistakes: Annotated[list[Any], Mappings(EntryMistakeKeys)] = []
    """Lines of wrong entries, and what to say to those who write them."""


@dataclass(frozen=True, kw_only=True)
class JournalEntryQuestion(Question):
    """The right entry, and the chart of accounts of the course."""

    kind: ClassVar[str] = "journal_entry"
    template: ClassVar[str] = "questions/journal_entry.html"

    lines: tuple[JournalLine, ...]
    accounts: tuple[Account, ...]
    mistakes: tuple[EntryMistake, ...] = ()

    @classmethod
    def parse(cls, source: Source) -> Self:
        """Read the question; its accounts must be in the chart of the course."""
        keys = source.read(JournalEntryKeys)
        common = shared(source, keys)
        known = common["draw"].names
        if not source.accounts:
            source.problem("kind", "Journal entries need accounts. Write them in accounts.yaml")
        lines: list[JournalLine] = []
        for side in Side:
            below = source.mapping(side)
            if not list(below) and side in source:
                source.problem(side, f'"{side}" is empty. {_LINE_EXPECTED}')
            lines += [_line(below, side, name, known) for name in below]
        if len(lines) > ROWS:
            source.problem("", f"The entry has {len(lines)} lines. Use at most {ROWS}")
        mistakes = tuple(
            _mistake(item, known) for item in source.children("mistakes", keys.mistakes)
        )
        return cls(**common, lines=tuple(lines), accounts=source.accounts, mistakes=mistakes)

    def variant_of(self, seed: int, numbers: Values) -> "JournalEntry":
        return JournalEntry(self, seed, numbers)


def _mistake(item: Source, known: list[str]) -> EntryMistake:
    keys = item.read(EntryMistakeKeys)
    lines = []
    known_or_any = [*known, ANY]
    for side in Side:
        if side not in item:
            item.leave_out(side)
            continue
        below = item.mapping(side)
        lines += [_line(below, side, name, known_or_any) for name in below]
    if not lines:
        item.problem("", 'A mistake has lines. Write "debit" or "credit" with accounts below')
    return EntryMistake(tuple(lines), item.template("say", keys.say, known, inline=True))


def _line(below: Source, side: Side, name: str, known: list[str]) -> JournalLine:
    account = account_called(below.accounts, name)
    drawn = below.line((name,), name, known) if account is None and is_drawn(name) else ""
    sound = below.diagnostics.sound(("accounts",))
    if account is None and below.accounts and not drawn and sound:
        names = [each.name for each in below.accounts]
        hint = did_you_mean(name, names, "See accounts.yaml")
        below.problem((name,), f'"{name}" is not an account. {hint}')
    return JournalLine(
        account or Account("", name, side),
        side,
        below.expression(name, below.value(name, Formula()), known),
        drawn,
    )


class JournalEntry(PartsVariant[JournalEntryQuestion]):
    """Lines with an account and two amounts; the answer is the list of all their boxes."""

    empty: ClassVar[str] = _("Please write at least one line.")

    @property
    def count(self) -> int:
        """How many boxes there are: three a line."""
        return 3 * ROWS

    @property
    def accounts(self) -> tuple[Account, ...]:
        return self.question.accounts

    @cached_property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """What is sent and what is shown for each account to choose from."""
        return tuple((each.code, f"{each.code} {each.name}") for each in self.accounts)

    @cached_property
    def key(self) -> Sums:
        sums: dict[tuple[str, Side], Fraction] = {}
        for line in self.question.lines:
            place = line.place(self.accounts, self.numbers)
            sums[place] = sums.get(place, Fraction(0)) + line.amount.value(self.numbers)
        return sums

    @cached_property
    def key_answer(self) -> list[str]:
        """The right entry as somebody would type it."""
        cells: list[str] = []
        for (code, side), amount in self.key.items():
            text = as_typed(amount)
            cells += [code, text, ""] if side is Side.DEBIT else [code, "", text]
        return self.cells(cells)

    @property
    def key_text(self) -> Markup:
        """The right entry, line by line."""
        return self.answer_text(self.key_answer)

    def rows(self, answer: Answer | None) -> list[JournalRow]:
        """Every line of the form with what stands in it."""
        cells = self.cells(answer)
        return [JournalRow(*cells[n : n + 3]) for n in range(0, self.count, 3)]

    def check(self, cells: Sequence[str]) -> None:
        """Raise InvalidAnswer for an unknown account, half a line or an amount that cannot be read.

        Raises TwoReadings for an amount that can be read in two ways.
        """
        for number, row in enumerate(self.rows(list(cells)), start=1):
            if row.account and row.account not in self._names:
                raise InvalidAnswer(NO_ACCOUNT)
            amounts = [_amount(text) for _side, text in row.amounts]
            if None in amounts:
                raise InvalidAnswer(UNREADABLE, line=number)
            for _side, text in row.amounts:
                ask_back(text, RUPIAH, READ_TWICE, line=number)
            if any(amounts) and not row.account:
                raise InvalidAnswer(ACCOUNT_MISSING, line=number)
            if row.account and not any(amounts):
                raise InvalidAnswer(AMOUNT_MISSING, line=number)

    def grade(self, answer: Answer) -> Grade:
        """Give max(0, right lines - other lines) out of the lines of the right entry.

        The order of lines does not matter; amounts on the same side of an account are added up.
        """
        sums = self._sums(answer)
        matched = sum(self.key.get(place) == amount for place, amount in sums.items())
        extra = len(sums) - matched
        said = [
            say
            for lines, say in self.mistakes
            if all(place in sums and amount in (None, sums[place]) for place, amount in lines)
        ]
        credit = Fraction(max(0, matched - extra), len(self.key))
        return Grade(credit, Markup("") if credit == 1 else once(said))

    @cached_property
    def mistakes(self) -> tuple[tuple[tuple[WrongLine, ...], Markup], ...]:
        """The lines of known mistakes, and what is said to whom wrote all of them."""
        return tuple(
            (tuple(self._wrong(line) for line in each.lines), each.say.fill(self.numbers))
            for each in self.question.mistakes
        )

    def _wrong(self, line: JournalLine) -> WrongLine:
        amount = None if line.amount.text == ANY else line.amount.value(self.numbers)
        return line.place(self.accounts, self.numbers), amount

    def journal(self, answer: Answer | None) -> list[tuple[str, Markup, Markup]]:
        """The entry as its lines were understood: account, debit, credit."""
        return [
            (
                self._names.get(row.account, "…"),
                _shown(text) if side is Side.DEBIT else Markup(""),
                _shown(text) if side is Side.CREDIT else Markup(""),
            )
            for row in self.rows(answer)
            for side, text in row.amounts or (((Side.DEBIT, ""),) if row.account else ())
        ]

    def totals(self, answer: Answer | None) -> tuple[str, str]:
        """The totals of both sides, as money."""
        debit, credit = self._totals(answer)
        return rupiah(debit), rupiah(credit)

    def is_balanced(self, answer: Answer | None) -> bool:
        """Whether both sides are equal."""
        debit, credit = self._totals(answer)
        return debit == credit

    def answer_text(self, answer: Answer) -> Markup:
        """The entry line by line."""
        lines = []
        for name, debit, credit in self.journal(answer):
            side, amount = (Side.CREDIT, credit) if credit else (Side.DEBIT, debit)
            lines.append((name, Markup("{} {}").format(SIDE_WORDS[side], amount)))
        return pairs_as_list(lines) if lines else Markup("")

    def rehearse(self) -> None:
        """Show everything; the right entry must balance, with amounts that can be typed."""
        super().rehearse()
        for line in self.question.lines:
            # Line by line: sums could hide an amount below zero.
            amount = line.amount.value(self.numbers)
            refuse_untypable(amount, Fraction(0), line.amount)
            if amount <= 0:
                text = line.amount.text
                raise Unsound(f'"{text}" is {amount}. Amounts are above zero', expression=text)
        for lines, _say in self.mistakes:
            if all(
                place in self.key and amount in (None, self.key[place]) for place, amount in lines
            ):
                raise Unsound("A mistake has only lines of the right entry", key="mistakes")
        if not self.is_balanced(self.key_answer):
            debit, credit = self.totals(self.key_answer)
            raise Unsound(
                f"The entry does not balance: debit {debit}, credit {credit}", key="debit"
            )

    def _sums(self, answer: Answer) -> Sums:
        sums: dict[tuple[str, Side], Fraction] = {}
        for row in self.rows(answer):
            for side, text in row.amounts:
                amount = _amount(text)
                if amount and row.account in self._names:
                    place = (row.account, side)
                    sums[place] = sums.get(place, Fraction(0)) + amount
        return sums

    def _totals(self, answer: Answer | None) -> tuple[Fraction, Fraction]:
        sums = {side: Fraction(0) for side in Side}
        for row in self.rows(answer):
            for side, text in row.amounts:
                sums[side] += _amount(text) or 0
        return sums[Side.DEBIT], sums[Side.CREDIT]

    @cached_property
    def _names(self) -> dict[str, str]:
        return {account.code: account.name for account in self.accounts}


def _amount(text: str) -> Fraction | None:
    """The amount typed, None if it cannot be read or is below zero."""
    try:
        amount = read_number(text)
    except UnreadableNumber:
        return None
    return amount if amount >= 0 else None


def _shown(text: str) -> Markup:
    """An amount as it was understood, else as it was typed."""
    amount = _amount(text)
    return Markup("{}").format(text) if amount is None else written(amount, RUPIAH)
