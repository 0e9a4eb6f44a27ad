"""The hours of one day as organisers write them: `08.00-11.30, 13.00-15.30`. Pure."""

import re
from datetime import time

from lms.errors import Invalid
from lms.language import gettext_noop as _
from lms.workshops.planning import DayTimes, problems_of_times

_CLOCK = re.compile(r"([01]?[0-9]|2[0-3])[.:]([0-5][0-9])")
_NOT_READ = _("Write the hours as 08.00-11.30, 13.00-15.30.")
MAX_HOURS_LENGTH = 60


def read_hours(text: str) -> DayTimes | None:
    """The half days of one day; None of an empty text. Raises Invalid."""
    if not text.strip():
        return None
    found = [time(int(hour), int(minute)) for hour, minute in _CLOCK.findall(text)]
    if len(found) != len(vars(DayTimes())) or re.search(r"[^\W\d_]", text):
        raise Invalid(_NOT_READ)
    times = DayTimes(*found)
    for sentence in problems_of_times(times).values():
        raise Invalid(sentence)
    return times


def written_hours(times: DayTimes) -> str:
    """The hours as `read_hours` reads them."""
    starts, ends, starts_again, ends_again = (f"{one:%H.%M}" for one in vars(times).values())
    return f"{starts}-{ends}, {starts_again}-{ends_again}"
