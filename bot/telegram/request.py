"""The HTTP transport: aiohttp, which takes half the time of PTB's own (see `benchmarks/`).

The errors it raises name no address, since a Telegram address holds the token.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

_JSON = {"Content-Type": "application/json", "User-Agent": BaseRequest.USER_AGENT}


@dataclass(frozen=True, slots=True)
class _Parameters:
    """Those of a call that PTB has no part in, in the form of its own RequestData."""

    json_payload: bytes
    contains_files: bool = False


class AiohttpRequest(BaseRequest):
    """Sends PTB's requests over a pool of kept-alive connections."""

    def __init__(self, address: str, connections: int, seconds: float) -> None:
        self._proxy = proxy_for(address)
        self._connections = connections
        self._seconds = seconds
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds for which a reply is awaited."""
        return self._seconds

    async def initialize(self) -> None:
        """Open the pool."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=60),
                timeout=aiohttp.ClientTimeout(total=self._seconds, connect=min(10, self._seconds)),
                proxy=self._proxy,
            )

    async def shutdown(self) -> None:
        """Close all connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def call(self, url: str, parameters: Mapping[str, object]) -> object:
        """Telegram's result as it is; the errors are PTB's."""
        data = _Parameters(json.dumps(parameters).encode())
        return await self.post(url, cast("RequestData", data))

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Telegram's reply; what is no reply of Telegram's is an error that is worth a retry.

        PTB's own logs what it cannot read, and takes any JSON for a reply.
        """
        try:
            found = json.loads(payload)
        except ValueError:
            found = None
        if not isinstance(found, dict) or not {"result", "description"} & found.keys():
            raise TelegramError("not a reply of Telegram's")
        return found

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        *_: object,
        **__: object,
    ) -> tuple[int, bytes]:
        """One request; the pool's own timeouts hold, whatever is asked for."""
        if self._session is None:
            await self.initialize()
        session = self._session
        if session is None:
            raise NetworkError("the transport is closed")
        try:
            async with session.request(method, url, **_content(request_data)) as response:
                return response.status, await response.read()
        except TimeoutError:
            raise TimedOut from None
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise NetworkError(type(error).__name__) from None


def proxy_for(address: str) -> str | None:
    """The proxy that the environment names for an address.

    Looked up once, since aiohttp itself would do so in a thread for every single request.
    """
    parts = urlsplit(address)
    if proxy_bypass(parts.hostname or ""):
        return None
    return getproxies().get(parts.scheme)


def _content(data: RequestData | None) -> dict[str, Any]:
    if data is None:
        return {}
    if not data.contains_files:
        return {"data": data.json_payload, "headers": _JSON}
    form = aiohttp.FormData(data.json_parameters)
    for name, (filename, content, kind) in (data.multipart_data or {}).items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return {"data": form}
