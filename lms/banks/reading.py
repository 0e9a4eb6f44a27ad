"""Reads a file of questions, whatever its format, into questions a course can hold."""

from collections.abc import Callable, Iterable, Sequence

from lms.banks import aiken, gift, moodle_xml
from lms.banks.decoding import decoded
from lms.banks.drafts import (
    BankReading,
    Draft,
    Found,
    LeftOutQuestion,
    NotTaken,
    UnreadableBank,
    one_line,
)
from lms.banks.soundness import refuse_unsound

FORMATS: dict[str, tuple[str, Callable[[str], bool], Callable[[str], Found]]] = {
    "moodle-xml": ("Moodle XML", moodle_xml.looks_like_xml, moodle_xml.read_moodle_xml),
    "aiken": ("Aiken", aiken.looks_like_aiken, aiken.read_aiken),
    "gift": ("GIFT", gift.looks_like_gift, gift.read_gift),
}
"""By name: what people call it, whether a text looks like it, and its reader; in this order."""

MAX_TAGS = 10
MAX_BEGIN_LENGTH = 80


def read_bank(
    content: bytes, *, form: str | None = None, competencies: Iterable[str] = ()
) -> BankReading:
    """The questions of a file and every one that has to stay behind, with the reason.

    `form` is one of FORMATS, None to go by the content. Raises UnreadableBank.
    """
    text, encoding = decoded(content)
    name, _looks, read = FORMATS[form or _format_of(text)]
    known = frozenset(competencies)
    taken: list[Draft] = []
    left: list[LeftOutQuestion] = []
    for found in read(text):
        if isinstance(found, LeftOutQuestion):
            left.append(found)
            continue
        try:
            refuse_unsound(found, known)
        except NotTaken as problem:
            left.append(LeftOutQuestion(found.line, _shown(found), str(problem)))
        else:
            taken.append(found)
    if not taken and not left:
        raise UnreadableBank(f"There are no questions in it. It was read as {name}.")
    return BankReading(name, encoding, taken, left, _remarks(encoding, taken, known))


def _shown(draft: Draft) -> str:
    """What to call a question in the report: without a title, how it begins."""
    return draft.title or one_line(str(draft.values.get("ask", "")), MAX_BEGIN_LENGTH)


def _remarks(encoding: str, taken: Sequence[Draft], known: frozenset[str]) -> list[str]:
    """What is to be told about the file as a whole."""
    remarks = []
    if "Windows-1252" in encoding:
        remarks.append(f"The file is not UTF-8; read as {encoding}. Look at letters with accents")
    tags = sorted({one_line(tag, 40) for draft in taken for tag in draft.tags} - known - {""})
    if tags:
        more = f" (and {len(tags) - MAX_TAGS} more)" if len(tags) > MAX_TAGS else ""
        listed = ", ".join(tags[:MAX_TAGS])
        remarks.append(f"Tags that are no competency of the course were left out: {listed}{more}")
    return remarks


def _format_of(text: str) -> str:
    for name, (_called, looks_like, _read) in FORMATS.items():
        if looks_like(text):
            return name
    raise UnreadableBank(
        "This is neither Moodle XML nor GIFT nor Aiken. A question in GIFT looks like this: "
        "Apa kepanjangan SHU? {=Sisa Hasil Usaha ~Saldo Harian Utama}. In Aiken its options stand "
        "in lines such as A. Sisa Hasil Usaha, and after them a line ANSWER: A or Jawaban: A."
    )
