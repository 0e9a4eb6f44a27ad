"""Proposed days avoid the public holidays of Indonesia, and in Bali its own."""

from datetime import date, timedelta

import pytest

from lms.workshops.free_days import holidays_in
from lms.workshops.planning import NOTICE, laid_out, proposed_first_day

WITA, WIB = "Asia/Makassar", "Asia/Jakarta"
CHRISTMAS = date(2026, 12, 25)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (CHRISTMAS, "Hari Raya Natal"),
        (date(2026, 8, 17), "Hari Kemerdekaan Republik Indonesia"),
        (date(2026, 3, 19), "Hari Suci Nyepi"),
        (date(2026, 12, 24), "Cuti Bersama Hari Raya Natal"),
        # As the calendars of Bali print them.
        (date(2025, 4, 23), "Galungan"),
        (date(2025, 11, 19), "Galungan"),
        (date(2026, 6, 16), "Tahun Baru Islam"),
        (date(2026, 6, 17), "Galungan"),
        (date(2026, 6, 18), "Umanis Galungan"),
        (date(2026, 6, 27), "Kuningan"),
        (date(2025, 9, 6), "Saraswati"),
        (date(2025, 9, 10), "Pagerwesi"),
        (date(2026, 3, 20), "Cuti Bersama Hari Raya Idul Fitri"),
        (date(2028, 3, 27), "Ngembak Geni"),
    ],
)
def test_a_holiday_of_bali_or_all_indonesia_is_known_by_its_name(day, name):
    assert name in holidays_in([day.year], WITA)[day]


def test_elsewhere_the_days_of_bali_are_days_of_work():
    assert date(2026, 6, 18) in holidays_in([2026], WITA)
    assert date(2026, 6, 18) not in holidays_in([2026], WIB)


def test_a_week_with_a_holiday_is_not_proposed():
    today = CHRISTMAS - timedelta(days=25)
    free = holidays_in([2026, 2027], WIB)

    first = proposed_first_day(today, (), 5, free)

    assert proposed_first_day(today, (), 5) == date(2026, 12, 14)
    assert proposed_first_day(date(2026, 12, 7), (), 5) == date(2026, 12, 21)
    assert first == date(2026, 12, 14)
    # Christmas, then New Year: the first whole week is the next one but that of Isra Mikraj.
    assert proposed_first_day(date(2026, 12, 7), (), 5, free) == date(2027, 1, 11)


def test_days_laid_out_from_a_chosen_one_go_round_a_holiday():
    free = holidays_in([2026], WITA)

    days = laid_out(date(2026, 6, 15), 3, free)

    # Islamic New Year on Tuesday, Galungan on Wednesday, Umanis on Thursday.
    assert days == [date(2026, 6, 15), date(2026, 6, 19), date(2026, 6, 22)]


def test_where_every_week_has_a_holiday_the_first_monday_is_proposed_all_the_same():
    class Always:
        def __contains__(self, _day):
            return True

    today = date(2026, 11, 9)

    assert proposed_first_day(today, (), 5, Always()) == today + NOTICE
