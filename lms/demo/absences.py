"""Requests to be excused in the demo: one waits, one is accepted, one is not."""

from datetime import datetime, timedelta

from lms.excuses import service
from lms.excuses.rules import ExcuseKind
from lms.simulation.history import Cast
from lms.workshops.models import Enrolment, Workshop
from lms.workshops.queries import enrolments_in, schedule_of


def ask_for_excuses(workshop: Workshop, cast: Cast, now: datetime) -> None:
    """Let three people of the running workshop ask; the trainer answers two of them."""
    people = enrolments_in(workshop)
    slots = schedule_of(workshop).slots
    away = next(each for each in people if each.person.name == cast.away_today)
    second, third = [each for each in people if each is not away][2:4]
    earlier = now - timedelta(minutes=40)

    def ask(who: Enrolment, slot: int, kind: ExcuseKind, reason: str) -> None:
        excuse = service.request_excuse(who, slots[slot], kind, reason, who.person, earlier)
        if who is second:
            service.accept(excuse, "Baik, materinya nanti kita susulkan.", cast.trainer, now)
        elif who is third:
            service.decline(excuse, "Mohon tetap hadir: sore itu ada tes akhir.", cast.trainer, now)

    ask(away, 4, ExcuseKind.SICK, "Demam sejak tadi malam, sudah ke puskesmas.")
    ask(second, 6, ExcuseKind.EXCUSED, "Ada rapat anggota tahunan di koperasi kami.")
    ask(third, 9, ExcuseKind.EXCUSED, "Menjemput anak sekolah.")
