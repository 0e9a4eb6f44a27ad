"""The one way to make a PDF."""

import io

import pytest
import typst
from pypdf import PdfReader

from lms.web.pdf import TEMPLATES, bare_qr_svg, pdf_answer, rendered
from tests.constants import NOW

LETTER = """
#import "/house.typ": document
#let data = json(bytes(sys.inputs.data))
#show: document.with(data)
= #data.title
#for name in data.names [ + #name ]
#if "qr" in data { image(bytes(data.qr), format: "svg", alt: "QR", width: 2cm) }
"""


@pytest.fixture
def letter(app, tmp_path):
    def make(*names, **more):
        (tmp_path / "letter.typ").write_text(LETTER)
        data = {"title": "Surat", "names": names, **more}
        with app.test_request_context():
            return rendered("letter.typ", data, NOW, folder=tmp_path)

    (tmp_path / "house.typ").write_text((TEMPLATES / "house.typ").read_text())
    return make


def text_of(pdf):
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


@pytest.mark.parametrize(
    "name",
    [
        "Ni Luh Ayu, S.E.",
        "#panic() $x$ *tebal* _miring_ `kode` @rujukan <label> // komentar",
        '"]; #read("/etc/passwd")',
        r"\ \u{41} [kurung] ~ --- ' \" ",
        "Ñ Ž é Ş",
    ],
)
def test_a_name_is_only_text_to_the_template(letter, name):
    assert " ".join(name.split()) in " ".join(text_of(letter(name)).split())


def test_a_decomposed_letter_is_printed_as_one(letter):
    assert "Kadék" in text_of(letter("Kade\u0301k"))


@pytest.mark.parametrize("name", ["ᬓᬶ", "👩‍🏫", "中文", "\ue000x", "\u202eterbalik", "a\0b\x1b[2J"])
def test_a_sign_no_font_has_does_not_stop_the_printing(letter, name):
    assert len(PdfReader(io.BytesIO(letter(name, "Sukerti"))).pages) == 1


def test_a_screen_reader_finds_title_language_and_structure(letter):
    document = PdfReader(io.BytesIO(letter("Sukerti", qr=bare_qr_svg("http://localhost/"))))
    root = document.trailer["/Root"]

    assert document.metadata.title == "Surat"
    assert root["/Lang"] == "id"
    assert root["/MarkInfo"]["/Marked"]
    assert b"pdfuaid" in root["/Metadata"].get_data()
    assert b"pdfaid" in root["/Metadata"].get_data()


def test_the_same_data_gives_the_same_bytes_on_a4(letter):
    assert letter("Sukerti") == letter("Sukerti")
    box = PdfReader(io.BytesIO(letter("Sukerti"))).pages[0].mediabox
    assert (round(box.width), round(box.height)) == (595, 842)


def test_a_template_reads_nothing_outside_its_folder(app, tmp_path):
    (tmp_path / "secret").write_text("rahasia")
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "bad.typ").write_text('#read("../secret")')

    with app.test_request_context(), pytest.raises(typst.TypstError):
        rendered("bad.typ", {"title": "x"}, NOW, folder=folder)


def test_the_answer_is_a_pdf_with_a_name(app):
    with app.test_request_context():
        answer = pdf_answer(b"%PDF-", "kartu.pdf")

    assert answer.mimetype == "application/pdf"
    assert 'filename="kartu.pdf"' in answer.headers["Content-Disposition"]
