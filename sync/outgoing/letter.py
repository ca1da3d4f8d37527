"""A notice as a mail: plain text always, and a quiet page where it is a card or has a picture."""

from __future__ import annotations

import html
import re
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate, make_msgid

from leader_app.domain.message_text import plain
from leader_app.domain.notice import Form
from leader_app.domain.outgoing import Piece
from sync.outgoing.robot import headline

_POLICY = SMTP.clone(cte_type="7bit")
_LONGEST_TITLE = 120
_HEADING = re.compile(r"#{1,6}\s+(.*)")
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_PNG = b"\x89PNG"
_PAGE = (
    '<div style="max-width:560px;margin:0 auto;font-size:16px;line-height:1.7;color:#222">'
    "{text}{picture}</div>"
)


def letter(sender: str, to: str, piece: Piece) -> EmailMessage:
    """Return the mail of a piece; a machine's, so that nobody's holiday notice answers it."""
    message = EmailMessage(policy=_POLICY)
    message["Subject"] = headline(piece, _LONGEST_TITLE)
    message["From"] = sender
    message["To"] = to
    message["Date"] = formatdate()
    message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"
    card = piece.form is Form.CARD
    message.set_content(plain(piece.text) if card else piece.text)
    if card or piece.picture is not None:
        _add_page(message, piece)
    return message


def _add_page(message: EmailMessage, piece: Piece) -> None:
    mark = make_msgid(domain="notice") if piece.picture is not None else ""
    shown = f'<p><img src="cid:{mark[1:-1]}" style="max-width:100%" alt=""></p>' if mark else ""
    text = "".join(_paragraph(line) for line in piece.text.split("\n"))
    message.add_alternative(_PAGE.format(text=text, picture=shown), subtype="html")
    if piece.picture is not None:
        page = list(message.iter_parts())[-1]
        subtype = "png" if piece.picture.startswith(_PNG) else "jpeg"
        page.add_related(piece.picture, "image", subtype, cid=mark, filename=f"notice.{subtype}")


def _paragraph(line: str) -> str:
    safe = _BOLD.sub(r"<b>\1</b>", html.escape(line))
    if heading := _HEADING.fullmatch(safe):
        return f"<h3>{heading[1]}</h3>"
    return f"<div>{safe or '&nbsp;'}</div>"
