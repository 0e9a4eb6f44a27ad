"""Variants that must stay as they are for ever: attempts store a seed and nothing else."""

import pytest

from lms.questions import derive_seed
from tests.questions.samples import SAMPLES, a_question

PROMPTS = {
    0: "<p>240 anggota, Rp10.000. Berapa?</p>",
    1: "<p>120 anggota, Rp20.000. Berapa?</p>",
    2: "<p>220 anggota, Rp50.000. Berapa?</p>",
    2**63 - 1: "<p>60 anggota, Rp50.000. Berapa?</p>",
}
OPTIONS = {
    0: [("668851680e87", "satu"), ("d0490cebb091", "dua"), ("fcfbeb96b441", "tiga Rp240")],
    1: [("f563b2bd0a3e", "tiga Rp120"), ("f96627f4f5f4", "dua"), ("51013136d92e", "satu")],
    2: [("46747149f544", "tiga Rp220"), ("d15942f942c9", "satu"), ("33b06948acb9", "dua")],
    2**63 - 1: [
        ("3bcf580daae1", "satu"),
        ("6f3fb2623267", "tiga Rp60"),
        ("9797492e2680", "dua"),
    ],
}


def test_seeds_stay_as_they_are():
    assert derive_seed("practice", 1, "h1-p1", 2) == 7981037948767286978


@pytest.mark.parametrize(("seed", "prompt"), PROMPTS.items())
def test_drawn_numbers_stay_as_they_are(seed, prompt):
    assert a_question("numeric", **SAMPLES["numeric"]).variant(seed).prompt == prompt


@pytest.mark.parametrize(("seed", "options"), OPTIONS.items())
def test_the_order_and_keys_of_options_stay_as_they_are(seed, options):
    shown = a_question("single_choice", **SAMPLES["single_choice"]).variant(seed).options
    assert [(option.key, option.text) for option in shown] == options


STEPS = {
    0: ["jurnal", "buku besar", "neraca saldo", "bukti 240"],
    1: ["buku besar", "jurnal", "neraca saldo", "bukti 120"],
    2**63 - 1: ["bukti 60", "buku besar", "neraca saldo", "jurnal"],
}
MATCHES = {
    0: [
        ("668851680e87", "debit"),
        ("d0490cebb091", "kredit"),
        ("fcfbeb96b441", "<em>lain</em> 240"),
    ],
    1: [
        ("f563b2bd0a3e", "<em>lain</em> 120"),
        ("f96627f4f5f4", "kredit"),
        ("51013136d92e", "debit"),
    ],
}
CHOICES = {0: ["kredit", "debit"], 1: ["debit", "kredit"], 2**63 - 1: ["kredit", "debit"]}


@pytest.mark.parametrize(("seed", "steps"), STEPS.items())
def test_the_order_in_which_steps_are_shown_stays_as_it_is(seed, steps):
    assert list(a_question("ordering", **SAMPLES["ordering"]).variant(seed).steps) == steps


@pytest.mark.parametrize(("seed", "options"), MATCHES.items())
def test_what_there_is_to_match_stays_as_it_is(seed, options):
    shown = a_question("matching", **SAMPLES["matching"]).variant(seed).options
    assert [(option.key, option.text) for option in shown] == options


@pytest.mark.parametrize(("seed", "choices"), CHOICES.items())
def test_the_choices_in_a_blank_stay_as_they_are(seed, choices):
    variant = a_question("cloze", **SAMPLES["cloze"]).variant(seed)
    assert [text for text, _shown in variant.choices[2]] == choices
