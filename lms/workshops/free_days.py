"""Public holidays of Indonesia by date, with Bali's: pure.

The package `holidays` knows the national ones and the days of joint leave (*cuti bersama*) that the
government adds; those of the moon in years to come are its estimate. Bali it does not know. There
Galungan, Kuningan, Saraswati and Pagerwesi follow the week of Balinese calendars, which repeats
after 210 days, and the days around Nyepi are free too.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import lru_cache

from holidays import country_holidays

BALI_IN = "Asia/Makassar"
"""The time zone of Bali; for other places in it a day too many may be left out."""

_GALUNGAN = date(2025, 4, 23)
_PAWUKON = 210
_OF_PAWUKON = {
    -1: "Penampahan Galungan",
    0: "Galungan",
    1: "Umanis Galungan",
    10: "Kuningan",
    136: "Saraswati",
    140: "Pagerwesi",
}
_NYEPI = "Hari Suci Nyepi"
_AROUND_NYEPI = {-1: "Pengerupukan", 1: "Ngembak Geni"}


def holidays_in(years: Iterable[int], time_zone: str) -> Mapping[date, str]:
    """The public holidays of these years in a time zone, with their Indonesian names."""
    found: dict[date, str] = {}
    for year in sorted(set(years)):
        found |= _national(year)
        if time_zone == BALI_IN:
            found = {**_balinese(year), **found}
    return found


@lru_cache(maxsize=16)
def _national(year: int) -> dict[date, str]:
    known = country_holidays("ID", years=year, categories=("public", "government"), language="id")
    return {day: name for day, name in known.items() if day.year == year}


@lru_cache(maxsize=16)
def _balinese(year: int) -> dict[date, str]:
    first, last = date(year, 1, 1), date(year, 12, 31)
    found = {}
    for days, name in _OF_PAWUKON.items():
        day = first + (_GALUNGAN + timedelta(days=days) - first) % timedelta(days=_PAWUKON)
        while day <= last:
            found[day] = name
            day += timedelta(days=_PAWUKON)
    for nyepi, name in _national(year).items():
        if name.startswith(_NYEPI):
            found |= {nyepi + timedelta(days=days): word for days, word in _AROUND_NYEPI.items()}
    return found
