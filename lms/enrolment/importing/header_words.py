"""What offices call the columns of a list of participants: pure."""

HEADERS = {
    header: column
    for column, headers in {
        "name": "nama|nama lengkap|nama peserta|nama lengkap peserta|nama lengkap dan gelar|"
        "peserta|name|full name|participant|participant name|name of participant",
        "position": "jabatan|jabatan di koperasi|position|job title|job position|role",
        "cooperative": "koperasi|nama koperasi|asal koperasi|nama lembaga|lembaga|instansi|"
        "asal instansi|utusan|cooperative|cooperative name|name of cooperative|"
        "organisation|organization",
        "area": "kelurahan kecamatan|desa kecamatan|kel kec|desa kelurahan kecamatan|alamat|"
        "wilayah|kecamatan kelurahan",
        "subdistrict": "kelurahan|desa|desa kelurahan|kelurahan desa|kel|kel desa|subdistrict|"
        "sub district|village",
        "district": "kecamatan|kec|district",
        "phone": "hp|no hp|nomor hp|no hp wa|nomor hp wa|hp wa|telepon|no telepon|no telp|telp|"
        "wa|no wa|nomor wa|whatsapp|no whatsapp|handphone|no handphone|kontak|phone|ponsel|"
        "nomor telepon|no tlp|phone number|phone no|mobile|mobile number|mobile phone|"
        "mobile no|telephone|whatsapp number|cell phone",
        "email": "email|e mail|surel|alamat email|alamat e mail|alamat surel|"
        "email address|e mail address",
        "code": "kode|kode peserta|participant code",
        "workshop": "angkatan|sesi|gelombang|kelas|workshop|batch",
    }.items()
    for header in headers.split("|")
}
HINTS = (
    ("email", {"email", "mail", "surel"}),
    (
        "phone",
        {
            "hp",
            "wa",
            "whatsapp",
            "telepon",
            "phone",
            "mobile",
            "telp",
            "tlp",
            "handphone",
            "ponsel",
            "kontak",
        },
    ),
    ("workshop", {"angkatan", "gelombang", "sesi"}),
    ("cooperative", {"koperasi", "kop", "lembaga", "instansi", "cooperative"}),
    ("position", {"jabatan", "posisi"}),
    ("name", {"nama", "name"}),
)
NUMBERS = frozenset({"no", "nomor", "no urut", "nomor urut", "nr", "#"})
