"""What participants of a workshop that is over have written into their plans, and done of it."""

from datetime import datetime, timedelta

from lms.plans.rules import PlanDraft, StepDraft
from lms.plans.service import keep_plan, tick_step
from lms.workshops.models import Enrolment, Workshop
from lms.workshops.queries import enrolments_in, schedule_of

_DAY = timedelta(days=1)
_PLANS: tuple[tuple[PlanDraft, tuple[tuple[str, str, int, str], ...]], ...] = (
    (
        PlanDraft(
            "Buku kas ditutup setiap hari kerja",
            "Hari kerja yang kasnya ditutup, dari tanggal di buku kas",
            "9 dari 24 hari",
        ),
        (
            ("Menyiapkan lembar kas dengan rumus saldo", "juru buku", 7, "Lembar kas dipakai"),
            ("Melatih kasir mengisi dan menutup kas", "bendahara", 14, "Kasir mengisi sendiri"),
            ("Menutup kas setiap sore", "kasir", 19, "Foto halaman kas setiap sore"),
            ("Memeriksa sepuluh hari secara acak", "pengawas", 30, "Catatan pemeriksaan"),
        ),
    ),
    (
        PlanDraft("Setoran anggota lewat QRIS", "Setoran nontunai dalam sebulan", "2 dari 60"),
        (
            ("Mendaftar QRIS atas nama koperasi", "ketua", 10, "Kode QRIS terpasang di loket"),
            ("Memberi contoh kepada anggota di loket", "kasir", 30, "Sepuluh anggota mencoba"),
        ),
    ),
    (PlanDraft("Daftar simpanan anggota dalam lembar kerja"), ()),
)
"""Plans with the steps: what, by whom, until which day after the workshop, how one sees it."""


_ONLY_BEGUN = 2


def write_plans(workshop: Workshop, now: datetime) -> None:
    """Let seven of eight write a plan on the last evening and tick off what is done by `now`."""
    last = schedule_of(workshop).slots[-1].ends_at
    for place, enrolment in enumerate(enrolments_in(workshop)):
        if place % 8 != 7:
            which = _ONLY_BEGUN if place == _ONLY_BEGUN else place % _ONLY_BEGUN
            _write(enrolment, which, last, now)


def _write(enrolment: Enrolment, which: int, last: datetime, now: datetime) -> None:
    draft, steps = _PLANS[which]
    day = last.astimezone(enrolment.workshop.zone).date()
    typed = tuple(
        StepDraft(what, who, day + days * _DAY, how_seen) for what, who, days, how_seen in steps
    )
    keep_plan(enrolment, PlanDraft(draft.aim, draft.indicator, draft.value_before, typed), last)
    for number, (_what, _who, days, _seen) in enumerate(steps[:2], start=1):
        done = last + (days - 1) * _DAY
        if done < now:
            tick_step(enrolment, number, done, done=True)
