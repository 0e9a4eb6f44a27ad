"""What every row was when a program went, packed into one value."""

import json
import zlib

from lms.lending.rules import Print

Base = dict[str, dict[int, Print]]


def packed(base: Base) -> bytes:
    return zlib.compress(json.dumps(base).encode())


def unpacked(data: bytes) -> Base:
    content = json.loads(zlib.decompress(data))
    return {
        table: {int(row_id): Print(*parts) for row_id, parts in rows.items()}
        for table, rows in content.items()
    }
