"""The page of one notice: what a member reads, thanks for, or wants less of."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Mapping
from dataclasses import dataclass

from central.pages.words import words

_STYLE = """
:root{color-scheme:light dark;--ink:#1d1f21;--soft:#5b6167;--ground:#f4f3f0;--card:#fff;
--line:#e2e0da;--accent:#0b6e4f}
@media(prefers-color-scheme:dark){:root{--ink:#ecebe7;--soft:#a7adb3;--ground:#17181a;
--card:#222427;--line:#36393d;--accent:#5cc8a0}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);
font:17px/1.6 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
main{max-width:34rem;margin:0 auto;padding:24px 16px 48px}
.store{color:var(--soft);font-size:15px;margin:0 0 12px}
article{background:var(--card);border:1px solid var(--line);border-radius:14px;padding:20px;
overflow-wrap:anywhere}
h1{font-size:22px;line-height:1.35;margin:0 0 12px}h2{font-size:18px;margin:16px 0 4px}
p{margin:0 0 10px}ul{margin:0 0 10px;padding-left:1.2em}
img{display:block;width:100%;height:auto;border-radius:10px;margin:0 0 14px}
.said{border-left:4px solid var(--accent);padding:4px 12px;margin:16px 0}
form{margin:16px 0 0}
button{font:inherit;width:100%;min-height:52px;border-radius:12px;border:1px solid var(--line);
background:var(--card);color:var(--ink)}
button.first{background:var(--accent);border-color:var(--accent);color:var(--card);font-weight:600}
small{color:var(--soft);display:block;margin-top:6px}
"""
_STYLE_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
HEADERS = {
    "Content-Security-Policy": (
        f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; img-src 'self'; "
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
}
_BOLD = re.compile(r"\*\*(.+?)\*\*")


@dataclass(frozen=True, slots=True)
class NoticePage:
    """What the page shows; ``text`` may have headings, list items and bold words (card form)."""

    store: str
    title: str
    text: str
    has_picture: bool
    expired: bool
    thanked: bool
    muted: bool


def render(page: NoticePage, path: str, language: str) -> str:
    """Return the page as HTML; ``path`` is its own address on this server."""
    say, base = words(language), html.escape(path)
    picture = f'<img src="{base}/picture" alt="{say["picture"]}">' if page.has_picture else ""
    title = f"<h1>{html.escape(page.title)}</h1>" if page.title else ""
    expired = f'<p class="said">{say["expired"]}</p>' if page.expired else ""
    body = (
        f'<p class="store">{html.escape(page.store)}</p>'
        f"<article>{title}{expired}{picture}{_blocks(page.text)}</article>"
        f"{_thanks(page, base, say)}{_mute(page, base, say)}"
    )
    return _document(page.title or page.store, body, language)


def render_gone(language: str) -> str:
    """Return the page for a token that names nothing."""
    say = words(language)
    body = f"<article><h1>{say['gone_title']}</h1><p>{say['gone']}</p></article>"
    return _document(say["gone_title"], body, language)


def _document(title: str, body: str, language: str) -> str:
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{html.escape(title)}</title><style>{_STYLE}</style></head>"
        f"<body><main>{body}</main></body></html>"
    )


def _thanks(page: NoticePage, base: str, say: Mapping[str, str]) -> str:
    if page.thanked:
        return f'<p class="said" role="status">{say["thanked"]}</p>'
    return (
        f'<form method="post" action="{base}/thank">'
        f'<button class="first">{say["thank"]}</button></form>'
    )


def _mute(page: NoticePage, base: str, say: Mapping[str, str]) -> str:
    if page.muted:
        return f'<p class="said" role="status">{say["muted"]}</p>'
    return (
        f'<form method="post" action="{base}/mute"><button>{say["mute"]}</button>'
        f"<small>{say['mute_hint']}</small></form>"
    )


def _blocks(text: str) -> str:
    made: list[str] = []
    items: list[str] = []
    for line in [*text.split("\n"), ""]:
        stripped = line.strip()
        if stripped.startswith(("- ", "* ")):
            items.append(f"<li>{_inline(stripped[2:])}</li>")
            continue
        if items:
            made.append(f"<ul>{''.join(items)}</ul>")
            items = []
        if stripped.startswith("#"):
            made.append(f"<h2>{_inline(stripped.lstrip('#').strip())}</h2>")
        elif stripped:
            made.append(f"<p>{_inline(stripped)}</p>")
    return "".join(made)


def _inline(text: str) -> str:
    return _BOLD.sub(r"<strong>\1</strong>", html.escape(text))
