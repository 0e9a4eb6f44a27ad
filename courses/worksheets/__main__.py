"""`python -m courses.worksheets FOLDER`: write the worksheets of all days, as XLSX and CSV."""

import sys
from pathlib import Path

from courses.worksheets.books import BOOKS, write_all

if len(sys.argv) != 2:
    sys.exit("Say where to: python -m courses.worksheets FOLDER")
written = write_all(Path(sys.argv[1]))
sys.stdout.write(f"{len(BOOKS)} days, {len(written)} files in {sys.argv[1]}\n")
