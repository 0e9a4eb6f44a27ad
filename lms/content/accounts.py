"""Reads the chart of accounts of a course."""

import re
from collections.abc import Sequence
from typing import Annotated, Any

from lms.questions.accounts import Account, Side
from lms.questions.authoring.keys import Keys, Line, OneLine, OneOf
from lms.questions.authoring.source import Source

MAX_ACCOUNTS = 200
MAX_NAME_LENGTH = 60

_CODE = re.compile(r"[0-9]{1,8}(?:[.-][0-9]{1,8}){0,3}")


class AccountKeys(Keys):
    """An account of the chart."""

    code: Line
    """Digits, such as 1101."""
    name: Annotated[str, OneLine(MAX_NAME_LENGTH)]
    """What it is called."""
    normal: Annotated[Side, OneOf(Side)]
    """The side on which it grows."""


def read_accounts(source: Source, entries: Sequence[Any]) -> tuple[Account, ...]:
    """Read the list below `accounts`; no two accounts may share a code or a name."""
    accounts = []
    seen: set[str] = set()
    for item in source.children("accounts", entries):
        keys = item.read(AccountKeys)
        account = Account(keys.code, keys.name, keys.normal)
        accounts.append(account)
        if not source.diagnostics.authored:
            continue
        if account.code and not _CODE.fullmatch(account.code):
            item.problem("code", f'"{account.code}" cannot be a code. Use digits, such as 1101')
            continue
        for key, word in (("code", account.code), ("name", account.name.casefold())):
            if word and word in seen:
                item.problem(key, f'"{getattr(account, key)}" is in the list twice. Remove one')
            seen.add(word)
    if len(accounts) > MAX_ACCOUNTS:
        source.problem("accounts", f"There are more than {MAX_ACCOUNTS} accounts. Keep fewer")
    return tuple(accounts)
