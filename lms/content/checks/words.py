"""One word for one thing, and sentences that a tired reader understands."""

import re
from collections.abc import Iterator

WORDS = {
    "ponsel": "HP",
    "handphone": "HP",
    "surel": "email",
    "e-mail": "email",
    "kamu": "Anda",
    "kalian": "Anda",
    "absen": "kehadiran",
    "absensi": "kehadiran",
    "kalau": "jika",
    "bisa": "dapat",
    "nggak": "tidak",
    "gak": "tidak",
    "cuma": "hanya",
    "bikin": "buat",
    "password": "kata sandi",
    "marketplace": "lokapasar",
    "upload": "unggah",
    "download": "unduh",
    "backup": "cadangan",
    "spreadsheet": "lembar kerja",
}
"""Words that have another one here, and that one."""

MAX_SENTENCE_WORDS = 25
"""Of a sentence in a lesson or a question."""

_WORD = re.compile(
    rf"(?<![\w./@-])({'|'.join(map(re.escape, WORDS))})(?![\w/@-]|\.\w)", re.IGNORECASE
)
_CODE = re.compile(r"```.*?```|`[^`\n]*`|\]\([^)\s]*\)|\{[^{}\n]*\}", re.DOTALL)
_SMALL = re.compile(r"(?<![\w.!?\"“(])(?<!^)\banda\b")
_END = re.compile(r"(?<=[.!?:;])\s+|\n\s*\n|\n(?=\s*(?:[-*+>#|!?:]|[0-9]+\.))")
_PLAIN = re.compile(r"^[-*+>#|!?\s0-9.:]+|[*_`]")
_TABLE = re.compile(r"^\s*\|.*$", re.MULTILINE)

Told = Iterator[tuple[int, str]]
"""Lines from 0, and what to write instead."""


def other_words(text: str) -> Told:
    """Words of a text that have another one here; each word once."""
    prose = _without(_CODE, text)
    seen: set[str] = set()
    for found in _WORD.finditer(prose):
        word = found[1].casefold()
        if word not in seen:
            seen.add(word)
            yield (
                prose.count("\n", 0, found.start()),
                f'"{found[1]}" is called "{WORDS[word]}" here',
            )
    if small := _SMALL.search(prose):
        yield prose.count("\n", 0, small.start()), '"anda" is written "Anda"'


def long_sentences(text: str) -> Told:
    """Sentences with more words than are read at one go."""
    if text.count(" ") + text.count("\n") < MAX_SENTENCE_WORDS:
        return
    prose = _without(_TABLE, _without(_CODE, text))
    position = 0
    for sentence in _END.split(prose):
        start = prose.index(sentence, position) if sentence else position
        position = start + len(sentence)
        words = [word for word in _PLAIN.sub("", sentence).split() if any(map(str.isalnum, word))]
        if len(words) > MAX_SENTENCE_WORDS:
            line = prose.count("\n", 0, start + len(sentence) - len(sentence.lstrip()))
            begin = " ".join(words[:4])
            yield line, f'The sentence "{begin} …" has {len(words)} words. Make two of it'


def _without(pattern: re.Pattern[str], text: str) -> str:
    """The text with what matches blanked, so that its lines stay where they are."""
    return pattern.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
