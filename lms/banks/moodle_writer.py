"""Writes Moodle XML, described at https://docs.moodle.org/en/Moodle_XML_format."""

from collections.abc import Callable, Sequence
from xml.sax.saxutils import escape

from markupsafe import Markup
from markupsafe import escape as html

from lms.banks.kinds import MEGABYTE
from lms.banks.leaving import (
    JOURNAL,
    Export,
    Leaving,
    NotWritten,
    blank_answers,
    decimal,
    export,
    plain_text,
)
from lms.content.values import Course
from lms.questions.blanks import WordBlank
from lms.questions.choices import written_options

TYPES = {
    "single_choice": "multichoice",
    "multiple_answer": "multichoice",
    "true_false": "truefalse",
    "numeric": "numerical",
    "short_answer": "shortanswer",
    "matching": "matching",
    "ordering": "ordering",
    "cloze": "cloze",
    "essay": "essay",
    "file_upload": "essay",
}
_FILE_TYPES = {"photo": ".jpg,.jpeg,.png,.webp", "pdf": ".pdf"}


def write_moodle_xml(course: Course) -> Export:
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n'
    return export(course, head, _question, "</quiz>\n")


def _question(away: Leaving, group: str) -> str:
    question, variant = away.question, away.variant
    if question.kind not in TYPES:
        raise NotWritten(JOURNAL if question.kind == "journal_entry" else "There is none there")
    own = _KINDS[question.kind](away)
    prompt = _blanks(away) if question.kind == "cloze" else variant.prompt
    lines = [
        f"<name><text>{_xml(away.name)}</text></name>",
        _html("questiontext", prompt),
        _html("generalfeedback", variant.solution),
        f"<defaultgrade>{decimal(question.points)}</defaultgrade>",
        "<penalty>0</penalty>",
        "<hidden>0</hidden>",
        f"<idnumber>{_xml(question.id)}</idnumber>",
        *own,
        *(_html("hint", hint) for hint in variant.hints),
    ]
    if question.competency:
        tag = _xml(question.competency)
        lines.append(f"<tags><tag><text>{tag}</text></tag></tags>")
    body = "\n".join(f"    {line}" for line in lines)
    begun = f'  <question type="{TYPES[question.kind]}">'
    return f"{_category(away, group)}{begun}\n{body}\n  </question>\n"


def _category(away: Leaving, group: str) -> str:
    if away.group == group:
        return ""
    path = _xml(f"$course$/top/{away.group}")
    return f'  <question type="category"><category><text>{path}</text></category></question>\n'


def _xml(text: str) -> str:
    """A text as it stands in XML; HTML is a text like any other."""
    return escape(str(text))


def _html(tag: str, text: str, more: str = "", inside: str = "") -> str:
    return f'<{tag}{more} format="html"><text>{_xml(text)}</text>{inside}</{tag}>'


def _answer(fraction: str, text: str, say: Markup, form: str = "html", inside: str = "") -> str:
    feedback = _html("feedback", say) if say else ""
    return (
        f'<answer fraction="{fraction}" format="{form}"><text>{_xml(text)}</text>'
        f"{inside}{feedback}</answer>"
    )


def _choices(away: Leaving, shares: Sequence[str]) -> list[str]:
    shuffle = "true" if away.question.shuffle_options else "false"
    single = "true" if away.question.kind == "single_choice" else "false"
    rows = [f"<single>{single}</single>", f"<shuffleanswers>{shuffle}</shuffleanswers>"]
    for option, share in zip(written_options(away.variant), shares, strict=True):
        text, say = away.texts(option.text, option.say)
        rows.append(_answer(share, text, say))
    return rows


def _single_choice(away: Leaving) -> list[str]:
    options = written_options(away.variant)
    return _choices(away, ["100" if option.right else "0" for option in options])


def _multiple_answer(away: Leaving) -> list[str]:
    return _choices(away, away.shares([bool(o.right) for o in written_options(away.variant)]))


def _true_false(away: Leaving) -> list[str]:
    question = away.question
    rows = []
    for word, say in (("true", question.say_true), ("false", question.say_false)):
        right = (word == "true") is away.variant.statement_is_true
        rows.append(_answer("100" if right else "0", word, *away.texts(say)))
    return rows


def _numeric(away: Leaving) -> list[str]:
    question, names = away.question, away.variant.names
    tolerance = f"<tolerance>{decimal(question.tolerance.value(names))}</tolerance>"
    rows = [_answer("100", decimal(away.variant.key), Markup(""), "plain_text", tolerance)]
    for mistake in question.mistakes:
        value, say = decimal(mistake.result.value(names)), mistake.say.fill(names)
        rows.append(_answer("0", value, say, "plain_text", tolerance))
    if question.unit:
        unit = _xml("Rp" if question.unit == "rp" else question.unit)
        rows.append(
            f"<units><unit><multiplier>1</multiplier><unit_name>{unit}</unit_name></unit></units>"
        )
        rows.append("<unitgradingtype>0</unitgradingtype><showunits>0</showunits>")
    return rows


def _short_answer(away: Leaving) -> list[str]:
    away.tell_near_misses(away.question.near_misses)
    # There a * stands for any text.
    texts = [text.replace("*", r"\*") for text in away.variant.accepted]
    answers = [_answer("100", text, Markup(""), "plain_text") for text in texts]
    return ["<usecase>0</usecase>", *answers]


def _matching(away: Leaving) -> list[str]:
    question = away.question
    options = [plain_text(away, text) for text in away.texts(*question.written)]
    pairs = [
        (away.texts(item.text)[0], options[match])
        for item, match in zip(question.items, away.variant.matches, strict=True)
    ]
    used = set(away.variant.matches)
    pairs += [(Markup(""), text) for n, text in enumerate(options) if n not in used]
    return [
        "<shuffleanswers>true</shuffleanswers>",
        *(
            _html("subquestion", text, "", f"<answer><text>{_xml(html(option))}</text></answer>")
            for text, option in pairs
        ),
    ]


def _ordering(away: Leaving) -> list[str]:
    steps = away.texts(*away.question.written)
    return [
        "<layouttype>VERTICAL</layouttype>",
        "<selecttype>ALL</selecttype>",
        "<selectcount>0</selectcount>",
        # Of Moodle's ways the one by which neighbours are judged here.
        "<gradingtype>RELATIVE_NEXT_EXCLUDE_LAST</gradingtype>",
        *(_answer(str(n), text, Markup("")) for n, text in enumerate(steps, start=1)),
    ]


def _blanks(away: Leaving) -> str:
    """The text with each blank as Moodle writes it; braces in the text begin none."""
    variant = away.variant
    return "".join(
        str(text).replace("{", "&#123;")
        + (blank_answers(variant.blanks[place], variant.numbers) if place is not None else "")
        for text, place in variant.pieces
    )


def _cloze(away: Leaving) -> list[str]:
    if any(blank.is_number and blank.unit for blank in away.variant.blanks):
        away.remarks.append("Units of its blanks were left out")
    away.tell_near_misses(
        any(isinstance(each, WordBlank) and each.near_misses for each in away.variant.blanks)
    )
    return []


def _rubric(away: Leaving) -> str:
    rows = Markup("").join(
        Markup("<li>{} ({})</li>").format(each.text, each.points) for each in away.question.rubric
    )
    return _html("graderinfo", f"<ul>{rows}</ul>")


def _essay(away: Leaving) -> list[str]:
    question = away.question
    words = (
        []
        if question.most_words is None
        else [f"<maxwordlimit>{question.most_words}</maxwordlimit>"]
    )
    return [
        "<responseformat>editor</responseformat>",
        "<responserequired>1</responserequired>",
        "<attachments>0</attachments>",
        *words,
        _rubric(away),
    ]


def _file_upload(away: Leaving) -> list[str]:
    """Write an essay without a text, to which files are attached."""
    question = away.question
    return [
        "<responseformat>noinline</responseformat>",
        "<responserequired>0</responserequired>",
        f"<attachments>{question.files}</attachments>",
        "<attachmentsrequired>1</attachmentsrequired>",
        f"<maxbytes>{question.megabytes * MEGABYTE}</maxbytes>",
        f"<filetypeslist>{','.join(_FILE_TYPES[each] for each in question.accept)}</filetypeslist>",
        _rubric(away),
    ]


_KINDS: dict[str, Callable[[Leaving], list[str]]] = {
    "single_choice": _single_choice,
    "multiple_answer": _multiple_answer,
    "true_false": _true_false,
    "numeric": _numeric,
    "short_answer": _short_answer,
    "matching": _matching,
    "ordering": _ordering,
    "cloze": _cloze,
    "essay": _essay,
    "file_upload": _file_upload,
}
