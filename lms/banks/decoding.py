"""From the bytes of a file to text, whatever it was saved with."""

import codecs
import re

from lms.banks.drafts import UnreadableBank

MAX_FILE = 50_000_000

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_SIGNATURES = (
    (b"%PDF", "This is a PDF"),
    (b"PK\x03\x04", "This is a document of an office program or an archive"),
    (b"\xd0\xcf\x11\xe0", "This is a document of an office program"),
    (b"\x1f\x8b", "This is an archive or a backup"),
    (b"{\\rtf", "This is a document with formatting (RTF)"),
)
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,100}encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_ALLOWED = frozenset(
    {"utf-8", "ascii", "koi8-r", "koi8-u", "gbk", "gb2312", "gb18030", "big5"}
    | {"shift_jis", "euc_jp", "euc_kr", "mac-roman", "cp850"}
    | {f"cp{number}" for number in range(1250, 1259)}
    | {f"iso8859-{number}" for number in range(1, 17)}
)
_MISREAD = {
    code: bytes([code]).decode("cp1252", errors="ignore") or None for code in range(0x80, 0xA0)
}
_VALID = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ue000-\uf8ff\ufeff\ufffe\uffff]")


_AS_WINDOWS = "as-windows-1252"
"""What becomes of single bytes that are not UTF-8."""


def decoded(content: bytes) -> tuple[str, str]:
    """The text of a file and the name of its encoding; lines end with \\n.

    A mark at the beginning decides, then an XML declaration, then what fits: UTF-8, where most of
    it is that, else Windows-1252. Characters that cannot be shown are left out. Raises
    UnreadableBank.
    """
    if len(content) > MAX_FILE:
        raise UnreadableBank(f"The file is larger than {MAX_FILE // 1_000_000} MB. Split it.")
    for signature, what in _SIGNATURES:
        if content.startswith(signature):
            raise UnreadableBank(f"{what}, not a text file. Export the questions, or save as text.")
    text, name = _text(content)
    text = seen(text.replace("\r\n", "\n").replace("\r", "\n"))
    if not text.strip():
        raise UnreadableBank("The file is empty.")
    return text, name


def seen(text: str) -> str:
    """A text without what cannot be shown; the quotes of Windows-1252 are what they mean."""
    return _UNSEEN.sub("", text.translate(_MISREAD))


def _text(content: bytes) -> tuple[str, str]:
    for mark, codec, name in _MARKS:
        if content.startswith(mark):
            return _strictly(content, codec, name)
    # UTF-16 without its mark: in Latin letters every second byte is zero.
    if content[:200].count(0) > len(content[:200]) // 4:
        little = content[1:200:2].count(0) >= content[0:200:2].count(0)
        return _strictly(content, "utf-16-le" if little else "utf-16-be", "UTF-16")
    if b"\0" in content[:4096]:
        raise UnreadableBank("This is not a text file.")
    if (declared := _declared(content)) is not None and declared != "utf-8":
        return _strictly(content, declared, declared.upper())
    try:
        return content.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        return _mixed(content)


def _mixed(content: bytes) -> tuple[str, str]:
    """A text that is not UTF-8, or not only: pasted together from files of both kinds."""
    letters = _VALID.findall(content)
    others = sum(code >= 0x80 for code in content) - sum(len(letter) for letter in letters)
    if len(letters) > others:
        return content.decode("utf-8", errors=_AS_WINDOWS), "UTF-8 and Windows-1252"
    return content.decode("cp1252", errors="replace"), "Windows-1252"


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    broken = error.object[error.start : error.end]
    return broken.decode("cp1252", errors="replace"), error.end


def _strictly(content: bytes, codec: str, name: str) -> tuple[str, str]:
    try:
        return content.decode(codec), name
    except UnicodeDecodeError:
        raise UnreadableBank(f"The file says it is {name}, but it is not.") from None


def _declared(content: bytes) -> str | None:
    """The encoding an XML declaration names, None if there is none to go by."""
    found = _DECLARED.match(content)
    if found is None:
        return None
    try:
        name = codecs.lookup(found[1].decode()).name
    except LookupError:
        return None
    if name not in _ALLOWED:
        return None
    # As browsers do: who says ISO 8859-1 on Windows means its quotes as well.
    return "cp1252" if name == "iso8859-1" else name


codecs.register_error(_AS_WINDOWS, _as_windows)
