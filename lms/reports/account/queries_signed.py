"""Reading whom trainers told what of a practical skill, behind the counts of mastery."""

from collections.abc import Iterable, Mapping, Sequence

from lms.errors import NotFound
from lms.language import gettext_noop as _
from lms.reports.account.accounts import ProgramAccount, WorkshopAccount
from lms.reports.account.figures import Definition, Figure, Unit
from lms.signoffs.queries import records_in_all
from lms.signoffs.rules import standing
from lms.statistics.mastery import SignoffVerdict
from lms.statistics.rates import Rate

SIGNED = "signed-"
"""How the keys of these figures begin: signed-able-skill-tabel-anggota."""
_SENTENCES: Mapping[SignoffVerdict | None, str] = {
    SignoffVerdict.ABLE: _("Persons whom a trainer saw able when she last looked."),
    SignoffVerdict.NEEDS_HELP: _("Persons who needed help when a trainer last looked."),
    SignoffVerdict.NOT_YET: _("Persons who were not able yet when a trainer last looked."),
    None: _("Persons at whom no trainer has looked yet."),
}
_TOPICS = ("competency", "skill")


def signed_off(
    account: WorkshopAccount | ProgramAccount, workshop_ids: Sequence[int], key: str
) -> Figure:
    """The figure of a verdict on a skill, or on all practical skills of a competency together.

    Its rate counts verdicts, which are more than persons where a competency has several skills.
    Raises NotFound.
    """
    said, _dash, rest = key.removeprefix(SIGNED).partition("-")
    topic, _dash, id_ = rest.partition("-")
    levels = (*account.mastery.competencies, *account.mastery.skills)
    level = next((each for each in levels if each.figure.key == rest and each.signoffs), None)
    if level is None or topic not in _TOPICS or said not in {*SignoffVerdict, "none"}:
        raise NotFound(_("There is no such figure in this report."))
    wanted = None if said == "none" else SignoffVerdict(said)
    seen = {key: rows[-1].verdict for key, rows in standing(records_in_all(workshop_ids)).items()}
    told = [
        (line.seat.person_id, seen.get((line.seat.enrolment_id, skill_id)))
        for each in _workshops_of(account)
        for skill_id in _practical(each, topic, id_)
        for line in each.report.lines
    ]
    people = [person for person, verdict in told if verdict is wanted]
    return Figure(
        Definition(key, Unit.PERSONS, level.name, _SENTENCES[wanted]),
        Rate(len(people), len(told)),
        frozenset(people),
        frozenset(person for person, _verdict in told),
    )


def _workshops_of(account: WorkshopAccount | ProgramAccount) -> Iterable[WorkshopAccount]:
    return (account,) if isinstance(account, WorkshopAccount) else account.workshops


def _practical(account: WorkshopAccount, topic: str, id_: str) -> list[str]:
    return [
        skill.id
        for skill in account.course.practical_skills
        if (skill.competency if topic == "competency" else skill.id) == id_
    ]
