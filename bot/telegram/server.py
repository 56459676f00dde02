"""The HTTP server inside the bot's own event loop."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Iterator

import uvicorn
from starlette.types import ASGIApp

from bot.config import HttpConfig
from bot.errors import ConfigError
from bot.phrases import phrase

_WEBHOOK_PORT = 8080
_PATIENCE = 10  # seconds for requests under way when the server stops


class _Server(uvicorn.Server):
    """Uvicorn without its own signal handlers: the bot stops it when everything stops."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@contextlib.asynccontextmanager
async def serving(app: ASGIApp, listening: socket.socket) -> AsyncIterator[None]:
    """Serve on a socket while the context lasts; requests under way are finished."""
    config = uvicorn.Config(
        app, log_config=None, access_log=False, lifespan="off", server_header=False,
        timeout_graceful_shutdown=_PATIENCE,
    )  # fmt: skip
    server = _Server(config)
    task = asyncio.create_task(server.serve(sockets=[listening]))
    try:
        while not server.started and not task.done():
            await asyncio.sleep(0.01)
        yield
    finally:
        server.should_exit = True
        await task


def listen(config: HttpConfig, *, webhook: bool) -> socket.socket | None:
    """The socket to listen on; None where nothing is to be served.

    Raises ConfigError where the address cannot be had.
    """
    port = _WEBHOOK_PORT if config.port is None and webhook else config.port
    if port is None:
        return None
    try:
        return socket.create_server((config.host, port), backlog=512)
    except OSError as error:
        address = f"{config.host}:{port}"
        reason = error.strerror or type(error).__name__
        raise ConfigError(phrase("telegram.no_address", address=address, reason=reason)) from None
