"""What an organiser writes for a report, beside its figures. Pure."""

from dataclasses import dataclass, replace

from lms.certificates.printed import Signatory

MAX_TEXT_LENGTH = 4000
MAX_PLACE_LENGTH = 80
WRITTEN = ("background", "basis", "obstacles", "conclusion", "suggestions")
"""The texts, in the order of the report."""
SHARED = ("background", "basis", "issued_in")
"""What a workshop takes from its program where it says nothing itself."""


@dataclass(frozen=True)
class WrittenTexts:
    """The texts of a report, empty where nobody has written yet.

    `basis` names the letters behind the activity (SK, *surat tugas*); `issued_in` is the place of
    the approval page, which the `signatories` sign.
    """

    background: str = ""
    basis: str = ""
    obstacles: str = ""
    conclusion: str = ""
    suggestions: str = ""
    issued_in: str = ""
    signatories: tuple[Signatory, ...] = ()

    def or_else(self, other: "WrittenTexts") -> "WrittenTexts":
        """These, with what they share with `other` (the program) where they are empty."""
        shared = {name: getattr(self, name) or getattr(other, name) for name in SHARED}
        return replace(self, **shared, signatories=self.signatories or other.signatories)

    @property
    def open(self) -> tuple[str, ...]:
        """The names of the texts that nobody has written."""
        return tuple(name for name in WRITTEN if not getattr(self, name))


def paragraphs(text: str) -> list[str]:
    """What was typed, paragraph by paragraph."""
    return [line.strip() for line in text.splitlines() if line.strip()]
