import pytest

from lms.banks.drafts import UnreadableBank
from lms.banks.reading import read_bank

ONE = "Berapa anggota pendiri?\nA. Dua puluh\nB) Sembilan\nANSWER: B\n"


def read(text):
    return read_bank(text.encode(), form="aiken")


def options(draft):
    return [(each["text"], "right" in each) for each in draft.values["options"]]


def test_a_question():
    (draft,) = read(ONE).taken

    assert draft.values["ask"] == "Berapa anggota pendiri?"
    assert options(draft) == [("Dua puluh", False), ("Sembilan", True)]


def test_small_letters_and_texts_of_several_lines_are_understood():
    (draft,) = read("Baca ini.\nLalu jawab.\na) satu\nlanjut\nb) dua\nanswer: a").taken

    assert draft.values["ask"] == "Baca ini.  \nLalu jawab."
    assert options(draft) == [("satu lanjut", True), ("dua", False)]


def test_questions_need_no_empty_line_between():
    assert len(read(ONE * 3).taken) == 3


def test_each_question_left_has_its_line_and_reason():
    text = (
        "Tanpa jawaban?\nA. satu\nB. dua\n\n"
        "Huruf lain?\nA. satu\nB. dua\nANSWER: C\n\n"
        "Satu saja?\nA. satu\nANSWER: A\n\n" + ONE
    )
    reading = read(text)

    assert len(reading.taken) == 1
    assert [(left.line, left.reason) for left in reading.left] == [
        (1, "A line ANSWER is missing after its options"),
        (5, 'The answer "C" is none of the letters A, B'),
        (10, "It needs at least 2 options, there are 1"),
    ]


def test_a_file_that_ends_too_early_is_told():
    assert read("Apa?\nA. satu\nB. dua").left[0].reason == (
        "A line ANSWER is missing at the end of the file"
    )


def test_options_need_no_space_after_their_letter_and_may_stand_apart():
    first, second = read(
        "Bunga?\nA)Beban\nB)Aset\nANSWER: A\n\nKas?\n\nA. x\n\nB. y\n\nANSWER:B\n"
    ).taken

    assert options(first) == [("Beban", True), ("Aset", False)]
    assert options(second) == [("x", False), ("y", True)]


def test_a_numbered_statement_is_no_option():
    (draft,) = read("Pilih.\nI. Kas naik\nII. Utang naik\nA. I\nB. II\nANSWER: B").taken

    assert draft.values["ask"] == "Pilih.  \nI. Kas naik  \nII. Utang naik"
    assert options(draft) == [("I", False), ("II", True)]


def test_letters_out_of_order_are_told():
    (left,) = read("Pilih.\nA. satu\nC. tiga\nANSWER: C").left

    assert left.reason == "The letters of its options are not in order: A, C"


def test_the_answer_may_be_written_out():
    (draft,) = read(ONE.replace("ANSWER: B", "Answer: b) Sembilan")).taken

    assert options(draft) == [("Dua puluh", False), ("Sembilan", True)]
    assert read(ONE.replace("ANSWER: B", "ANSWER: A, B")).left[0].reason == (
        'The answer "A, B" is none of the letters A, B'
    )


def test_lines_of_other_programs_after_the_answer_belong_to_it():
    more = "FEEDBACK: Lihat hari 1.\nSCORE: 2\nTAGS: pendirian\n"
    first, second = read(ONE + more + "\n" + ONE + "Score: dua").taken

    assert (first.values["explain"], first.values["points"]) == ("Lihat hari 1.", "2")
    assert first.remarks == ['"TAGS: pendirian" was left out']
    assert second.values["ask"] == "Berapa anggota pendiri?"
    assert second.remarks == ['"SCORE: dua" was left out']


def test_small_letters_are_recognised_without_being_told_the_format():
    assert read_bank(b"Kas?\na) aset\nb) beban\nanswer: a").format == "Aiken"


@pytest.mark.parametrize(
    "word",
    ["ANSWER:", "Jawaban:", "JAWABAN :", "Kunci:", "Kunci Jawaban:", "Jawaban benar: ", "Kunci ="],
)
def test_indonesian_words_for_the_answer_are_understood(word):
    reading = read_bank(f"1. Apa itu SHU?\nA. Sisa\nB. Saldo\n{word} B\n".encode())

    assert reading.format == "Aiken"
    [draft] = reading.taken
    assert draft.values["ask"] == "Apa itu SHU?"
    assert draft.values["options"] == [{"text": "Sisa"}, {"text": "Saldo", "right": "true"}]


@pytest.mark.parametrize(
    "key",
    [
        "Kunci Jawaban:\n1. A\n2. C",
        "KUNCI: 1. A, 2. C",
        "Jawaban:\n1) a\n2) c\n",
        "kunci jawaban\n1-A 2-C",
        "Jawaban:\n1 = A\n2 = C",
    ],
)
def test_a_list_of_answers_at_the_end_is_for_the_numbered_questions(key):
    text = (
        "1. Apa itu SHU?\nA. Sisa\nB. Saldo\n\n"
        "2. Rapat apa\nyang tertinggi?\na. RAB\nb. RK\nc. RAT\n\n" + key
    )

    reading = read_bank(text.encode())

    assert reading.left == []
    first, second = reading.taken
    assert (first.values["ask"], second.line) == ("Apa itu SHU?", 5)
    assert [option.get("right") for option in first.values["options"]] == ["true", None]
    assert [option.get("right") for option in second.values["options"]] == [None, None, "true"]


def test_a_question_that_the_list_of_answers_forgets_is_told():
    text = "1. Satu?\nA. x\nB. y\n\n2. Dua?\nA. x\nB. y\n\nKunci:\n1. A\n"

    reading = read_bank(text.encode())

    assert len(reading.taken) == 1
    assert [left.reason for left in reading.left] == [
        "A line ANSWER is missing at the end of the file"
    ]


def test_a_file_of_another_kind_is_told_what_one_line_should_look_like():
    with pytest.raises(UnreadableBank) as problem:
        read_bank(b"Soal-soal untuk hari pertama, mohon diperiksa.")

    assert "{=Sisa Hasil Usaha ~" in str(problem.value)
    assert "ANSWER: A or Jawaban: A" in str(problem.value)
