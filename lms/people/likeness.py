"""Names that may mean the same person or cooperative though they are written differently: pure.

Likeness only raises a question. It is found by keys, so that a long list stays quick: two texts of
which each becomes the other by one letter share the text without one of its letters.

Written here rather than with the scores of rapidfuzz: what matters is which words of Balinese names
say nothing, and which differ although only a letter does (I and Ni). Of the pairs in the tests,
WRatio gives 76 to two that may be one person and 96 to two that are not, token_sort_ratio 67 and
80: no threshold tells them apart. And a score compares every pair where a key is looked up.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from lms.people.contacts import cooperative_key, recognised

_BALINESE = {
    "wyn": "wayan", "wy": "wayan", "pt": "putu", "gd": "gede", "md": "made", "kd": "kadek",
    "nym": "nyoman", "nyn": "nyoman", "km": "komang", "kmg": "komang", "kt": "ketut",
    "ktt": "ketut", "ngh": "nengah", "gst": "gusti", "gt": "gusti", "dw": "dewa", "dsk": "desak",
    "ngr": "ngurah", "cok": "cokorda", "aa": "anak agung", "ib": "ida bagus",
}  # fmt: skip
_TITLES_AND_ORDER = (
    "i ni ida bagus ayu luh wayan putu gede made kadek nengah nyoman komang ketut gusti dewa desak "
    "ngurah anak agung cokorda ngakan sang sri siti muhammad bapak ibu drs dra ir hj dr h"
)
_GIVEN_TO_MANY = frozenset(_TITLES_AND_ORDER.split())
_ORDER = frozenset({"wayan", "putu", "made", "kadek", "nengah", "nyoman", "komang", "ketut"})
_SEX = frozenset({"i", "ni"})
_FORMS = "koperasi ksp ksu kud kpn kpri ksps kspps usp konsumen produsen jasa pemasaran"
_KINDS_OF_COOPERATIVE = frozenset(_FORMS.split())
_MIN_WORDS = 2
"""Words of a cooperative's name that are left when one is left out."""
_MIN_WORD_LENGTH = 6
"""Letters of a text in which one may be wrong; shorter ones are too easily alike."""


def name_keys(name: str) -> frozenset[str]:
    """Keys of which two names that are `alike` share one."""
    own, _given = _words(name)
    text = " ".join(sorted(own))
    return frozenset({text, *_without_one(text), *own})


def alike(first: str, second: str) -> bool:
    """Whether two names may be one person's.

    Abbreviations count as written out, degrees do not count, a name may be a part of the other one
    or have another letter. *I* and *Ni*, or another birth-order word, make two people.
    """
    (own, given), (others_own, others_given) = _words(first), _words(second)
    for words in (_ORDER, _SEX):
        if given & words and others_given & words and not given & others_given & words:
            return False
    if not own or not others_own:
        return False
    if own <= others_own or others_own <= own:
        return True
    texts = " ".join(sorted(own)), " ".join(sorted(others_own))
    return not {texts[0], *_without_one(texts[0])}.isdisjoint({texts[1], *_without_one(texts[1])})


@lru_cache(maxsize=4096)
def _words(name: str) -> tuple[frozenset[str], frozenset[str]]:
    """The words of a name that are its own, and those that half of Bali bears."""
    # `I.B.` and `A.A.` are one abbreviation, not two letters of a name.
    bare = re.sub(r"\b([ia])\.\s?([ba])\.", r"\1\2 ", name.split(",")[0].casefold())
    words = {
        part for word in recognised(bare).split() for part in _BALINESE.get(word, word).split()
    }
    own = words - _GIVEN_TO_MANY
    # A name of nothing but such words, as `I Wayan`, is compared by all of them.
    return frozenset(own or words), frozenset(words & _GIVEN_TO_MANY)


def full_name(name: str) -> str:
    """A name that tells people apart, abbreviations written out and without degrees.

    Empty if it is made only of words that half of Bali bears.
    """
    own, given = _words(name)
    return " ".join(sorted(own | given)) if own - _GIVEN_TO_MANY else ""


def cooperative_words(name: str) -> str:
    """The words of a cooperative's name but for its form."""
    words = cooperative_key(name).split()
    return " ".join(word for word in words if word not in _KINDS_OF_COOPERATIVE)


def cooperative_likeness(name: str) -> frozenset[str]:
    """Keys of which two names that may be one cooperative's share one, but for a letter."""
    text = cooperative_words(name)
    return frozenset({text, *_without_one(text)}) if text else frozenset()


def shortened(name: str) -> frozenset[str]:
    """The words of a cooperative's name without one of them; numbers stay.

    `KSP Genta Rahayu` may be `KSP Contoh Genta Rahayu`; of two words none says enough alone.
    """
    words = cooperative_words(name).split()
    if len(words) <= _MIN_WORDS:
        return frozenset()
    return frozenset(
        " ".join(words[:place] + words[place + 1 :])
        for place, word in enumerate(words)
        if word.isalpha()
    )


def _without_one(text: str) -> Iterator[str]:
    """Yield the text without each of its letters; digits stay, for they tell things apart."""
    if len(text) < _MIN_WORD_LENGTH:
        return
    for place, letter in enumerate(text):
        if letter.isalpha():
            yield text[:place] + text[place + 1 :]
