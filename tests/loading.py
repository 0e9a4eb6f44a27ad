"""Loading much at once: pure, for every run begins with it."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def loading() -> Iterator[None]:
    """Do not look for rubbish while much is loaded, nor among what was loaded ever after."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
