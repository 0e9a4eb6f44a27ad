"""Finding cooperatives by their names, and adding those not known yet."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from lms.database import db, insert_many
from lms.people.models import Cooperative


@dataclass(frozen=True)
class NamedCooperative:
    """A cooperative as a list names it."""

    name: str
    subdistrict: str = ""
    district: str = ""


def cooperatives_by_key(named: Mapping[str, NamedCooperative]) -> dict[str, Cooperative]:
    """The cooperatives with these keys, adding those that do not exist.

    The first one to add a cooperative decides how its name is written.
    """
    found = _known(named)
    try:
        with db.session.begin_nested():
            added = _add(named, found)
    except IntegrityError:  # somebody else added one of them at the same time
        found = _known(named)
        added = _add(named, found)
    return {**found, **added}


def _known(named: Collection[str]) -> dict[str, Cooperative]:
    rows = db.session.scalars(select(Cooperative).where(Cooperative.key.in_(named)))
    return {cooperative.key: cooperative for cooperative in rows}


def _add(
    named: Mapping[str, NamedCooperative], found: Mapping[str, Cooperative]
) -> dict[str, Cooperative]:
    added = named.keys() - found.keys()
    insert_many(
        Cooperative,
        [
            {
                "name": one.name,
                "key": key,
                "subdistrict": one.subdistrict,
                "district": one.district,
            }
            for key, one in named.items()
            if key in added
        ],
    )
    return _known(added) if added else {}
