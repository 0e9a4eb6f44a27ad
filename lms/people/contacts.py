"""How people and cooperatives are written and recognised: names, phones, emails."""

import re

MIN_PHONE_LENGTH = 8  # digits after the country code
MAX_PHONE_LENGTH = 12
MAX_EMAIL_LENGTH = 254
MAX_LENGTHS = {"name": 120, "position": 80, "cooperative": 160, "subdistrict": 80, "district": 80}

_EMAIL = re.compile(r"[^@\s,;<>\"()]+@[a-z0-9-]+(\.[a-z0-9-]+)+")
_ABBREVIATIONS = {"kop": "koperasi", "kopr": "koperasi"}
_KINDS = {
    "koperasi simpan pinjam ": "ksp ",
    "koperasi serba usaha ": "ksu ",
    "koperasi unit desa ": "kud ",
}


def one_line(text: str) -> str:
    """`text` without blanks around it, every run of blanks and line breaks as one."""
    return " ".join(text.split())


def recognised(name: str) -> str:
    """A name in the form that its ways of writing share: letters and digits, small."""
    return " ".join(re.findall(r"\w+", name.casefold()))


def cooperative_key(name: str) -> str:
    """The same for `KSP Contoh`, `Ksp. CONTOH` and `ksp  contoh`; `Kop.` is `Koperasi`.

    `Koperasi Simpan Pinjam Contoh` is the same as `KSP Contoh`.
    """
    key = " ".join(_ABBREVIATIONS.get(word, word) for word in recognised(name).split())
    for long, short in _KINDS.items():
        key = short + key.removeprefix(long) if key.startswith(long) else key
    return key


def normalised_phone(typed: str) -> str | None:
    """An Indonesian phone number as `+62…`, None if `typed` is none.

    Accepts 0, 62 or +62 in front, or nothing before the 8 of a mobile number, as a spreadsheet
    leaves it; blanks, dots, dashes and brackets do not matter.
    """
    digits = re.sub(r"[\s.\-()/']", "", typed)
    # Without 0 or 62 in front only a mobile number can be told: it begins with 8.
    found = re.fullmatch(r"(?:\+?62|0|(?=8))([1-9][0-9]*)", digits)
    if found is None or not digits.isascii():
        return None
    return f"+62{found[1]}" if MIN_PHONE_LENGTH <= len(found[1]) <= MAX_PHONE_LENGTH else None


def written_phone(phone: str) -> str:
    """`0810 0000 0101` for `+6281000000101`; anything else as it is."""
    if not phone.startswith("+62"):
        return phone
    national = f"0{phone[3:]}"
    return " ".join(national[start : start + 4] for start in range(0, len(national), 4))


def normalised_email(typed: str) -> str | None:
    """An email in small letters, None if `typed` is none."""
    email = typed.strip().lower()
    return email if len(email) <= MAX_EMAIL_LENGTH and _EMAIL.fullmatch(email) else None
