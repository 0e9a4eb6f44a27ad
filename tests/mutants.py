"""How many of the small changes that mutmut made to the rules the tests noticed.

Reads what `mutmut export-cicd-stats` has written; ends with an error below the share we want.
"""

import json
import sys
from pathlib import Path

STATS = Path("mutants/mutmut-cicd-stats.json")
WANTED = 92  # percent


def main() -> int:
    """Tell the share of mutants noticed; one that makes a test run for ever is noticed as well."""
    stats = json.loads(STATS.read_text())
    noticed = stats["killed"] + stats["timeout"] + stats["segfault"]
    lived = stats["survived"] + stats["no_tests"] + stats["suspicious"]
    percent = 100 * noticed / (noticed + lived)
    sys.stdout.write(f"{noticed} of {noticed + lived} mutants were noticed: {percent:.1f} %\n")
    if percent < WANTED:
        sys.stdout.write(f"Wanted are {WANTED} %: see `mutmut results` and `mutmut show NAME`\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
