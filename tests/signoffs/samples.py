"""Values to test sign-offs with."""

from itertools import count

from lms.content.values import Skill
from lms.signoffs.rules import SignoffRecord, Trainee
from lms.statistics.mastery import SignoffVerdict
from tests.constants import NOW

_ids = count(1)


def a_task(skill_id="tabel", day=1):
    """A practical skill."""
    return Skill(skill_id, skill_id.title(), "K1", "Satu baris.", practical=True, day=day)


def a_trainee(enrolment_id=1, **values):
    """Somebody with a seat from the first day to the last."""
    defaults = {"cooperative": None, "from_day": 1, "until_day": None, "withdrawn_at": None}
    return Trainee(enrolment_id, f"Peserta {enrolment_id}", **{**defaults, **values})


def a_record(verdict=SignoffVerdict.ABLE, at=NOW, *, takes_back=None, who=1, skill_id="tabel"):
    """A row of the history; `takes_back`: the row it says was a mistake."""
    back = takes_back.id if takes_back else None
    return SignoffRecord(next(_ids), who, skill_id, verdict, at, at, 1, "Pelatih", back)
