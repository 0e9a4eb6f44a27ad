"""Pages about seats: one blueprint, its views in one file a subject."""

from lms.seats import routes_doors, routes_joining, routes_list, routes_moves
from lms.seats.blueprint import bp

__all__ = ["bp", "routes_doors", "routes_joining", "routes_list", "routes_moves"]
