"""What only the tests of workshops need."""


def workshop_fields(**values):
    """The fields of a workshop of two days, as the form sends them."""
    return {
        "number": "1",
        "place": "Balai Contoh",
        "time_zone": "Asia/Makassar",
        "capacity": "12",
        "practice_days": "30",
        "day_1": "2026-12-14",
        "day_2": "2026-12-17",
        "morning_starts": "08:00",
        "morning_ends": "11:45",
        "afternoon_starts": "12.45",
        "afternoon_ends": "16:00",
        **values,
    }
