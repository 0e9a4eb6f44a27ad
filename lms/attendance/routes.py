"""All pages of attendance: one blueprint, its views in one file a subject."""

from lms.attendance import (
    routes_checkin,
    routes_meetings,
    routes_photos,
    routes_register,
    routes_screen,
    routes_sheets,
)
from lms.attendance.blueprint import bp

__all__ = [
    "bp",
    "routes_checkin",
    "routes_meetings",
    "routes_photos",
    "routes_register",
    "routes_screen",
    "routes_sheets",
]
