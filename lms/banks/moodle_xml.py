"""Reads Moodle XML, described at https://docs.moodle.org/en/Moodle_XML_format."""

import re
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from lms.banks import cloze_text, gaps, kinds
from lms.banks.drafts import Draft, Found, LeftOutQuestion, NotTaken, one_line
from lms.banks.gift_blocks import category_name
from lms.banks.kinds import CreditRange, Weighted
from lms.banks.safe_xml import Element, MalformedXml, elements
from lms.banks.texts import NOTHING, Text, TextFormat, plain_line
from lms.questions.authoring.keys import NO, YES

_FORMS = {
    "html": TextFormat.HTML,
    "plain_text": TextFormat.PLAIN,
    "markdown": TextFormat.MARKDOWN,
    "moodle_auto_format": TextFormat.MOODLE,
}
_NO_QUESTION = {"description": "It is a text and not a question"}
_SHIFTING = re.compile(r"</su[bp]>", re.IGNORECASE)
_RUBRIC = re.compile(r"(.+) \(([0-9]{1,4})\)")
_COMBINED = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")
_USUAL = re.compile(
    r"your answer is (partially )?(in)?correct\.?|jawaban anda .{0,30}|", re.IGNORECASE
)
_OWN = frozenset(
    {
        *("text", "file", "feedback", "answer", "tolerance", "tolerancetype", "selected"),
        *("shownumcorrect", "clearwrong", "options", "subanswer"),
    }
)
"""Elements of the format that may stand in one with a text; any other there is HTML."""
_TRUTH = {word: word in YES for word in YES | NO}
_COUNTED = "RELATIVE_NEXT_EXCLUDE_LAST"
RELATIVE = "1"
MAX_BEGIN_LENGTH = 1000


def looks_like_xml(text: str) -> bool:
    """Whether a file is XML at all."""
    return text.lstrip()[:1] == "<"


def read_moodle_xml(text: str) -> Found:
    """Give every question of a file, as a draft or with the reason why it is left.

    Raises UnreadableBank for a file that is not Moodle XML or not safe to read.
    """
    group = ""
    for element in elements(text, "quiz", "question"):
        if isinstance(element, MalformedXml):
            yield LeftOutQuestion(element.line, "", element.reason)
        elif element.attributes.get("type") == "category":
            group = category_name(_text(element.first("category")).body)
        else:
            yield _question(element, group)


def _question(element: Element, group: str) -> Draft | LeftOutQuestion:
    kind = element.attributes.get("type", "").strip().casefold()
    draft = Draft(element.line, "", group=group, tags=_tags(element))
    draft.title = title = one_line(_name(element, draft))
    ask = _text(element.first("questiontext"))
    try:
        if element.value("hidden") == "1":
            raise NotTaken("It was deleted there (hidden)")
        if kind in _NO_QUESTION:
            raise NotTaken(_NO_QUESTION[kind])
        if kind not in _KINDS:
            raise NotTaken(f'Questions of the type "{kind[:40]}" are not available here')
        _KINDS[kind](draft, element, ask)
        _end(draft, element)
    except NotTaken as problem:
        begun = replace(ask, body=ask.body[:MAX_BEGIN_LENGTH])
        shown = title or one_line(plain_line(begun, draft.remark), 80)
        return LeftOutQuestion(element.line, shown, str(problem))
    return draft


def _name(element: Element, draft: Draft) -> str:
    """The name of a question, which is no HTML unless it stands there as elements."""
    name = _text(element.first("name"))
    is_markup = name.form is TextFormat.HTML and element.all("name")[0].first("text") is None
    return plain_line(name, draft.remark) if is_markup else name.body


def _tags(element: Element) -> tuple[str, ...]:
    tags = element.first("tags")
    return tuple(_text(tag).body for tag in tags.all("tag")) if tags else ()


def _text(element: Element | None) -> Text:
    """The text in an element, in the form that it names."""
    if element is None:
        return NOTHING
    below = element.first("text")
    form = _FORMS.get(element.attributes.get("format", ""), TextFormat.MOODLE)
    if below is None and any(child.tag not in _OWN for child in element.children):
        # HTML that stands there as it is, without an element that holds it as text.
        return Text(element.markup(_OWN).strip(), TextFormat.HTML)
    body = below.text if below is not None else element.text
    return Text(body.strip(), form)


def _end(draft: Draft, element: Element) -> None:
    hints = [_text(hint) for hint in element.all("hint")]
    kinds.end(draft, _text(element.first("generalfeedback")), hints, element.value("defaultgrade"))
    if picture := element.value("image"):
        draft.remark(f"A picture was left out ({picture[:60]}). Describe it in words")
    for tag in _COMBINED:
        said = plain_line(_text(element.first(tag)), draft.remark)
        if said and not _USUAL.fullmatch(said):
            draft.remark("What was said to any right, partly right or wrong answer was left out")


def _weighted(answer: Element) -> Weighted:
    share = kinds.share_in(answer.attributes.get("fraction", "0"))
    return Weighted(_text(answer), share, _text(answer.first("feedback")))


def _typed(answer: Element) -> Weighted:
    """An answer that people type: signs of HTML mean themselves unless it says so.

    Nobody types the tags of raised or lowered digits, so these say so.
    """
    weighted = _weighted(answer)
    is_html = weighted.text.form is TextFormat.HTML or _SHIFTING.search(weighted.text.body)
    form = TextFormat.HTML if is_html else TextFormat.PLAIN
    return replace(weighted, text=Text(weighted.text.body, form))


def _yes(element: Element, tag: str, default: str) -> bool:
    return element.value(tag, default).casefold() in ("1", "true")


def _choice(draft: Draft, element: Element, ask: Text) -> None:
    single = _yes(element, "single", "true")
    kinds.begin(draft, "single_choice" if single else "multiple_answer", ask)
    answers = [_weighted(answer) for answer in element.all("answer")]
    shuffle = _yes(element, "shuffleanswers", "true")
    kinds.choice(draft, answers, single=single, shuffle=shuffle)


def _all_or_nothing(draft: Draft, element: Element, ask: Text) -> None:
    draft.remark("There only exactly the right options gave credit; here each one counts")
    kinds.begin(draft, "multiple_answer", ask)
    answers = [_weighted(answer) for answer in element.all("answer")]
    right = sum(answer.share > 0 for answer in answers) or 1
    even = [
        Weighted(answer.text, Fraction(1 if answer.share > 0 else -1, right), answer.say)
        for answer in answers
    ]
    kinds.choice(draft, even, single=False, shuffle=_yes(element, "shuffleanswers", "true"))


def _true_false(draft: Draft, element: Element, ask: Text) -> None:
    kinds.begin(draft, "true_false", ask)
    answers = [_weighted(answer) for answer in element.all("answer")]
    if len(answers) != 2:
        raise NotTaken(f"It needs the answers true and false, there are {len(answers)}")
    words = [plain_line(answer.text, draft.remark) for answer in answers]
    truths = [_TRUTH.get(word.casefold()) for word in words]
    if set(truths) != {True, False}:
        draft.remark(f'Its answers were "{words[0]}" and "{words[1]}"; the first was read as true')
        truths = [True, False]
    yes, no = answers if truths[0] else reversed(answers)
    if (yes.share > 0) is (no.share > 0):
        raise NotTaken("Exactly one of true and false must be right")
    kinds.true_false(draft, yes.share > 0, yes.say, no.say)


def _short_answer(draft: Draft, element: Element, ask: Text) -> None:
    kinds.begin(draft, "short_answer", ask)
    answers = [_typed(answer) for answer in element.all("answer")]
    kinds.short_answer(draft, answers, case=_yes(element, "usecase", "0"))


def _numerical(draft: Draft, element: Element, ask: Text) -> None:
    kinds.begin(draft, "numeric", ask)
    kinds.numeric(draft, [_range(each) for each in element.all("answer")], _unit(draft, element))


def _range(answer: Element) -> CreditRange:
    weighted = _weighted(answer)
    if weighted.text.body == "*":
        return CreditRange(None, Fraction(0), weighted.share, weighted.say)
    value = kinds.number_in(weighted.text.body)
    tolerance = abs(kinds.number_in(answer.value("tolerance", "0")))
    if answer.value("tolerancetype") == RELATIVE:
        tolerance *= abs(value)
    return CreditRange(value, tolerance, weighted.share, weighted.say)


def _unit(draft: Draft, element: Element) -> str:
    """The unit that counts once; tell about any others."""
    below = element.first("units")
    units = below.all("unit") if below else []
    names = [
        plain_line(Text(unit.value("unit_name"), TextFormat.MOODLE), draft.remark)
        for unit in units
        if kinds.number_in(unit.value("multiplier", "1")) == 1
    ]
    if len(units) > 1:
        draft.remark("Other units than the first cannot be typed here")
    if element.value("unitgradingtype", "0") != "0":
        draft.remark("The unit was graded there; here it is shown")
    return names[0] if names else ""


def _matching(draft: Draft, element: Element, ask: Text) -> None:
    kinds.begin(draft, "matching", ask)
    kinds.matching(
        draft,
        [
            (_text(pair), Text(_text(pair.first("answer")).body, TextFormat.MOODLE))
            for pair in element.all("subquestion")
        ],
    )


def _ordering(draft: Draft, element: Element, ask: Text) -> None:
    kinds.begin(draft, "ordering", ask)
    steps = [
        (kinds.number_in(step.attributes.get("fraction", "0")), n, _text(step))
        for n, step in enumerate(element.all("answer"))
    ]
    if element.value("selecttype", "ALL") not in ("ALL", "0"):
        draft.remark("There only some of the steps were asked for; here all are")
    if element.value("gradingtype", _COUNTED) != _COUNTED:
        draft.remark("Steps in their place were counted in another way there")
    kinds.ordering(draft, [text for _place, _n, text in sorted(steps, key=lambda s: s[:2])])


def _essay(draft: Draft, element: Element, ask: Text) -> None:
    _remark_template(draft, element)
    files = element.value("attachments", "0")
    if element.value("responseformat") == "noinline":
        _file_upload(draft, element, ask, files)
        return
    kinds.begin(draft, "essay", ask)
    if files != "0":
        draft.remark("Files cannot be handed in with it here")
    if element.value("minwordlimit", "0") != "0":
        draft.remark("There it needed a least number of words")
    kinds.essay(draft, _rubric(draft, element), element.value("maxwordlimit"))


def _file_upload(draft: Draft, element: Element, ask: Text, files: str) -> None:
    """Read an essay without a text: files are what is asked for. Raises NotTaken."""
    if files == "0":
        raise NotTaken("It asks neither for a text nor for a file")
    kinds.begin(draft, "file_upload", ask)
    rubric = _rubric(draft, element)
    types = element.value("filetypeslist")
    kinds.file_upload(draft, rubric, files, types, element.value("maxbytes", "0"))


def _remark_template(draft: Draft, element: Element) -> None:
    if template := plain_line(_text(element.first("responsetemplate")), draft.remark):
        draft.remark(f'The text that stood in the answer at first, "{template[:60]}", was left out')


def _rubric(draft: Draft, element: Element) -> list[tuple[str, int]]:
    """The criteria in the notes for trainers; tell if they are no rubric."""
    info = _text(element.first("graderinfo"))
    rows = [row.strip() for row in re.split(r"<[^<>]*>|\n", info.body) if row.strip()]
    found = [
        _RUBRIC.fullmatch(plain_line(Text(row, TextFormat.MOODLE), draft.remark)) for row in rows
    ]
    rubric = [(row[1], int(row[2])) for row in found if row]
    if rows and len(rubric) < len(rows):
        draft.remark("Its notes for trainers are no rubric and were left out")
        return []
    return rubric


def _cloze(draft: Draft, element: Element, ask: Text) -> None:
    cloze_text.read_cloze(draft, ask)


_KINDS: dict[str, Callable[[Draft, Element, Text], None]] = {
    "multichoice": _choice,
    "multichoiceset": _all_or_nothing,
    "truefalse": _true_false,
    "shortanswer": _short_answer,
    "numerical": _numerical,
    "matching": _matching,
    "match": _matching,
    "ordering": _ordering,
    "essay": _essay,
    "cloze": _cloze,
    "multianswer": _cloze,
    "gapselect": gaps.read_gaps,
    "ddwtos": gaps.read_gaps,
}
