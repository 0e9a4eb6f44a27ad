"""Remembering that somebody needs no tour any more."""

from datetime import datetime

from lms.people.models import Person


def settle_tour(person: Person, now: datetime) -> None:
    """Note that she has taken the tour, or does not want it: it is not offered again."""
    if person.tour_settled_at is None:
        person.tour_settled_at = now
