"""What a questionnaire asks."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Statement:
    """What is asked: a statement to agree with from 1 to 5, or, if `open`, words of her own."""

    id: str
    ask: str
    open: bool = False
