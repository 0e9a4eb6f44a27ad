"""The Laporan Pelaksanaan Kegiatan: what stands in it, and how it is made."""

import io

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from lms.audit.models import AuditEntry
from lms.certificates.models import Certificate
from lms.database import db
from lms.feedback.rules import Said
from lms.feedback.service import keep_feedback
from lms.handover.printing import workshop_report_pdf
from lms.handover.queries import program_matter, workshop_matter
from lms.handover.rules import WrittenTexts
from lms.handover.service import keep_texts
from lms.workshops.queries import schedule_of
from tests.certificates.samples import a_certificate
from tests.constants import NOW
from tests.factories import a_person, a_staff_member, an_enrolment, an_organiser
from tests.handover.conftest import AFTER

CHAPTERS = [
    *("Halaman pengesahan", "Daftar isi"),
    *("BAB I Pendahuluan", "Latar belakang", "Dasar kegiatan", "Tujuan", "Sasaran"),
    *("BAB II Pelaksanaan kegiatan", "Waktu", "Tempat", "Peserta", "Narasumber", "Materi"),
    *("BAB III Hasil", "Aspek 1: Peserta yang terjangkau", "Aspek 2: Tujuan tercapai"),
    *("Aspek 3: Materi tersampaikan", "Aspek 4: Penguasaan materi", "Tanggapan peserta"),
    *("BAB IV Kendala dan pemecahannya", "BAB V Kesimpulan dan saran", "Saran"),
    *("Lampiran 1. Jadwal", "Lampiran 2. Daftar hadir", "Lampiran 3. Daftar nilai"),
    *("Lampiran 4. Rekap kuesioner", "Lampiran 5. Foto kegiatan"),
    "Lampiran 6. Register sertifikat",
]


def pages_of(pdf):
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def paper(browser, place):
    answer = browser.post(f"{place}/report/laporan.pdf")
    assert answer.status_code == 200
    return answer.data


def words_in(pdf):
    return " ".join(" ".join(pages_of(pdf)).split())


def test_it_has_every_chapter_and_annex_with_the_figures_of_the_account(organiser, workshop):
    words = words_in(paper(organiser, f"/w/{workshop.slug}"))

    for title in CHAPTERS:
        assert title in words, title
    assert "Ni Luh Contoh" in words
    assert "90,0% (9/10)" in words  # she was at nine of ten meetings
    assert "0,67" in words  # from 40 to 80: 40 of 60


def test_pages_are_numbered_and_the_contents_say_where(organiser, workshop):
    pages = pages_of(paper(organiser, f"/w/{workshop.slug}"))

    assert "Laporan Pelaksanaan Kegiatan ·" not in pages[0]
    approval, contents, first = pages[1], pages[2], pages[3]
    assert approval.rstrip().endswith("i")
    assert contents.rstrip().endswith("ii")
    assert first.rstrip().endswith("1")
    assert "Lampiran 6. Register sertifikat" in contents


def test_a_screen_reader_and_an_archive_can_keep_it(organiser, workshop):
    document = PdfReader(io.BytesIO(paper(organiser, f"/w/{workshop.slug}")))

    root = document.trailer["/Root"]
    assert root["/Lang"] == "id"
    assert root["/MarkInfo"]["/Marked"]
    assert b"pdfuaid" in root["/Metadata"].get_data()  # checked by the compiler
    assert b"pdfaid" in root["/Metadata"].get_data()  # which asks for embedded fonts
    box = document.pages[0].mediabox
    assert (round(box.width), round(box.height)) == (595, 842)


def test_what_the_organiser_wrote_stands_in_it(organiser, workshop):
    texts = WrittenTexts(
        basis="SK Nomor 12/2026", suggestions="Tambah satu hari.\nAda #tanda [aneh]."
    )
    keep_texts(workshop, texts, seen="", now=AFTER, actor_id=an_organiser(workshop.program).id)
    db.session.commit()

    words = words_in(paper(organiser, f"/w/{workshop.slug}"))

    assert "SK Nomor 12/2026" in words
    assert "Tambah satu hari. Ada #tanda [aneh]." in words


def test_what_has_not_begun_is_a_dash_and_never_zero(app, workshop, at):
    an_enrolment(workshop, a_person("Ni Luh Contoh"))
    before = schedule_of(workshop).slots[0].starts_at
    at(before)
    with app.test_request_context():
        words = words_in(workshop_report_pdf(workshop_matter(workshop, before), before))

    assert "0,0%" not in words
    assert "Belum lulus" not in words
    assert "Belum ada sertifikat yang diterbitkan." in words


def test_the_register_tells_what_was_replaced(organiser, workshop, her):
    a_certificate(her)

    words = words_in(paper(organiser, f"/w/{workshop.slug}"))

    number = db.session.scalars(select(Certificate.number)).one()
    assert number in words
    assert "Berlaku" in words


@pytest.mark.parametrize(("answering", "shown"), [(4, False), (5, True)])
def test_answers_to_the_questionnaire_stand_in_it_from_five_on(
    organiser, workshop, her, answering, shown
):
    people = [her, *(an_enrolment(workshop, a_person(f"Peserta {n} Contoh")) for n in range(5))]
    schedule = schedule_of(workshop)
    for each in people[:answering]:
        said = Said({"angket-materi": 5}, {"angket-perbaiki": f"Tambah waktu {each.id}"})
        keep_feedback(each, schedule, said, AFTER)
    db.session.commit()

    words = words_in(paper(organiser, f"/w/{workshop.slug}"))

    assert f"{answering} dari 6" in words
    assert ("Tambah waktu" in words) is shown


def test_that_it_was_taken_stands_in_the_list_of_changes(organiser, workshop):
    paper(organiser, f"/w/{workshop.slug}")
    paper(organiser, f"/programs/{workshop.program.slug}")

    taken = db.session.scalars(select(AuditEntry).filter_by(action="data.export")).all()
    assert [each.subject.split(":")[0] for each in taken] == ["workshop", "program"]
    assert [each.after for each in taken] == [{"export": "report", "lines": 1}] * 2


def test_a_trainer_takes_none(app, workshop, her):
    trainer = app.test_client().sign_in(a_staff_member(workshop))

    assert trainer.post(f"/w/{workshop.slug}/report/laporan.pdf").status_code == 403


def test_that_of_a_program_tells_its_workshops_and_people(organiser, workshop):
    words = words_in(paper(organiser, f"/programs/{workshop.program.slug}"))

    assert "Lampiran 1. Angka setiap angkatan" in words
    assert "Ni Luh Contoh" in words
    assert "Rekap kuesioner" in words


def test_of_very_many_people_the_workshops_name_them(organiser, workshop, monkeypatch):
    monkeypatch.setattr("lms.handover.program.MAX_PEOPLE", 0)

    words = words_in(paper(organiser, f"/programs/{workshop.program.slug}"))

    assert "Ni Luh Contoh" not in words
    assert "nama mereka ada di laporan setiap angkatan" in words


def test_more_people_take_no_more_statements(app, workshop, her, statements):
    with app.test_request_context():
        with statements() as one:
            workshop_matter(workshop, NOW)
            program_matter(workshop.program, NOW)
        for n in range(4):
            an_enrolment(workshop, a_person(f"Peserta {n} Contoh"))
        db.session.expire_all()
        with statements() as many:
            workshop_matter(workshop, NOW)
            program_matter(workshop.program, NOW)

    assert len(many) <= len(one) + 1  # the workshop itself is read once more


def test_no_row_of_a_table_is_cut_in_two_by_the_end_of_a_page(organiser, workshop):
    for number in range(60):
        name = f"Awal{number} Luh Contoh dengan nama panjang Akhir{number}"
        an_enrolment(workshop, a_person(name))

    texts = pages_of(paper(organiser, f"/w/{workshop.slug}"))

    assert sum("Awal" in text for text in texts) > 2
    assert all(text.count("Awal") == text.count("Akhir") for text in texts)


def test_shares_of_few_people_are_marked_wherever_they_stand(organiser, workshop):
    words = words_in(paper(organiser, f"/programs/{workshop.program.slug}"))

    assert "100,0% (1/1), sedikit orang" in words
