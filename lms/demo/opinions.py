"""What participants of a workshop that is over thought of it: all but one have answered."""

from datetime import timedelta

from lms.content.statements import Statement
from lms.feedback.queries import statements_of
from lms.feedback.rules import Said
from lms.feedback.service import keep_feedback
from lms.simulation.pupils import chance
from lms.workshops.models import Workshop
from lms.workshops.queries import enrolments_in, schedule_of

_LIKED = {"angket-tempo": 0.45, "angket-latihan": 0.55, "angket-tempat": 0.6}
"""How likely somebody agrees, where it is less likely than elsewhere."""
_USUALLY = 0.75
_WRITTEN = {
    "angket-terbaik": (
        "Menutup kas setiap hari, sekarang saya paham caranya.",
        "Menghitung SHU dengan contoh dari koperasi sendiri.",
        "",
        "Latihan dengan angka baru setiap kali.",
        "QRIS dan cara menjaga PIN.",
        "Membuat lembar kas dengan rumus.",
        "",
        "Jurnal akhirnya masuk akal.",
        "Belajar bersama pengurus koperasi lain.",
        "Pelatih sabar menjawab pertanyaan saya.",
    ),
    "angket-perbaiki": (
        "Hari ke-4 terlalu cepat, tambah waktu latihan.",
        "",
        "Jaringan internet di ruangan putus-putus.",
        "",
        "Huruf di layar depan kurang besar.",
        "",
        "Mulai jam 9 saja, rumah saya jauh.",
        "",
        "Lembar contoh dibagikan juga di kertas.",
        "",
    ),
}
"""What was written, by the place of who writes."""


def give_opinions(workshop: Workshop) -> None:
    """Let all but the last one answer on the last evening."""
    schedule = schedule_of(workshop)
    at = schedule.slots[-1].ends_at - timedelta(minutes=20)
    statements = statements_of(workshop)
    for place, enrolment in enumerate(enrolments_in(workshop)[:-1]):
        name = enrolment.person.name
        ratings = {each.id: _rating(each, name) for each in statements if not each.open}
        words = {each.id: _WRITTEN[each.id][place % 10] for each in statements if each.open}
        keep_feedback(enrolment, schedule, Said(ratings, words), at + timedelta(minutes=place))


def _rating(statement: Statement, name: str) -> int:
    liked = _LIKED.get(statement.id, _USUALLY)
    drawn = chance(name, statement.id)
    if drawn < liked:
        return 5 if drawn < liked * 0.6 else 4
    return 3 if drawn < liked + 0.8 * (1 - liked) else 2
