import pytest

from lms.banks.gift import looks_like_gift
from lms.banks.reading import read_bank


def read(text):
    return read_bank(text.encode(), form="gift")


def only(text):
    reading = read(text)
    assert [left.reason for left in reading.left] == []
    (draft,) = reading.taken
    return draft


def reason(text):
    reading = read(text)
    assert reading.taken == []
    (left,) = reading.left
    return left.reason


def options(draft):
    return [(each["text"], "right" in each) for each in draft.values["options"]]


def test_one_right_option():
    draft = only("::Modal::Simpanan sukarela adalah {~modal =kewajiban#Benar. ~pendapatan}")

    assert draft.values["kind"] == "single_choice"
    assert draft.title == "Modal"
    assert options(draft) == [("modal", False), ("kewajiban", True), ("pendapatan", False)]
    assert draft.values["options"][1]["say"] == "Benar."


def test_answers_inside_a_sentence_leave_a_gap():
    draft = only("Simpanan pokok dibayar {=sekali ~berkala} saja.")

    assert draft.values["ask"] == r"Simpanan pokok dibayar \_\_\_\_\_ saja."


def test_weights_as_ours_need_no_remark():
    draft = only("Pilih dua. {~%50%a ~%50%b ~%-50%c}")

    assert draft.values["kind"] == "multiple_answer"
    assert options(draft) == [("a", True), ("b", True), ("c", False)]
    assert draft.remarks == []


def test_other_weights_are_told():
    draft = only("Pilih dua. {~%70%a ~%30%b ~c}")

    assert draft.remarks == [
        "Right options gave 70 %, 30 % there; here all of them count the same",
        "Wrong options gave 0 % there; here each takes away what a right one gives",
    ]


def test_half_credit_for_one_option_is_told():
    assert only("Apa? {~salah ~%50%hampir =betul}").remarks == [
        '"hampir" gave 50 % there and gives nothing here'
    ]


def test_several_options_with_full_credit_are_refused():
    assert reason("Apa? {=satu =dua ~tiga}") == ("2 options give full credit, here exactly one can")


def test_true_and_false_with_what_is_said():
    draft = only("SHU dibagi rata. {FALSE#Baca lagi.#Tepat.####Menurut jasa.}")

    assert draft.values["answer"] == "false"
    assert draft.values["say"] == {"true": "Baca lagi.", "false": "Tepat."}
    assert draft.values["explain"] == "Menurut jasa."


def test_short_answers():
    draft = only("Kode sekali pakai disebut {=OTP =kode OTP =%50%sandi}")

    assert draft.values["accepted"] == ["OTP", "kode OTP"]
    assert draft.remarks == ['"sandi" gave 50 % there and gives nothing here']


def test_any_text_cannot_be_right():
    assert reason("Apa saja? {=*}") == "Its answers have a * for any text"


def test_numbers_with_tolerance_and_ranges():
    assert only("Pi? {#3.1415:0.0005}").values["answer"] == "3.1415"
    assert only("Pi? {#3.1415:0.0005}").values["tolerance"] == "0.0005"
    assert only("Satu sampai lima? {#1..5}").values["answer"] == "3"
    assert only("Satu sampai lima? {#1..5}").values["tolerance"] == "2"
    assert only("Kurang? {#-5,5}").values["answer"] == "-5.5"


def test_a_wrong_number_can_be_answered():
    draft = only("Dua kali dua? {# =4:0 =%0%6:0#Anda menjumlahkan tiga.}")

    assert draft.values["mistakes"] == [{"if": "6", "say": "Anda menjumlahkan tiga."}]


def test_three_decimals_are_no_thousands():
    assert only("Pi? {#3.142}").values["answer"] == "3.1420"


def test_matches_with_one_that_fits_none():
    draft = only("Pasangkan. {\n=Kas -> debit\n=Utang -> kredit\n= -> netral\n}")

    assert draft.values["options"] == ["debit", "kredit", "netral"]
    assert draft.values["items"] == [
        {"text": "Kas", "match": "debit"},
        {"text": "Utang", "match": "kredit"},
    ]


def test_empty_braces_are_an_essay_that_needs_a_rubric():
    draft = only("Jelaskan SHU. {}")

    assert draft.values["kind"] == "essay"
    assert "rubric" in draft.remarks[0]


def test_escaped_signs_mean_themselves():
    draft = only(r"Rumus \= \{A\:B\}\nbaris dua {=\~satu\# \= 1 ~dua \\}")

    assert draft.values["ask"] == "Rumus = {{A:B}}  \nbaris dua"
    assert options(draft) == [("~satu# = 1", True), ("dua \\\\", False)]


def test_html_becomes_markdown_and_pictures_are_told():
    draft = only(
        '[html]<p>Apa <b>ini</b>?</p><img src\\="@@PLUGINFILE@@/kas.png" alt\\="Buku kas">{T}'
    )

    assert draft.values["ask"] == "Apa **ini**?\n\n(gambar: Buku kas)"
    assert draft.remarks == ["A picture was left out (kas.png). Describe it in words"]


def test_markdown_stays_what_it_is():
    assert only("[markdown]Apa **ini** {{}?{T}".replace("{{}", "")).values["ask"] == "Apa **ini** ?"


def test_categories_and_tags_belong_to_what_follows():
    text = "Satu {T}\n\n$CATEGORY: $course$/top/Kas / Dasar\n\n// [tag:K3]\nDua {T}\n\nTiga {T}"
    reading = read_bank(text.encode(), form="gift", competencies=["K3"])

    assert [draft.group for draft in reading.taken] == ["", "Kas / Dasar", "Kas / Dasar"]
    assert [draft.values.get("competency") for draft in reading.taken] == [None, "K3", None]


def test_comments_and_empty_lines_inside_braces_do_no_harm():
    draft = only("Apa? {\n// yang benar\n=satu\n\n~dua\n}")

    assert options(draft) == [("satu", True), ("dua", False)]


def test_questions_without_an_empty_line_between_stand_apart():
    assert len(read("::a::Satu {T}\n::b::Dua {F}\n::c::Tiga {\n=x ~y\n}").taken) == 3


def test_a_brace_never_closed_costs_one_question_only():
    reading = read("Satu {=a ~b\n\nDua {T}\n\n::tiga::Tiga {=x ~y\n\n::empat::Empat {F}")

    assert [draft.values["ask"] for draft in reading.taken] == ["Dua", "Empat"]
    assert [(left.line, left.reason) for left in reading.left] == [
        (1, "A brace { is opened and never closed"),
        (5, "A brace { is opened and never closed"),
    ]


def test_a_text_without_answers_is_told():
    assert reason("Bacalah dahulu.") == (
        "It has no answers in braces, so it is a text and not a question"
    )


def test_braces_in_a_formula_are_told():
    assert reason(r"Hitung \(\frac{1}{2}\) {=a ~b}").startswith("It has more than one {")


def test_what_a_course_would_not_take_is_told_with_the_same_words():
    many = " ".join(f"~pilihan {n}" for n in range(13))

    assert reason(f"Apa? {{=satu {many}}}") == "There are 14 options. Use at most 12"
    assert reason("Apa? {=sama ~sama}") == 'Two options are the same, "sama"'


def test_signs_of_numbers_in_a_match_stay():
    draft = only("Pasangkan. {=Lunas -> Tanda # =Sisa -> Tanda %}")

    assert draft.values["options"] == ["Tanda #", "Tanda %"]


def test_feedback_to_a_statement_may_hold_a_hash():
    assert only("SHU dibagi. {T#Bukan#Lihat #2}").values["say"]["true"] == "Lihat #2"


def test_a_markdown_title_becomes_a_heading_but_code_stays():
    draft = only("[markdown]# Kas\n```\n# catatan\n```\nBenar? {T}")

    assert draft.values["ask"] == "## Kas\n```\n# catatan\n```\nBenar?"


def test_program_code_is_no_gift():
    assert not looks_like_gift("body { color: red; }\nif (a) { b = 1; }")
    assert looks_like_gift("Kas? {~tidak =ya}")


def test_questions_without_names_and_empty_lines_stand_apart():
    reading = read("Satu {T}\nDua? {=a ~b}\nTiga,\nmasih tiga {\n=x\n~y\n}\n2 + 2 = {#4}")

    assert [draft.values["ask"] for draft in reading.taken] == [
        "Satu",
        "Dua?",
        "Tiga,  \nmasih tiga",
        "2 + 2 =",
    ]


def test_a_sentence_that_goes_on_in_the_next_line_is_not_cut():
    draft = only("Simpanan pokok dibayar {=sekali\n~berkala}\nsaja, oleh anggota.")

    assert draft.values["ask"] == r"Simpanan pokok dibayar \_\_\_\_\_ saja, oleh anggota."
    assert reason("Kas {=a ~b}\nnaik, atau {=c ~d} turun.").startswith("It has more than one {")


def test_the_last_four_hashes_begin_what_is_said_to_all():
    draft = only("Judul dari empat tanda? {~dua#Bukan #### =empat#Ya####Lihat panduan.}")

    assert draft.values["options"][1] == {"text": "empat", "right": "true", "say": "Ya"}
    assert draft.values["explain"] == "Lihat panduan."


def test_answers_that_are_none_are_told():
    assert reason("Apa? {satu ~dua}") == '"satu" has no = or ~ before it'
    assert reason("Berapa? {#}") == "Its braces hold no number"
    assert reason(f"Apa? {{{'~a' * 300} =b}}") == "It has more than 200 answers"


def test_the_places_every_category_has_are_left_out_with_spaces_too():
    reading = read("$CATEGORY: $course$ / top / Kas / Dasar\nSatu {T}")

    assert reading.taken[0].group == "Kas / Dasar"


def test_tags_that_are_no_competency_are_told_once():
    reading = read("// [tag:sulit]\nSatu {T}\n\n// [tag:sulit] [tag:umum]\nDua {T}")

    assert reading.remarks == [
        "Tags that are no competency of the course were left out: sulit, umum"
    ]


def test_a_value_that_is_too_long_is_named():
    assert reason(f"Apa? {{={'a' * 301}}}").startswith("accepted 1: This is longer than 300")


def test_pictures_in_markdown_are_told():
    draft = only("[markdown]Lihat ![buku kas](media/kas.png) dan ![](saldo.png 'Saldo'). {T}")

    assert draft.values["ask"] == "Lihat (gambar: buku kas) dan (gambar: saldo.png)."
    assert draft.remarks == [
        "A picture was left out (kas.png). Describe it in words",
        "A picture was left out (saldo.png). Describe it in words",
    ]


def test_a_question_without_a_title_is_called_by_how_it_begins():
    (left,) = read("[markdown]Kas <b>naik</b>? {=a ~b}").left

    assert (left.title, left.reason) == (
        "Kas <b>naik</b>?",
        "HTML is not available. Write Markdown instead",
    )


@pytest.mark.parametrize("text", ["Apa? {~=benar ~salah}", "Apa? {~ =benar\n~salah}"])
def test_a_right_option_may_have_both_signs(text):
    draft = only(text)

    assert draft.values["kind"] == "single_choice"
    assert draft.values["options"] == [{"text": "benar", "right": "true"}, {"text": "salah"}]


@pytest.mark.parametrize(
    ("text", "accepted"),
    [
        ("Siapa? {One}", ["One"]),
        ("Siapa? {One =Two}", ["One", "Two"]),
        ("::n:: Apa? {KSP#ya}", ["KSP"]),
    ],
)
def test_an_answer_alone_in_its_braces_needs_no_sign_as_in_moodle(text, accepted):
    draft = only(text)

    assert draft.values["kind"] == "short_answer"
    assert draft.values["accepted"] == accepted


@pytest.mark.parametrize(
    "head", ["", "3", "3 ALL VERTICAL ABSOLUTE_POSITION SHOW NUMBERING_NONE", "RANDOM HORI"]
)
def test_steps_to_be_put_in_order_stand_in_lines(head):
    draft = only(f"Urutkan! {{>{head}\nbuka\nhitung\ntutup\n}}")

    assert draft.values["kind"] == "ordering"
    assert draft.values["steps"] == ["buka", "hitung", "tutup"]


def test_steps_in_one_line_are_told():
    assert (
        reason("Urutkan! {>buka hitung}") == "Its steps do not stand in lines of their own after >"
    )


def test_joiners_of_emoji_survive():
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467 \u2764\ufe0f"

    draft = only(f"Keluarga {family}? {{={family} ~b}}")

    assert draft.values["ask"] == f"Keluarga {family}?"
    assert draft.values["options"][0]["text"] == family
