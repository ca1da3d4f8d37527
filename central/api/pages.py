"""The addresses of member pages: no session, the long token in the address opens one notice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from central.pages.notice_page import HEADERS, NoticePage, render, render_gone
from central.pages.words import language_of

PREFIX = "/n"
_LONGEST_TOKEN = 64


class NoticeReader(Protocol):
    """Opens a notice by its token and books what its reader says of it."""

    def open(self, token: str, *, seen: bool) -> tuple[NoticePage, Sequence[int]] | None:
        """Return what the page shows; ``seen`` books that it was opened, once.

        With it come the points that have news by that.
        """

    def picture(self, token: str) -> tuple[bytes, str] | None:
        """Return its picture and media type."""

    def thank(self, token: str) -> Sequence[int] | None:
        """Book thanks, once; returns points with news, ``None`` if the token names nothing."""

    def mute(self, token: str) -> Sequence[int] | None:
        """Book that the member wants fewer notices, once; returns as ``thank`` does."""


class PageRoutes:
    """The routes; ``announce`` is told the points with news, for the counters that listen."""

    def __init__(self, reader: NoticeReader, announce: Callable[[Sequence[int]], None]) -> None:
        self._reader, self._announce = reader, announce

    def router(self) -> APIRouter:
        """Return the routes of pages; they are no part of the contract with counters."""
        router = APIRouter(include_in_schema=False)
        at = f"{PREFIX}/{{token}}"
        router.add_api_route(at, self.page, methods=["GET", "HEAD"])
        router.add_api_route(f"{at}/picture", self.picture, methods=["GET"])
        router.add_api_route(f"{at}/thank", self.thank, methods=["POST"])
        router.add_api_route(f"{at}/mute", self.mute, methods=["POST"])
        return router

    async def page(self, request: Request, token: str) -> Response:
        """Show a notice; whoever only looks ahead (HEAD, a prefetch) has not opened it."""
        language = _language(request)
        seen = request.method == "GET" and not _looks_ahead(request)
        found = None
        if _may_be(token):
            found = await run_in_threadpool(self._reader.open, token, seen=seen)
        if found is None:
            return HTMLResponse(render_gone(language), 404, headers=HEADERS)
        self._announce(found[1])
        return HTMLResponse(render(found[0], f"{PREFIX}/{token}", language), headers=HEADERS)

    async def picture(self, request: Request, token: str) -> Response:
        """Return the notice's picture."""
        del request
        found = await run_in_threadpool(self._reader.picture, token) if _may_be(token) else None
        if found is None:
            return Response(status_code=404, headers=HEADERS)
        return Response(found[0], media_type=found[1], headers=HEADERS)

    async def thank(self, request: Request, token: str) -> Response:
        """Book thanks and show the page again."""
        return await self._said(request, token, self._reader.thank)

    async def mute(self, request: Request, token: str) -> Response:
        """Book that less is wanted and show the page again."""
        return await self._said(request, token, self._reader.mute)

    async def _said(
        self, request: Request, token: str, book: Callable[[str], Sequence[int] | None]
    ) -> Response:
        scopes = await run_in_threadpool(book, token) if _may_be(token) else None
        if scopes is None:
            return HTMLResponse(render_gone(_language(request)), 404, headers=HEADERS)
        self._announce(scopes)
        return RedirectResponse(f"{PREFIX}/{token}", 303, headers=HEADERS)


def _may_be(token: str) -> bool:
    return len(token) <= _LONGEST_TOKEN and token.isascii()


def _language(request: Request) -> str:
    return language_of(request.headers.get("accept-language", ""))


def _looks_ahead(request: Request) -> bool:
    purpose = request.headers.get("sec-purpose", "") + request.headers.get("purpose", "")
    return "prefetch" in purpose or "preview" in purpose
