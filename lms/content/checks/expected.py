"""An author's own tests of a question: this answer gets this verdict and hears these words."""

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from lms.language import number
from lms.questions import InvalidAnswer, Question, Variant
from lms.questions.accounts import account_called
from lms.questions.authoring.keys import NO, YES
from lms.questions.authoring.source import Source
from lms.questions.cloze import Cloze
from lms.questions.common import Expected, ExpectKeys
from lms.questions.draws import ChoiceDraw, Draws, RangeDraw, RowDraw
from lms.questions.expressions import Expression, Unsound
from lms.questions.journal_entry import JournalEntry
from lms.questions.matching import Matching
from lms.questions.ordering import Ordering
from lms.questions.template import fill_line, pieces

_LINE = re.compile(r"(.+?)\s+(debit|credit|kredit)\s+(.+)", re.IGNORECASE)


def check_expected(source: Source, question: Question) -> None:
    """Note every test of a sound question that turns out otherwise."""
    entries = source.raw("expect")
    for n, entry in enumerate(entries if isinstance(entries, list) else ()):
        item = source.below(entry, "expect", n)
        keys = item.read(ExpectKeys)
        if not item.sound:
            continue
        try:
            variant = _given(question, keys.given if isinstance(keys.given, Mapping) else {})
            found, said = _judged(variant, keys.answer)
        except Unsound as problem:
            item.problem(problem.key or "answer", problem.message)
            continue
        if found is not keys.verdict:
            item.problem("verdict", f'The verdict is "{found}", not "{keys.verdict}"')
        elif keys.says and keys.says not in said:
            heard = f'"{said}"' if said else "nothing"
            item.problem("says", f"What is said is {heard}. Change one of them")


def _given(question: Question, given: Mapping[str, Any]) -> Variant[Any]:
    """The variant with these numbers. Raises Unsound if they cannot be drawn."""
    draw = question.draw
    wanted = {str(name): str(value) for name, value in given.items()}
    for name in wanted:
        if name not in draw.free:
            known = ", ".join(draw.free) or "nothing"
            raise Unsound(f'"{name}" is not drawn. Drawn are: {known}', key="given")
    chosen = {name: _index(draw, name, value) for name, value in wanted.items()}
    return question.variant_of(0, draw.numbers(lambda name, _count: chosen.get(name, 0)))


def _index(draw: Draws, name: str, value: str) -> int:
    rules = {each: rule for own, rule in draw.rules for each in _picked(own, rule)}
    rule = rules[name]
    if isinstance(rule, RowDraw):
        firsts = [_text(row[0][1]) for row in rule.rows]
        if value in firsts and not rule.take:
            return firsts.index(value)
    elif isinstance(rule, RangeDraw | ChoiceDraw):
        values = [rule.at(n) for n in range(rule.count)]
        wanted = Expression(value).value({})
        if wanted in values:
            return values.index(wanted)
    raise Unsound(f'"{value}" is not drawn for {name}', key="given")


def _picked(name: str, rule: Any) -> list[str]:
    return list(rule.picked(name)) if isinstance(rule, RowDraw) else [name]


def _text(value: Fraction | str) -> str:
    return value if isinstance(value, str) else number(value)


def _judged(variant: Variant[Any], answer: Any) -> tuple[Expected, str]:
    try:
        grade = variant.grade(variant.read({"answer": _sent(variant, answer)}))
    except InvalidAnswer as refused:
        return Expected.UNREADABLE, str(refused)
    return Expected(grade.verdict), grade.feedback.striptags()


def _sent(variant: Variant[Any], answer: Any) -> list[str]:
    """What a form sends for an answer as an author writes it. Raises Unsound."""
    texts = [str(each) for each in answer] if isinstance(answer, list) else [str(answer)]
    for text in texts:
        pieces(text)  # raises for a stray brace
    texts = [fill_line(text, variant.names) for text in texts]
    if isinstance(variant, JournalEntry):
        return [cell for text in texts for cell in _line(variant, text)]
    if isinstance(variant, Ordering):
        return _order(variant, texts)
    if variant.kind == "true_false":
        words = {**dict.fromkeys(YES, "true"), **dict.fromkeys(NO, "false")}
        return [words.get(text.casefold(), text) for text in texts]
    if isinstance(variant, Matching) or (variant.options and not isinstance(variant, Cloze)):
        return [_option(variant, text) for text in texts]
    return texts


def _option(variant: Variant[Any], text: str) -> str:
    keys = {option.text.striptags(): option.key for option in variant.options}
    if text and text not in keys:
        raise Unsound(f'"{text}" is not one of the options', key="answer")
    return keys.get(text, "")


def _order(variant: Ordering, texts: list[str]) -> list[str]:
    """The number given to each step as shown, from the steps in the order of the answer."""
    if not set(texts) <= set(variant.key_answer):
        raise Unsound("Write the numbers of the steps, such as [2, 1, 3]", key="answer")
    return [str(texts.index(step) + 1) if step in texts else "" for step in variant.key_answer]


def _line(variant: JournalEntry, text: str) -> list[str]:
    found = _LINE.fullmatch(text.strip())
    account = account_called(variant.accounts, found[1]) if found else None
    if found is None or account is None:
        raise Unsound(f'"{text}" is no line such as "Kas debit 500000"', key="answer")
    debit = found[2].casefold() == "debit"
    return [account.code, found[3] if debit else "", "" if debit else found[3]]
