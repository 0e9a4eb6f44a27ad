"""The guides, by whom they are for."""

from collections.abc import Mapping
from types import MappingProxyType

from lms.help.organiser import ORGANISER
from lms.help.participant import PARTICIPANT
from lms.help.rules import Guide, Manual
from lms.help.trainer import TRAINER

MANUALS: Mapping[Guide, Manual] = MappingProxyType(
    {
        Guide.PARTICIPANT: PARTICIPANT,
        Guide.TRAINER: TRAINER,
        Guide.ORGANISER: ORGANISER,
    }
)
