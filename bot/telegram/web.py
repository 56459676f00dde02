"""HTTP: the webhook, which acknowledges only what is stored, and what monitoring asks for."""

import hmac
import json
import logging
from collections.abc import Callable
from dataclasses import dataclass

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.telegram.intake import Intake
from bot.telegram.metrics import Metrics

_log = logging.getLogger(__name__)
PATH = "/telegram"
_SECRET = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  (the header's name)
_LARGEST = 1 << 20
_LATER = "2"  # seconds after which Telegram should try again


@dataclass(frozen=True, slots=True)
class Web:
    """What the endpoints need; without a secret there is no webhook."""

    intake: Intake
    metrics: Metrics
    ready: Callable[[], str]  # why the bot cannot serve; empty when it can
    secret: str = ""


def application(web: Web) -> Starlette:
    """The ASGI application."""

    async def health(_: Request) -> Response:
        return PlainTextResponse("ok")

    async def ready(_: Request) -> Response:
        reason = web.ready()
        return PlainTextResponse(reason or "ready", 503 if reason else 200)

    async def metrics(_: Request) -> Response:
        return Response(web.metrics.text(), media_type="text/plain; version=0.0.4")

    async def webhook(request: Request) -> Response:
        return await _webhook(web, request)

    routes = [Route("/health", health), Route("/ready", ready), Route("/metrics", metrics)]
    if web.secret:
        routes.append(Route(PATH, webhook, methods=["POST"]))
    return Starlette(routes=routes)


async def _webhook(web: Web, request: Request) -> Response:
    given = request.headers.get(_SECRET, "")
    if not hmac.compare_digest(given.encode(), web.secret.encode()):
        return Response(status_code=403)
    body = await _body(request)
    if body is None:
        return Response(status_code=413)
    try:
        update = json.loads(body)
    except ValueError:
        update = None  # it would come again for ever, and hold up its chat, if it were refused
    if web.intake.full:
        return Response(status_code=503, headers={"Retry-After": _LATER})
    try:
        await web.intake.take((update,))
    except Exception:
        _log.exception("an update could not be stored; Telegram will send it again")
        return Response(status_code=500)
    return Response()


async def _body(request: Request) -> bytes | None:
    """The content; None where it is larger than any update."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LARGEST:
            return None
    return body
