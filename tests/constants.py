"""What all tests take as given: the hour it is, the course they use. Pure, for tests of rules."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

WITA = ZoneInfo("Asia/Makassar")
FIRST_DAY = date(2026, 11, 23)
NOW = datetime.combine(FIRST_DAY + timedelta(days=2), time(9), WITA).astimezone(UTC)  # day 3, 09.00
COURSE = Path(__file__).parent / "course"
HOUR, MINUTE, SECOND = timedelta(hours=1), timedelta(minutes=1), timedelta(seconds=1)
