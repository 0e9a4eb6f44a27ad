"""What changes are called: the actions, values and words that the features declare."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from lms.audit.actions import AuditAction, Theme


@dataclass(frozen=True)
class AuditCatalogue:
    """Every action by name, and the sentences in which entries are told."""

    actions: Mapping[str, AuditAction]
    labels: Mapping[str, str]
    words: Mapping[str, Mapping[Any, str]]

    def title(self, action: str) -> str:
        """What an action is called; an unknown one (of an older release) by its name."""
        found = self.actions.get(action)
        return found.title if found else action

    def names_of(self, theme: Theme) -> list[str]:
        return [action.name for action in self.actions.values() if action.theme is theme]


def joined(
    actions: Iterable[AuditAction],
    labels: Iterable[Mapping[str, str]],
    words: Iterable[Mapping[str, Mapping[Any, str]]],
) -> AuditCatalogue:
    """One catalogue. Raises ValueError if two actions share a name."""
    by_name: dict[str, AuditAction] = {}
    for action in actions:
        if action.name in by_name:
            raise ValueError(f"two audit actions are named {action.name}")
        by_name[action.name] = action
    return AuditCatalogue(
        by_name,
        {name: label for each in labels for name, label in each.items()},
        {name: message for each in words for name, message in each.items()},
    )
