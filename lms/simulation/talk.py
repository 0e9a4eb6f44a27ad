"""What is asked, answered and announced in the workshops of the demo."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from lms.discussion import moderation, service
from lms.people.models import Person
from lms.workshops.models import Workshop
from lms.workshops.queries import enrolments_in
from lms.workshops.rules import Schedule


@dataclass(frozen=True)
class TalkLine:
    """A question of the nth participant on a day, and what the trainer answers, if she did."""

    who: int
    day: int
    lesson_id: str
    text: str
    answer: str = ""
    pinned: bool = False
    anonymous: bool = False


_ASKED: dict[int, Sequence[TalkLine]] = {
    1: (
        TalkLine(
            *(1, 2, "h2-l1"),
            "Kas kami selisih Rp2.000 dan tidak ketemu sebabnya. Dicatat di mana?",
            "Catat sebagai **selisih kas** pada hari itu juga, lalu:\n\n"
            "- tulis sebabnya jika kemudian ditemukan;\n"
            "- laporkan selisih yang berulang kepada pengawas.",
            pinned=True,
        ),
        TalkLine(
            *(4, 4, "h4-l1"),
            "Apakah bukti transfer dari pembeli sudah cukup?",
            "Belum. Periksa dulu mutasi di aplikasi penerima, baru barang diserahkan.",
        ),
    ),
    2: (
        TalkLine(
            *(2, 1, "h1-l4"),
            "Bolehkah nomor anggota memakai huruf, misalnya A-001?",
            "Boleh, asal panjangnya sama untuk semua anggota supaya urutannya benar.",
        ),
        TalkLine(
            *(5, 2, "h2-l3"),
            "Saya masih bingung: mengapa pencairan pinjaman bukan beban?",
            anonymous=True,
        ),
        TalkLine(*(7, 2, ""), "Apakah berkas latihan boleh dipakai di koperasi kami?"),
    ),
}
_ANNOUNCED = {2: "Besok sesi pagi mulai **08.00 WITA**. Mohon bawa satu nota penjualan koperasi."}


def talk(workshop: Workshop, schedule: Schedule, trainer: Person, until: datetime) -> None:
    """Let people ask in the breaks of the afternoon, as far as it has come."""
    people = [enrolment.person for enrolment in enrolments_in(workshop)]
    for line in _ASKED.get(workshop.number, ()):
        slot = next(s for s in reversed(schedule.slots) if s.day == line.day)
        at = slot.ends_at - timedelta(minutes=20)
        if at > until:
            continue
        topic = service.post_question(
            workshop,
            people[line.who],
            line.text,
            at,
            lesson_id=line.lesson_id,
            anonymous=line.anonymous,
        )
        if line.answer:
            service.post_reply(
                topic, trainer, line.answer, at + timedelta(minutes=15), by_staff=True
            )
        if line.pinned:
            moderation.pin_topic(topic, trainer, at + timedelta(minutes=16), pinned=True)
    if text := _ANNOUNCED.get(workshop.number):
        day_2 = [slot for slot in schedule.slots if slot.day == 2]
        if day_2[-1].ends_at <= until:
            service.post_announcement(workshop, trainer, text, day_2[-1].ends_at)
