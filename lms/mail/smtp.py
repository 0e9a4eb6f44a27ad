"""Handing a mail to the SMTP server of the settings."""

import smtplib
import ssl
from collections.abc import Mapping
from email.message import EmailMessage
from types import TracebackType
from typing import Any, Self

from lms.mail.rules import is_final
from lms.mail.service import Letter


class NotSent(Exception):
    """The mail was not taken; `final`: it never will be."""

    def __init__(self, problem: str, *, final: bool) -> None:
        super().__init__(problem)
        self.final = final


class Sender:
    """A connection to the server, opened for the first mail and again after trouble.

    With `SMTP_SECURITY` starttls or tls nothing is ever sent in plain.
    """

    def __init__(self, config: Mapping[str, Any]) -> None:
        self.config = config
        self.connection: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._close()

    def send(self, mail: Letter) -> None:
        """Hand the mail over. Raises NotSent with what the server said."""
        try:
            if self.connection is None:
                self.connection = self._connect()
        except (OSError, smtplib.SMTPException) as error:  # the server is the trouble, not the mail
            raise NotSent(_said(error), final=False) from error
        try:
            self.connection.send_message(self._message(mail))
        except (OSError, smtplib.SMTPException, ValueError) as error:
            self._close()
            raise NotSent(_said(error), final=_is_hopeless(error)) from error

    def _connect(self) -> smtplib.SMTP:
        host, port = str(self.config["SMTP_HOST"]), int(self.config["SMTP_PORT"])
        timeout = float(self.config["SMTP_TIMEOUT"])
        security = self.config["SMTP_SECURITY"]
        context = ssl.create_default_context()
        connection: smtplib.SMTP
        if security == "tls":
            connection = smtplib.SMTP_SSL(host, port, timeout=timeout, context=context)
        else:
            connection = smtplib.SMTP(host, port, timeout=timeout)
        try:
            if security == "starttls":
                connection.starttls(context=context)
            if self.config["SMTP_USER"]:
                connection.login(self.config["SMTP_USER"], self.config["SMTP_PASSWORD"])
        except BaseException:
            connection.close()
            raise
        return connection

    def _message(self, mail: Letter) -> EmailMessage:
        sender = str(self.config["SMTP_SENDER"])
        message = EmailMessage()
        message["From"] = sender
        message["To"] = mail.address
        message["Subject"] = mail.subject
        message["Date"] = mail.written_at
        # The same in every try, so that a mail taken twice is recognised as one.
        place = sender.rpartition("@")[2].strip("> ")
        message["Message-ID"] = f"<mail-{mail.mail_id}-{mail.person_id}@{place}>"
        message["List-Unsubscribe"] = f"<{mail.stop_url}>"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(mail.body)
        return message

    def _close(self) -> None:
        if self.connection is not None:
            try:
                self.connection.quit()
            except (OSError, smtplib.SMTPException):
                self.connection.close()
            self.connection = None


def _is_hopeless(error: Exception) -> bool:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(is_final(code) for code, _text in error.recipients.values())
    if isinstance(error, smtplib.SMTPSenderRefused):
        return False  # the settings are wrong, not the mail
    if isinstance(error, smtplib.SMTPResponseException):
        return is_final(error.smtp_code)
    return isinstance(error, smtplib.SMTPNotSupportedError | ValueError)


def _said(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return "; ".join(f"{code} {_text(text)}" for code, text in error.recipients.values())
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_text(error.smtp_error)}"
    return str(error) or type(error).__name__


def _text(said: bytes | str) -> str:
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else said
