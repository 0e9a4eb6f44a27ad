"""The account once more, by a slow and obvious way from raw rows, to prove the fast one."""
