"""The account of a workshop whose days are over: its texts, and its report as version 1."""

from datetime import timedelta

from lms.certificates.printed import Signatory
from lms.demo.opinions import give_opinions
from lms.freezing.package import Freezing, workshop_package
from lms.freezing.service import keep_version
from lms.handover.queries import workshop_matter
from lms.handover.rules import WrittenTexts
from lms.handover.service import keep_texts
from lms.people.models import Person
from lms.workshops.models import Workshop
from lms.workshops.queries import schedule_of

_SIGNATORIES = (
    Signatory("Kepala Contoh, S.E.", "Kepala Dinas Koperasi Contoh", "19700101 199003 1 001"),
    Signatory("Ketua Contoh, S.Kom.", "Ketua Panitia"),
)
_OF_THE_PROGRAM = WrittenTexts(
    background=(
        "Banyak koperasi masih mencatat simpanan, pinjaman, dan kas dengan tangan. Laporan untuk"
        " rapat anggota selesai terlambat, dan anggota sulit memeriksa haknya.\n"
        "Pelatihan Go Digital mengajak pengurus, pengawas, dan pengelola mengerjakan pembukuan,"
        " pembayaran QRIS, dan keamanan data dengan HP dan lembar kerja sederhana."
    ),
    basis=(
        "Surat Keputusan Kepala Dinas Koperasi Contoh Nomor 12 Tahun 2026 tentang Panitia Diklat"
        " Koperasi Go Digital.\nSurat Tugas Nomor 34/ST/2026."
    ),
    issued_in="Denpasar",
    signatories=_SIGNATORIES,
)
_OF_THE_WORKSHOP = WrittenTexts(
    obstacles=(
        "Jaringan internet di ruangan putus pada hari ke-3. Peserta melanjutkan dengan lembar"
        " kerja di kertas dan memasukkan jawabannya sesudah istirahat.\n"
        "Seorang peserta sakit pada hari ke-3 dan ke-4. Ia mengulang materi di rumah dan boleh"
        " mengikuti tes akhir susulan."
    ),
    conclusion=(
        "Lima hari berjalan sesuai jadwal. Nilai tes akhir jauh di atas tes awal; tujuan yang belum"
        " tercapai dilatih lagi selama masa latihan."
    ),
    suggestions=(
        "Tambah waktu untuk jurnal simpan pinjam pada hari ke-2.\n"
        "Bagikan lembar contoh juga di kertas."
    ),
)


def account_for(workshop: Workshop, organiser: Person) -> None:
    """Let people answer the questionnaire, write the texts, and freeze the report on the evening
    after the last day, when the last assignments are marked.
    """
    give_opinions(workshop)
    now = schedule_of(workshop).slots[-1].ends_at + timedelta(days=1, hours=4)
    keep_texts(workshop.program, _OF_THE_PROGRAM, seen="", now=now, actor_id=organiser.id)
    keep_texts(workshop, _OF_THE_WORKSHOP, seen="", now=now, actor_id=organiser.id)
    how = Freezing(1, now, organiser.name, "Laporan lima hari; masa latihan masih berjalan.")
    package = workshop_package(workshop_matter(workshop, now), workshop.revision, how)
    keep_version(workshop, package, version=1, note=how.note, now=now, actor_id=organiser.id)
