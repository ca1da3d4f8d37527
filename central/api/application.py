"""The central service over HTTP."""

from __future__ import annotations

import asyncio
import functools
import logging
from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

from fastapi import APIRouter, FastAPI, Security
from fastapi.openapi.utils import get_openapi
from fastapi.security import HTTPBearer
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from central.api import contract, exchange
from central.api.arrivals import Arrivals
from central.api.pages import PageRoutes
from central.attachments.uploads import UploadOffice
from central.codes.keys import KeyChest
from central.counters.devices import DeviceRow, Standing
from central.counters.enrolment import EnrolmentOffice
from central.counters.sessions import SessionOffice
from central.notices.contact_book import ContactOffice
from central.pages.office import PageOffice
from central.pulling.page import Feed
from central.redeeming.push import PushOffice
from central.refusal import Refusal
from central.storage.database import Database
from sync.protocol import messages
from sync.protocol.contacts import CONTACTS, ContactsReply, ContactsRequest
from sync.protocol.messages import LONG_POLL_SECONDS, ErrorCode

logger = logging.getLogger(__name__)
_Endpoint: TypeAlias = Callable[[Request], Awaitable[Response]]
_bearer = HTTPBearer(auto_error=False, description="From POST /v1/session; lasts half an hour.")


def build(database: Database) -> FastAPI:
    """Return the service over ``database``."""
    app = FastAPI(
        title="Leader Desk central service",
        version=str(messages.PROTOCOL),
        docs_url=None,
        redoc_url=None,
        openapi_url="/v1/openapi.json",
    )
    service = Service(database)
    app.include_router(service.router())
    pages = PageRoutes(PageOffice(database), service.arrivals.announce)
    app.include_router(pages.router())
    app.state.arrivals = service.arrivals
    app.add_exception_handler(HTTPException, _not_found)
    app.openapi = lambda: _openapi(app)  # type: ignore[method-assign]
    return app


class Service:
    """The routes; each hands over to an office that knows no HTTP."""

    def __init__(self, database: Database) -> None:
        chest = KeyChest(database.keys)
        self.arrivals = Arrivals()
        self._enrolment = EnrolmentOffice(database, chest)
        self._sessions = SessionOffice(database, chest)
        self._pushes = PushOffice(database)
        self._feed = Feed(database, chest)
        self._uploads = UploadOffice(database)
        self._contacts = ContactOffice(database)

    def router(self) -> APIRouter:
        """Return all routes."""
        router = APIRouter()
        signed_in = [Security(_bearer)]
        add = router.add_api_route
        m = messages
        for path, endpoint, asked, reply, dependencies in (
            (m.ENROL, self.enrol, m.EnrolRequest, m.EnrolAnswer, []),
            (m.NONCE, self.nonce, m.NonceRequest, m.NonceAnswer, []),
            (m.SESSION, self.session, m.SessionRequest, m.SessionAnswer, []),
            (m.PUSH, self.push, m.PushRequest, m.PushAnswer, signed_in),
            (m.PULL, self.pull, m.PullRequest, m.PullAnswer, signed_in),
            (m.ATTACHMENT, self.attachment, m.AttachmentRequest, m.AttachmentAnswer, signed_in),
            (m.ATTACHMENT_PART, self.part, m.PartRequest, m.AttachmentAnswer, signed_in),
            (CONTACTS, self.contacts, ContactsRequest, ContactsReply, signed_in),
        ):
            add(
                path,
                _guarded(endpoint),
                methods=["POST"],
                dependencies=dependencies,
                openapi_extra=contract.route(asked, reply),
            )
        return router

    async def enrol(self, request: Request) -> Response:
        """Enrol a counter with a single-use token and the public key it made for itself."""
        asked = await exchange.read(request, messages.EnrolRequest)
        reply = await run_in_threadpool(self._enrolment.enrol, asked)
        self.arrivals.announce([reply.point_id])
        return exchange.answer(request, reply)

    async def nonce(self, request: Request) -> Response:
        """Return something to sign, good for a minute and once."""
        asked = await exchange.read(request, messages.NonceRequest)
        return exchange.answer(request, await run_in_threadpool(self._sessions.nonce, asked))

    async def session(self, request: Request) -> Response:
        """Return a bearer token for a signed nonce."""
        asked = await exchange.read(request, messages.SessionRequest)
        return exchange.answer(request, await run_in_threadpool(self._sessions.open, asked))

    async def push(self, request: Request) -> Response:
        """Hand in a run of a counter's log; facts are never refused, each gets its result."""
        device_id = self._sessions.name_of(_token(request))
        asked = await exchange.read(request, messages.PushRequest)
        pushed = await run_in_threadpool(self._pushes.push, device_id, asked)
        self.arrivals.announce(pushed.scopes)
        return exchange.answer(request, pushed.answer)

    async def pull(self, request: Request) -> Response:
        """Return what is new at the counter's point; waits for it if asked to."""
        device = await self._active(request)
        asked = await exchange.read(request, messages.PullRequest)
        after = await run_in_threadpool(self._feed.start, device, asked)
        await self._wait(request, device.point_id, after, asked.wait)
        return exchange.answer(
            request, await run_in_threadpool(self._feed.page, device, after, asked)
        )

    async def attachment(self, request: Request) -> Response:
        """Announce a picture; returns how much of it is here already."""
        device = await self._active(request)
        asked = await exchange.read(request, messages.AttachmentRequest)
        answer = await run_in_threadpool(self._uploads.begin, device, asked)
        return exchange.answer(request, answer)

    async def part(self, request: Request) -> Response:
        """Hand in bytes of a picture; returns how much of it is here now."""
        device = await self._active(request)
        asked = await exchange.read(request, messages.PartRequest)
        answer = await run_in_threadpool(self._uploads.part, device, asked)
        return exchange.answer(request, answer)

    async def contacts(self, request: Request) -> Response:
        """Return where members of the counter's point are reached, for one sending."""
        device = await self._active(request)
        asked = await exchange.read(request, ContactsRequest)
        found = await run_in_threadpool(self._contacts.answer, device, asked)
        return exchange.answer(request, found)

    async def _wait(self, request: Request, scope: int, after: int, seconds: int) -> None:
        loop = asyncio.get_running_loop()
        ends = loop.time() + max(0, min(seconds, LONG_POLL_SECONDS))
        while (left := ends - loop.time()) > 0:
            if await run_in_threadpool(self._feed.newest, scope) > after:
                return
            if getattr(request.app.state, "stopping", False) or await request.is_disconnected():
                return
            await self.arrivals.wait(scope, left)

    async def _active(self, request: Request) -> DeviceRow:
        device = await run_in_threadpool(self._sessions.device_of, _token(request))
        if device.standing is not Standing.ACTIVE:
            raise Refusal(403, ErrorCode.REVOKED, "This counter no longer takes part.")
        return device


def _token(request: Request) -> str:
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    if kind.lower() != "bearer" or not token:
        raise Refusal(401, ErrorCode.SESSION_EXPIRED, "Sign in first.")
    return token.strip()


def _guarded(endpoint: _Endpoint) -> _Endpoint:
    """Answer refusals and faults of ours in the words of the wire; the log has no bodies."""

    @functools.wraps(endpoint)
    async def guarded(request: Request) -> Response:
        try:
            return await endpoint(request)
        except Refusal as error:
            return exchange.refusal(request, error)
        except Exception:
            logger.exception("request to %s failed", request.url.path)
            fault = Refusal(500, ErrorCode.INTERNAL, "A fault of the centre.")
            return exchange.refusal(request, fault)

    return guarded


async def _not_found(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    no = Refusal(error.status_code, ErrorCode.BAD_REQUEST, "There is no such place or method.")
    return exchange.refusal(request, no, error.headers)


def _openapi(app: FastAPI) -> dict[str, Any]:
    if not app.openapi_schema:
        found = get_openapi(title=app.title, version=app.version, routes=app.routes)
        found.setdefault("components", {}).setdefault("schemas", {}).update(contract.schemas())
        for path in found["paths"].values():
            for operation in path.values():
                operation["responses"].pop("422", None)
        app.openapi_schema = found
    return app.openapi_schema
