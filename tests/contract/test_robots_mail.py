"""Mail over real SMTP: what arrives, and what every kind of no or silence becomes."""

import ssl
from pathlib import Path

import pytest

from leader_app.domain.channel import Channel, ChannelKind
from leader_app.domain.notice import Form
from leader_app.domain.outgoing import TO_SENDER, Fate, Piece, Refusal, Reply
from sync.outgoing.call import Limits
from sync.outgoing.senders import Senders
from tests.fakes.robots.certificates import self_signed
from tests.fakes.robots.smtp import USER, SmtpServer

TO = "wang@example.org"
TEXT = Piece(Form.TEXT, "到货通知", "草莓到了。\n.\n第二行", to=TO)
PNG = b"\x89PNG\r\n\x1a\nnot much of a picture"


def _send(server: SmtpServer, piece: Piece = TEXT, senders: Senders | None = None) -> Reply:
    channel = Channel("c1", ChannelKind.EMAIL, "邮箱")
    return (senders or Senders(limits=Limits(2, 2, 4))).send(channel, server.address, piece)


def test_a_text_arrives_whole_even_with_a_lonely_dot() -> None:
    with SmtpServer().listening() as server:
        assert _send(server).fate is Fate.TAKEN
    letter = server.letters[0]
    assert letter["Subject"] == "到货通知"
    assert letter["To"] == TO
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter.get_content().replace("\r\n", "\n").strip() == TEXT.text


def test_a_card_with_a_picture_is_a_page_and_a_text() -> None:
    card = Piece(Form.CARD, "", "# 到货\n**草莓** <b>3</b> 盒", PNG, TO)
    with SmtpServer().listening() as server:
        assert _send(server, card).fate is Fate.TAKEN
    letter = server.letters[0]
    plain, page = letter.get_body(("plain",)), letter.get_body(("html",))
    assert plain is not None
    assert page is not None
    assert "**" not in plain.get_content()
    assert "<b>草莓</b> &lt;b&gt;3&lt;/b&gt; 盒" in page.get_content()
    pictures = [part for part in letter.walk() if part.get_content_type() == "image/png"]
    assert pictures[0].get_content() == PNG
    assert pictures[0]["Content-ID"].strip("<>") in page.get_content()


def test_a_test_goes_to_the_sender() -> None:
    with SmtpServer().listening() as server:
        assert _send(server, Piece(Form.TEXT, "", "试一试", to=TO_SENDER)).fate is Fate.TAKEN
        assert _send(server, Piece(Form.TEXT, "", "给谁")).refusal is Refusal.NO_ADDRESS
        forged = Piece(Form.TEXT, "", "x", to="a@b.cn>\r\nRCPT TO:<c@d.cn")
        assert _send(server, forged).refusal is Refusal.NO_ADDRESS
    assert server.receivers == [USER]


@pytest.mark.parametrize(
    ("says", "why"),
    [
        ({"CONNECT": "421 too busy"}, Refusal.OFFLINE),
        ({"AUTH": "535 5.7.8 no such user or code"}, Refusal.WRONG_ADDRESS),
        ({"AUTH": "454 try later"}, Refusal.BUSY),
        ({"MAIL": "553 not your address"}, Refusal.NOT_ALLOWED),
        ({"MAIL": "450 too many messages"}, Refusal.TOO_FAST),
        ({"RCPT": "550 nobody here"}, Refusal.NO_ADDRESS),
        ({"RCPT": "451 greylisted"}, Refusal.BUSY),
        ({"DATA": "554 no"}, Refusal.OTHER),
        ({"TEXT": "552 too large"}, Refusal.TOO_LONG),
        ({"TEXT": "550 mail content denied"}, Refusal.OTHER),
        ({"TEXT": "451 frequency limited"}, Refusal.TOO_FAST),
    ],
)
def test_a_server_says_no(says: dict[str, str], why: Refusal) -> None:
    with SmtpServer(says).listening() as server:
        reply = _send(server)
    assert (reply.fate, reply.refusal) == (Fate.REFUSED, why)
    assert server.letters == []


@pytest.mark.parametrize("verb", ["CONNECT", "EHLO", "AUTH", "MAIL", "RCPT", "DATA"])
def test_cut_before_the_text_was_handed_over_it_certainly_did_not_arrive(verb: str) -> None:
    with SmtpServer(cuts=frozenset({verb})).listening() as server:
        reply = _send(server)
    assert (reply.fate, reply.refusal) == (Fate.REFUSED, Refusal.OFFLINE)


def test_cut_after_it_nobody_knows() -> None:
    with SmtpServer(cuts=frozenset({"TEXT"})).listening() as server:
        assert _send(server).fate is Fate.UNSURE


def test_cut_while_saying_goodbye_it_has_arrived() -> None:
    with SmtpServer(cuts=frozenset({"QUIT"})).listening() as server:
        assert _send(server).fate is Fate.TAKEN


def test_a_server_that_is_not_there() -> None:
    with SmtpServer().listening() as server:
        pass
    assert _send(server).refusal is Refusal.OFFLINE


def test_a_certificate_nobody_trusts_is_not_given_the_password(tmp_path: Path) -> None:
    tls, path = self_signed(tmp_path)
    trusting = Senders(
        limits=Limits(2, 2, 4), tls=lambda: ssl.create_default_context(cafile=str(path))
    )
    with SmtpServer(tls=tls).listening() as server:
        assert _send(server).refusal is Refusal.OFFLINE
        assert server.receivers == []
        assert _send(server, senders=trusting).fate is Fate.TAKEN
