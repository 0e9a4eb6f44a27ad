"""Every component in every state on one page; only while developing and testing."""

from flask import Blueprint, Flask, flash, render_template
from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    FileField,
    IntegerField,
    PasswordField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.validators import InputRequired

from lms.access import PUBLIC, requires
from lms.web.forms import Form, TicksField

bp = Blueprint("gallery", __name__)
OFFICES = {"chair": "Ketua", "secretary": "Sekretaris", "treasurer": "Bendahara"}


class SampleForm(Form):
    """One field of each kind."""

    name = StringField("Nama lengkap", [InputRequired("Tulis nama Anda.")])
    email = EmailField("Surel", description="Kami hanya mengirim kabar tentang pelatihan ini.")
    pin = PasswordField("PIN", [InputRequired("Tulis enam angka di kartu Anda.")])
    members = IntegerField("Jumlah anggota")
    day = DateField("Tanggal")
    starts = TimeField("Mulai")
    office = SelectField("Jabatan", choices=OFFICES)
    kind = RadioField("Jenis koperasi", choices={"ksp": "Simpan pinjam", "kons": "Konsumen"})
    tools = TicksField(
        "Alat yang dipakai",
        choices={"xls": "Lembar kerja", "app": "Aplikasi akuntansi", "book": "Buku tulis"},
    )
    sheet = FileField("Daftar anggota")
    note = TextAreaField("Catatan")
    agreed = BooleanField("Saya sudah membaca aturan kuis")


@bp.get("/gallery")
@requires(PUBLIC)
def index() -> str:
    flash("Kehadiran 12 peserta tersimpan.", "success")
    flash("Kuis hari ini dibuka pukul 14.30 WITA.", "info")
    flash("Tiga peserta belum tercatat kehadirannya.", "warning")
    flash("Berkas itu terlalu besar. Pilih berkas di bawah 4 MB.", "error")
    filled = SampleForm(formdata=None, name="Ni Luh Contoh", members=84, office="treasurer")
    empty = SampleForm(formdata=None, prefix="wrong-")
    empty.validate()
    return render_template("gallery/index.html", filled=filled, wrong=empty)


def init_gallery(app: Flask) -> None:
    """Register the gallery unless the application serves real people."""
    if app.debug or app.testing:
        app.register_blueprint(bp)
