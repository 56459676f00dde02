"""What is built once and lasts: the interpreter need not look through it for garbage."""

import contextlib
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def building() -> Iterator[None]:
    """Build something to last: no search for garbage meanwhile, nor among it afterwards."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
