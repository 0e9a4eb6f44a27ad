"""What a feature declares about itself, in the file `feature.py` of its folder."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any, NamedTuple

import click
from flask import Blueprint

from lms.access import Permission
from lms.audit.actions import AuditAction


class Place(NamedTuple):
    """An entry of the navigation. Its page takes the slug of a workshop, or nothing."""

    rank: int  # the lower, the further to the front, among the places of all features
    permission: Permission
    label: str
    endpoint: str
    icon: str
    for_participants_only: bool = False


@dataclass(frozen=True, kw_only=True)
class Feature:
    """The parts of a feature that the application joins.

    Importing `route_modules` has registered their views with the blueprints.
    `workshop_places` stand in the navigation within a workshop, `places` outside of any.
    `audit_labels` name the values in entries of the audit trail, `audit_words` their members.
    """

    blueprints: tuple[Blueprint, ...] = ()
    route_modules: tuple[ModuleType, ...] = ()
    permissions: tuple[Permission, ...] = ()
    places: tuple[Place, ...] = ()
    workshop_places: tuple[Place, ...] = ()
    audit_actions: tuple[AuditAction, ...] = ()
    audit_labels: Mapping[str, str] = field(default_factory=dict)
    audit_words: Mapping[str, Mapping[Any, str]] = field(default_factory=dict)
    commands: tuple[click.Command, ...] = ()
