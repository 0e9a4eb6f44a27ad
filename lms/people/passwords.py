"""Which passwords are too easy to guess, by the lists of common ones that zxcvbn ships."""

import re
from collections.abc import Iterable

from zxcvbn import zxcvbn

MAX_JUDGED_LENGTH = 72
"""What stands further behind changes nothing, and judging takes longer with every sign."""
MIN_REST_LENGTH = 8
"""So much must be left where her own name is taken out."""
MIN_SCORE = 3
"""Of zxcvbn's 0 to 4: holds against more than a hundred million guesses."""
OF_THE_PRODUCT = {
    *("godigital", "digital", "koperasi", "pelatihan", "belajar", "latihan", "angkatan"),
    *("peserta", "pelatih", "pendamping", "penyelenggara", "admin", "administrator"),
}
"""Words whoever guesses here would try first: the product, the programme, what people are in it."""


def is_easy_password(password: str, known: Iterable[str] = ()) -> bool:
    """Whether a password is a common one, a pattern, repeated, or made of what others may know.

    `known` are texts such as her name and email; their parts count on their own.
    """
    parts = {part for text in known for part in re.split(r"\W+", text.casefold()) if len(part) > 2}
    parts.update(OF_THE_PRODUCT)
    # Without what is known of her there must be enough left.
    rest = password.casefold()
    for part in sorted(parts, key=len, reverse=True):
        rest = rest.replace(part, "")
    if len(rest.strip()) < MIN_REST_LENGTH and rest != password.casefold():
        return True
    found = zxcvbn(password[:MAX_JUDGED_LENGTH], user_inputs=sorted(parts))
    return bool(found["score"] < MIN_SCORE)
