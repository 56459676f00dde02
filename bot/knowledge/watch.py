"""Keeps what serves up with the folder, in a thread of its own.

After a change the whole knowledge is built anew beside the one that serves, and takes its place by
one call; a folder that does not load changes nothing but is told of, once.
"""

import contextlib
import gc
import logging
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from watchfiles import Change, watch

from bot.errors import KnowledgeError, Problem
from bot.knowledge.folder import is_knowledge, state_of
from bot.knowledge.index import Knowledge
from bot.knowledge.journal import Digests, digests, reading
from bot.knowledge.load import load
from bot.knowledge.source import SOURCE_NAME
from bot.lasting import building
from bot.text.tokenize import Segmenter

_log = logging.getLogger(__name__)
_SETTLED = 100  # milliseconds without a change after which a burst of them is over
_LONGEST_BURST = 1000  # milliseconds
_LOOKS_TO_SWEEP = 50
_SHORT_TURN = 0.0002  # seconds of work after which another thread may go on
_LOOK_ANYWAY = 5000  # milliseconds; some file systems report nothing
_LINK_OF_A_MOUNT = "..data"  # what changes where a container platform mounts the files


@dataclass(frozen=True, slots=True)
class Reload:
    """What came of a change of the files: new knowledge that now serves, or why there is none."""

    knowledge: Knowledge | None = None
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True)
class Watcher:
    """Watches a folder and gives every new knowledge to `serve`, every outcome to `tell`.

    `serving` tells what serves now. All three are called in the watcher's thread, or in that of
    whoever asks it to look again.
    """

    folder: Path
    segmenter: Segmenter
    serving: Callable[[], Knowledge]
    serve: Callable[[Knowledge], None]
    tell: Callable[[Reload], None]
    _seen: Digests = field(default_factory=dict)
    _told: tuple[Problem, ...] = ()
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def run(self, stop: threading.Event) -> None:
        """Watch until stopped."""
        looks = 0
        self._look_politely(looks)
        for changed in watch(
            self.folder, watch_filter=_is_ours, stop_event=stop, debounce=_LONGEST_BURST,
            step=_SETTLED, rust_timeout=_LOOK_ANYWAY, yield_on_timeout=True, recursive=False,
            raise_interrupt=False,
        ):  # fmt: skip
            if changed or self._differs():
                looks += 1
                self._look_politely(looks)

    def _look_politely(self, number: int) -> None:
        self.look_again()
        if number and number % _LOOKS_TO_SWEEP == 0:  # what was frozen and is no longer in use
            gc.unfreeze()
            gc.collect()
            gc.freeze()

    def look_again(self) -> Reload:
        """Look at the folder while others are served, from any thread."""
        with self._turn, _politely():
            return self.look()

    def look(self) -> Reload:
        """Load the folder as it is now; serve it, or tell what is wrong with it."""
        before = self.serving()
        try:
            with reading(self.folder):
                self._seen = digests(state_of(self.folder))
            knowledge = load(self.folder, self.segmenter, before)
        except KnowledgeError as error:
            return self._quarantine(error.problems)
        except Exception:  # whatever it is, what serves goes on serving
            _log.exception("the knowledge could not be loaded")
            return Reload()
        return self._take(knowledge, before.version)

    def _take(self, knowledge: Knowledge, before: str) -> Reload:
        """Serve what was loaded, unless something newer has begun to serve meanwhile."""
        mended, self._told = bool(self._told), ()
        now = self.serving().version
        changed = now == before and knowledge.version != now
        if changed:
            self.serve(knowledge)
        if mended or changed:
            self.tell(Reload(knowledge))
        return Reload(knowledge)

    def _quarantine(self, problems: tuple[Problem, ...]) -> Reload:
        if problems != self._told:
            self._told = problems
            self.tell(Reload(problems=problems))
        return Reload(problems=problems)

    def _differs(self) -> bool:
        with contextlib.suppress(OSError):
            return digests(state_of(self.folder)) != self._seen
        return False


@contextlib.contextmanager
def _politely() -> Iterator[None]:
    """Work beside threads that are waited for: let them have their turn far more often, and
    spare them the search for garbage among what has just been built to last."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(_SHORT_TURN)
    try:
        with building():
            yield
    finally:
        sys.setswitchinterval(interval)


@contextlib.contextmanager
def watching(watcher: Watcher) -> Iterator[None]:
    """Let a watcher run meanwhile."""
    stop = threading.Event()
    thread = threading.Thread(target=watcher.run, args=(stop,), name="watch", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _is_ours(_: Change, path: str) -> bool:
    name = Path(path).name
    return is_knowledge(name) or name in (SOURCE_NAME, _LINK_OF_A_MOUNT)
