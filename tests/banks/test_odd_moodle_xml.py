"""What other programs write as Moodle XML, and what must not be lost from it in silence."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.banks.drafts import UnreadableBank
from lms.banks.html_text import markdown_of
from lms.banks.reading import read_bank

ANSWERS = (
    '<answer fraction="100"><text>a</text></answer><answer fraction="0"><text>b</text></answer>'
)


def read(question, head=""):
    return read_bank(f"{head}<quiz>{question}</quiz>".encode(), form="moodle-xml")


def asked(html, kind="multichoice", more=ANSWERS):
    return (
        f'<question type="{kind}"><questiontext format="html"><text><![CDATA[{html}]]></text>'
        f"</questiontext>{more}</question>"
    )


def only(question):
    reading = read(question)
    assert [left.reason for left in reading.left] == []
    return reading.taken[0]


def reason(question):
    (left,) = read(question).left
    return left.reason


def test_empty_lines_before_the_declaration_do_no_harm():
    reading = read(asked("Kas?"), head='\n \n<?xml version="1.0" encoding="UTF-8"?>\n')

    assert [draft.line for draft in reading.taken] == [4]


@pytest.mark.parametrize(
    "text", ["{1:SA:=ya} {1:MULTICHOICE}", "{1:SA:=ya} {1:SA =no}", "{1:SA:=ya} {MC:=a~b}"]
)
def test_one_broken_blank_among_others_is_told(text):
    assert reason(asked(text, "cloze", "")) == "A blank { … } is broken"


def test_formulas_in_blanks_keep_their_signs():
    draft = only(asked(r"{1:MC:=\(x^{2\}\)~\(\frac12\)}", "cloze", ""))

    assert draft.values["blanks"] == [
        {"options": [r"\(x^{{2}}\)", r"\(\frac12\)"], "right": r"\(x^{{2}}\)"}
    ]


def test_partial_and_negative_shares_of_blanks_are_told():
    draft = only(asked("{1:NM:=3:0.5~%50%4:1} {1:MC:=a~%-50%b}", "cloze", ""))

    assert draft.remarks == [
        "Another number gave a part of the credit there; here it gives nothing",
        "Wrong choices took points away there; here they give nothing",
    ]


@pytest.mark.parametrize(
    ("html", "remark"),
    [
        ('<a href="@@PLUGINFILE@@/neraca.xlsx">Neraca</a>', "A link was left out (neraca.xlsx)"),
        (
            '<span lang="en" class="multilang">Cash</span><span class="multilang">Kas</span>',
            "It is written in several languages, one after the other. Keep one of them",
        ),
        (
            '<table><tr><td rowspan="2">a</td><td>b</td></tr><tr><td>c</td></tr></table>',
            "A table with joined cells is written without them. Look at it",
        ),
    ],
)
def test_what_is_lost_from_a_text_is_told(html, remark):
    assert remark in only(asked(html)).remarks


def test_a_picture_of_old_files_is_told():
    draft = only(asked("Kas?", more=f"<image>kas.png</image>{ANSWERS}"))

    assert draft.remarks == ["A picture was left out (kas.png). Describe it in words"]


def test_gaps_with_one_list_of_words_become_blanks():
    words = "".join(
        f"<selectoption><text>{word}</text><group>{group}</group></selectoption>"
        for word, group in [("kas", 1), ("utang", 1), ("naik", 2), ("turun", 2)]
    )
    draft = only(asked("<p>[[1]] akan [[4]].</p>", "gapselect", words))

    assert draft.values["ask"] == "[[1]] akan [[2]]."
    assert draft.values["blanks"] == [
        {"options": ["kas", "utang"], "right": "kas"},
        {"options": ["naik", "turun"], "right": "turun"},
    ]
    assert reason(asked("[[7]]", "gapselect", words)) == "There is no word for the gap [[7]]"


def test_other_code_pages_are_read_as_they_say():
    text = f'<?xml version="1.0" encoding="windows-1250"?><quiz>{asked("Łódź?")}</quiz>'

    assert read_bank(text.encode("cp1250")).taken[0].values["ask"] == "Łódź?"


@pytest.mark.parametrize("begin", [b"%PDF-1.7 {}", b"PK\x03\x04", b"{\\rtf1 Kas?{T}}", b"\x1f\x8b"])
def test_documents_of_other_programs_are_named(begin):
    with pytest.raises(UnreadableBank, match="not a text file"):
        read_bank(begin)


def test_square_brackets_that_are_no_blank_are_told():
    reading = "It shows a number in [[ ]] as text, which is a blank here"

    assert reason(asked("Salin [[1]] lalu {1:SA:=b}", "cloze", "")) == reading


def test_statements_with_words_of_their_own_are_understood():
    row = '<answer fraction="{}"><text>{}</text><feedback><text>{}</text></feedback></answer>'
    words = row.format(0, "&lt;p&gt;Salah&lt;/p&gt;", "b") + row.format(100, "Benar", "a")
    others = row.format(100, "Setuju", "") + row.format(0, "Tidak setuju", "")

    draft, other = only(asked("Kas?", "truefalse", words)), only(asked("K?", "truefalse", others))

    assert (draft.values["answer"], draft.values["say"]) == ("true", {"true": "a", "false": "b"})
    assert (other.values["answer"], other.remarks) == (
        "true",
        ['Its answers were "Setuju" and "Tidak setuju"; the first was read as true'],
    )
    assert reason(asked("Kas?", "truefalse", row.format(100, "true", ""))) == (
        "It needs the answers true and false, there are 1"
    )


def test_names_of_characters_inside_of_cdata_stand_for_themselves():
    answer = '<answer fraction="100" format="plain_text"><text><![CDATA[&copy;]]></text></answer>'

    assert only(asked("Tulis tandanya.", "shortanswer", answer)).values["accepted"] == ["&copy;"]


def test_what_an_essay_or_an_ordering_has_beyond_ours_is_told():
    essay = "<responsetemplate><text>Nama:</text></responsetemplate><minwordlimit>9</minwordlimit>"
    steps = "".join(f'<answer fraction="{n}"><text>{n}</text></answer>' for n in (1, 2, 3))
    ordering = f"<selecttype>RANDOM</selecttype><gradingtype>ALL_OR_NOTHING</gradingtype>{steps}"

    assert only(asked("Tulis.", "essay", essay)).remarks[:2] == [
        'The text that stood in the answer at first, "Nama:", was left out',
        "There it needed a least number of words",
    ]
    assert only(asked("Urutkan.", "ordering", ordering)).remarks == [
        "There only some of the steps were asked for; here all are",
        "Steps in their place were counted in another way there",
    ]


def test_a_unit_is_shown_without_its_markup():
    more = (
        '<answer fraction="100"><text>5</text></answer><units><unit><multiplier>1</multiplier>'
        "<unit_name>&lt;b&gt;kg&lt;/b&gt;</unit_name></unit></units>"
    )

    assert only(asked("Berapa?", "numerical", more)).values["unit"] == "kg"


def test_lines_under_words_are_bold_and_lines_through_them_told():
    draft = only(
        asked(
            'Kata <u>bergaris</u>, <span style="text-decoration: underline;">ini</span>, <s>x</s>'
        )
    )

    assert draft.values["ask"] == "Kata **bergaris**, **ini**, x"
    assert draft.remarks == [
        "What was underlined or marked is bold here",
        "What was struck through stands without the line",
    ]


def test_links_with_brackets_in_their_address_are_kept():
    draft = only(asked('<a href="https://id.wikipedia.org/wiki/Kas_(akuntansi)">Kas</a>'))

    assert draft.values["ask"] == "[Kas](https://id.wikipedia.org/wiki/Kas_%28akuntansi%29)"
    assert draft.remarks == []


def test_matches_are_shown_as_html_is():
    pairs = "".join(
        f"<subquestion><text>{item}</text><answer><text>{match}</text></answer></subquestion>"
        for item, match in [("a", "Kas &amp;amp; bank"), ("b", "&lt;i&gt;utang&lt;/i&gt; 5 &lt; 6")]
    )

    assert only(asked("Pasangkan.", "matching", pairs)).values["options"] == [
        "Kas & bank",
        "*utang* 5 < 6",
    ]


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("A <b>yang</b> B", "A **yang** B"),
        ("4<sub>2</sub>", "4₂"),
        ("<p>A <i>yang <b>mana</b></i></p><p>B<br/>C</p>", "A *yang **mana***\n\nB  \nC"),
        (
            '<a href="https://example.org/?a=1&amp;b=2">sini</a>',
            "[sini](https://example.org/?a=1&b=2)",
        ),
    ],
)
def test_html_that_stands_in_a_text_as_it_is_loses_nothing(html, shown):
    bare = only(asked("HTML", kind="shortanswer").replace("<![CDATA[HTML]]>", html))
    packed = only(asked(html, kind="shortanswer"))

    assert bare.values["ask"] == packed.values["ask"] == shown


def bare(kind, ask, inside=""):
    """A question whose HTML stands without an element `text` that holds it."""
    return f'<question type="{kind}"><name>Air <b>bersih</b></name>{ask}{inside}</question>'


def test_html_that_stands_there_without_a_text_element_loses_nothing():
    [draft] = read(
        bare(
            "shortanswer",
            '<questiontext format="html">A <b>yang</b> B, 4<sub>2</sub><br/>lalu</questiontext>',
            '<answer fraction="100">4<sub>2</sub><feedback><text>ya</text></feedback></answer>',
        )
    ).taken

    assert draft.title == "Air bersih"
    assert draft.values["ask"] == "A **yang** B, 4₂  \nlalu"
    assert draft.values["accepted"] == ["4₂"]


def test_raised_and_lowered_digits_of_a_typed_answer_stay():
    body = "<questiontext><text>Rumus?</text></questiontext>"
    answers = (
        '<answer fraction="100"><text>H<sub>2</sub>O</text></answer>'
        '<answer fraction="100"><text>x &lt; y</text></answer>'
    )

    [draft] = read(bare("shortanswer", body, answers)).taken

    assert draft.values["accepted"] == ["H₂O", "x < y"]


def test_match_is_a_type_of_matching():
    pairs = "".join(
        f"<subquestion><text>{a}</text><answer><text>{b}</text></answer></subquestion>"
        for a, b in (("Kas", "Aset"), ("Utang", "Kewajiban"))
    )

    [draft] = read(bare("match", "<questiontext><text>Cocokkan</text></questiontext>", pairs)).taken

    assert draft.values["kind"] == "matching"
    assert [item["match"] for item in draft.values["items"]] == ["Aset", "Kewajiban"]


INLINE = ["b", "i", "em", "strong", "u", "sub", "sup", "span", "a", "font", "code", "s", "mark"]
BLOCKS = [
    "p",
    "div",
    "ul",
    "ol",
    "li",
    "table",
    "tr",
    "td",
    "blockquote",
    "h3",
    "caption",
    "dl",
    "dd",
]


@st.composite
def nested(draw, depth=3):
    """HTML of elements in each other, as editors leave it, each with words of its own."""
    words = draw(st.lists(st.from_regex(r"w[a-z]{3,6}", fullmatch=True), min_size=1, max_size=3))
    parts = list(words)
    for _ in range(draw(st.integers(0, 2)) if depth else 0):
        tag = draw(st.sampled_from(INLINE + BLOCKS))
        parts.insert(draw(st.integers(0, len(parts))), f"<{tag}>{draw(nested(depth - 1))}</{tag}>")
    return " ".join(parts)


@given(nested(), st.booleans())
def test_no_word_of_nested_html_is_lost_without_being_told(html, inline):
    told = []

    written = markdown_of(html, told.append, inline=inline)

    missing = [word for word in re.findall(r"w[a-z]{3,6}", html) if word not in written]
    assert not missing or told
