"""What a workshop's report takes from its program."""

from lms.certificates.printed import Signatory
from lms.handover.rules import WrittenTexts

HEAD = Signatory("Kepala Contoh", "Kepala Dinas")
TRAINER = Signatory("Pelatih Contoh", "Pelatih")
PROGRAM = WrittenTexts(
    background="Latar program",
    basis="SK 1",
    obstacles="Hambatan program",
    conclusion="Simpulan program",
    suggestions="Saran program",
    issued_in="Denpasar",
    signatories=(HEAD,),
)


def test_where_a_workshop_says_nothing_it_shares_what_is_true_of_the_whole_program():
    assert WrittenTexts().or_else(PROGRAM) == WrittenTexts(
        background="Latar program", basis="SK 1", issued_in="Denpasar", signatories=(HEAD,)
    )


def test_what_a_workshop_says_itself_stands():
    own = WrittenTexts("Latar", "ST 2", "Listrik", "Baik", "Ulang", "Ubud", (TRAINER,))

    assert own.or_else(PROGRAM) == own


def test_a_program_that_says_nothing_takes_nothing_away():
    assert PROGRAM.or_else(WrittenTexts()) == PROGRAM
