"""Reads the chart of accounts of a course."""

import re

from lms.questions.accounts import Account, Side
from lms.questions.source import Source

MOST_ACCOUNTS = 200
LONGEST_NAME = 60

_CODE = re.compile(r"[0-9]{1,8}(?:[.-][0-9]{1,8}){0,3}")


def read_accounts(source: Source) -> tuple[Account, ...]:
    """Read the list below `accounts`; no two accounts may share a code or a name."""
    accounts = []
    seen: set[str] = set()
    for item in source.items("accounts", least=1):
        account = Account(
            code=item.text("code"),
            name=item.text("name", longest=LONGEST_NAME),
            normal=item.choice("normal", Side, None),
        )
        accounts.append(account)
        if not source.desk.authored:
            continue
        if account.code and not _CODE.fullmatch(account.code):
            item.problem("code", f'"{account.code}" cannot be a code. Use digits, such as 1101')
        for key, word in (("code", account.code), ("name", account.name.casefold())):
            if word and word in seen:
                item.problem(key, f'"{getattr(account, key)}" is in the list twice. Remove one')
            seen.add(word)
    if len(accounts) > MOST_ACCOUNTS:
        source.problem("accounts", f"There are more than {MOST_ACCOUNTS} accounts. Keep fewer")
    return tuple(accounts)
