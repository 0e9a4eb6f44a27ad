"""Pages about seats: one blueprint, its views in one file a subject."""

from lms.seats import routes_list
from lms.seats.blueprint import bp

__all__ = ["bp", "routes_list"]
