from lms.banks.reading import read_bank


def question(kind, inside="", text="Apa?", name="Soal"):
    return (
        f'<question type="{kind}"><name><text>{name}</text></name>'
        f'<questiontext format="html"><text><![CDATA[<p>{text}</p>]]></text></questiontext>'
        f"{inside}</question>"
    )


def read(*questions, **options):
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n{chr(10).join(questions)}\n</quiz>'
    return read_bank(text.encode(), **options)


def only(*args, **kwargs):
    reading = read(question(*args, **kwargs))
    assert [left.reason for left in reading.left] == []
    (draft,) = reading.taken
    return draft


def reason(*args, **kwargs):
    reading = read(question(*args, **kwargs))
    assert reading.taken == []
    return reading.left[0].reason


def answer(text, fraction, feedback="", inside=""):
    return (
        f'<answer fraction="{fraction}" format="html"><text>{text}</text>{inside}'
        f"<feedback><text>{feedback}</text></feedback></answer>"
    )


def test_a_choice_with_what_is_said():
    draft = only(
        "multichoice",
        "<single>true</single><shuffleanswers>0</shuffleanswers><defaultgrade>2.0000000</defaultgrade>"
        "<generalfeedback><text>Lihat hari 1.</text></generalfeedback>"
        + answer("&lt;p&gt;satu&lt;/p&gt;", 100, "Ya.")
        + answer("dua", 0),
    )

    assert draft.values == {
        "kind": "single_choice",
        "title": "Soal",
        "ask": "Apa?",
        "shuffle_options": "false",
        "options": [{"text": "satu", "right": "true", "say": "Ya."}, {"text": "dua"}],
        "points": "2",
        "explain": "Lihat hari 1.",
    }


def test_thirds_are_written_rounded():
    rows = "".join(answer(text, "33.33333") for text in "abc") + answer("d", "-33.33333")

    draft = only("multichoice", f"<single>false</single>{rows}")

    assert draft.values["kind"] == "multiple_answer"
    assert draft.remarks == []


def test_numbers_with_unit_and_wrong_numbers():
    tolerance = "<tolerance>0.5</tolerance>"
    draft = only(
        "numerical",
        answer("12.5", 100, "", tolerance)
        + answer("25", 0, "Bagi dua.", tolerance)
        + answer("*", 0, "Hitung lagi.")
        + "<units><unit><multiplier>1</multiplier><unit_name>kg</unit_name></unit></units>",
    )

    assert draft.values["answer"] == "12.5"
    assert draft.values["tolerance"] == "0.5"
    assert draft.values["unit"] == "kg"
    assert draft.values["mistakes"] == [{"if": "25", "say": "Bagi dua."}]
    assert draft.remarks == ["What was said to other numbers was left out"]


def test_short_answers_that_mind_capital_letters_are_told():
    draft = only("shortanswer", "<usecase>1</usecase>" + answer("OTP", 100))

    assert draft.values["accepted"] == ["OTP"]
    assert draft.remarks == ["Capital letters mattered there; here they do not"]


def test_blanks_of_every_kind():
    draft = only(
        "cloze",
        text=(
            "Rumus {1:SHORTANSWER:=SUM~=sum#Ya~%50%JUMLAH} atas {2:NUMERICAL:=5:0.5} baris, "
            r"lalu {:MCV:debit~%100%kredit~lain\~lain\}} [[a]]"
        ),
    )

    assert draft.values["ask"] == r"Rumus [[1]] atas [[2]] baris, lalu [[3]] \[\[a\]\]"
    assert draft.values["blanks"] == [
        {"accepted": ["SUM", "sum"]},
        {"answer": "5", "tolerance": "0.5"},
        {"options": ["debit", "kredit", "lain~lain}}"], "right": "kredit"},
    ]
    assert "The blanks had different weights; here all count the same" in draft.remarks


def test_broken_blanks_are_told():
    assert reason("cloze", text="Ada {1:SHORTANSWER:=SUM") == "A blank { … } is broken"
    assert reason("cloze", text="Tidak ada.") == "Its text has no blanks"
    assert reason("cloze", text="Ada {1:MULTIRESPONSE:=a~b}") == (
        "Blanks of the type MULTIRESPONSE are not available here"
    )


def test_an_essay_keeps_a_rubric_and_tells_what_is_none():
    rubric = "&lt;ul&gt;&lt;li&gt;Jelas (60)&lt;/li&gt;&lt;li&gt;Sopan (40)&lt;/li&gt;&lt;/ul&gt;"
    kept = only("essay", f"<graderinfo><text>{rubric}</text></graderinfo>")
    lost = only("essay", "<graderinfo><text>Lihat panjangnya.</text></graderinfo>")

    assert kept.values["rubric"] == [
        {"criterion": "Jelas", "points": "60"},
        {"criterion": "Sopan", "points": "40"},
    ]
    assert "Its notes for trainers are no rubric and were left out" in lost.remarks


def test_an_essay_without_a_text_asks_for_files():
    noinline = "<responseformat>noinline</responseformat><attachments>-1</attachments>"
    types = "<filetypeslist>web_image,.docx</filetypeslist><maxbytes>99999999</maxbytes>"

    draft = only("essay", noinline + types)
    other = only("essay", f"{noinline}<filetypeslist>.xlsx</filetypeslist>")

    assert draft.values["kind"] == "file_upload"
    keys = ("accept", "files", "megabytes")
    assert [draft.values[key] for key in keys] == [["photo"], "3", "10"]
    assert "Here at most 3 files are handed in" in draft.remarks
    assert "Here photos and PDF can be handed in, no other files" in other.remarks


def test_matching_and_ordering():
    pairs = "".join(
        f"<subquestion><text>{a}</text><answer><text>{b}</text></answer></subquestion>"
        for a, b in (("Kas", "debit"), ("Utang", "kredit"), ("", "netral"))
    )
    steps = answer("dua", 2) + answer("satu", 1) + answer("tiga", 3)

    assert only("matching", pairs).values["options"] == ["debit", "kredit", "netral"]
    assert only("ordering", steps).values["steps"] == ["satu", "dua", "tiga"]


def test_every_question_that_is_left_says_why():
    assert reason("calculated") == 'Questions of the type "calculated" are not available here'
    assert reason("description") == "It is a text and not a question"
    assert reason("truefalse", "<hidden>1</hidden>") == "It was deleted there (hidden)"
    assert reason("essay", "<responseformat>noinline</responseformat>") == (
        "It asks neither for a text nor for a file"
    )


def test_categories_and_tags():
    category = (
        '<question type="category"><category><text>$course$/top/Kas</text></category></question>'
    )
    tagged = question(
        "essay", "<tags><tag><text>lain</text></tag><tag><text>K3</text></tag></tags>"
    )

    (draft,) = read(category, tagged, competencies=["K3"]).taken

    assert (draft.group, draft.values["competency"]) == ("Kas", "K3")


def test_pictures_inside_and_beside_the_text_are_told():
    text = '<img src="@@PLUGINFILE@@/kas%20opname.png"><img src="data:image/png;base64,AAAA">'

    assert len(only("essay", text=text).remarks) == 3


def test_a_broken_question_costs_itself_only():
    reading = read(
        question("essay", name="satu"),
        question("essay", name="dua").replace("</name>", "</nama>"),
        question("essay", name="tiga"),
        question("essay", name="empat").replace("</question>", ""),
        question("essay", name="lima"),
    )

    assert [draft.title for draft in reading.taken] == ["satu", "tiga", "lima"]
    assert [left.line for left in reading.left] == [4, 6]


def test_names_of_characters_that_only_html_knows_are_understood():
    reading = read(question("essay", text="a&nbsp;b", name="a&nbsp;&eacute;"))

    assert reading.taken[0].title == "a é"
