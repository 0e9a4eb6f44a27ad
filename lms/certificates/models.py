"""What a program's certificates say, and those that were issued."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.certificates.printed import Formalities, Printed, printed_from, signatories_from
from lms.certificates.rules import CertificateKind, Ending
from lms.database import Model
from lms.people.models import Person
from lms.workshops.models import Enrolment, Program


class CertificateSetup(Model):
    """What stands on all certificates of a program. Its row is locked while numbers are given.

    `code` is the program's part of the numbers, `issued_in` the place of issue. `signatories` have
    name, office and NIP.
    """

    program_id: Mapped[int] = mapped_column(
        ForeignKey("program.id", ondelete="CASCADE"), unique=True
    )
    code: Mapped[str] = mapped_column(String(12))
    activity: Mapped[str] = mapped_column(String(200))
    issued_in: Mapped[str] = mapped_column(String(80))
    signatories: Mapped[list[dict[str, str]]] = mapped_column(JSON)

    program: Mapped[Program] = relationship()

    @property
    def formalities(self) -> Formalities:
        """It with the letterhead of the program."""
        above = self.program.letterhead or self.program.partners
        return Formalities(
            self.code,
            self.activity,
            self.issued_in,
            signatories_from(self.signatories),
            tuple(above.splitlines()),
        )


class Certificate(Model):
    """A certificate or statement with its number; rows are only added and ended, never deleted.

    `sequence` runs through the certificates of a program, and through its statements. `code` is
    what verifies it. `data` is all that is printed (`Printed`). It is valid until `ended_at`; one
    that was issued anew is named by `replaces_id` of the other.
    """

    __table_args__ = (
        UniqueConstraint("program_id", "kind", "sequence"),
        Index(
            "uq_certificate_valid",
            "enrolment_id",
            "kind",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    program_id: Mapped[int] = mapped_column(ForeignKey("program.id"))
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"), index=True)
    kind: Mapped[CertificateKind]
    sequence: Mapped[int]
    number: Mapped[str] = mapped_column(String(60))
    code: Mapped[str] = mapped_column(String(16), unique=True)
    data: Mapped[dict[str, Any]]
    issued_at: Mapped[datetime]
    issued_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("certificate.id"), unique=True)
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    ending: Mapped[Ending | None]
    ending_reason: Mapped[str] = mapped_column(String(500), default="")

    program: Mapped[Program] = relationship()
    enrolment: Mapped[Enrolment] = relationship()
    issued_by: Mapped[Person | None] = relationship(foreign_keys=[issued_by_id])
    ended_by: Mapped[Person | None] = relationship(foreign_keys=[ended_by_id])

    @property
    def is_valid(self) -> bool:
        """Whether it was neither revoked nor replaced."""
        return self.ended_at is None

    @property
    def printed(self) -> Printed:
        """What stands on it."""
        return printed_from(self.data)
