"""Pages of workshops: one blueprint, its views in one file a subject."""

from lms.workshops import (
    routes_closing,
    routes_extensions,
    routes_handouts,
    routes_imports,
    routes_new_workshop,
    routes_own_data,
    routes_people,
    routes_programs,
    routes_staff,
    routes_workshops,
)
from lms.workshops.blueprint import bp

__all__ = [
    "bp",
    "routes_closing",
    "routes_extensions",
    "routes_handouts",
    "routes_imports",
    "routes_new_workshop",
    "routes_own_data",
    "routes_people",
    "routes_programs",
    "routes_staff",
    "routes_workshops",
]
