"""Asking the centre where people are reached."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import pytest

from leader_app.domain.channel import ChannelKind
from leader_app.domain.notice import Purpose
from leader_app.errors import Refused, Unavailable
from leader_app.ports import Identity
from sync.outgoing.contact_book import HttpContactBook
from sync.protocol.codec import SMALL, compress, decode, decompress, encode
from sync.protocol.contacts import (
    CONTACTS,
    MAX_CONTACTS,
    ContactsReply,
    ContactsRequest,
    WireContact,
)
from sync.protocol.messages import (
    MSGPACK,
    NONCE,
    PROTOCOL,
    PROTOCOL_HEADER,
    SESSION,
    ErrorAnswer,
    NonceAnswer,
    SessionAnswer,
)
from sync.transport import Answer, Transport
from sync.troubles import NoNetwork
from tests.fakes.clock import FakeClock

COUNTER = Identity("d1", "柜台", 7, 1, "http://centre", b"", b"")


@dataclass
class _Centre:
    """Keeps ``Transport``: signs everybody in, knows the numbers of members M0 to M149."""

    asked: list[str] = field(default_factory=list)
    requests: list[ContactsRequest] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)
    down: bool = False
    code: str = ""
    interrupted: bool = False

    def post(self, path: str, body: bytes, headers: Mapping[str, str], _silence: float) -> Answer:
        self.asked.append(path)
        if self.down:
            raise NoNetwork
        if path == NONCE:
            return self._say(NonceAnswer(b"n" * 16))
        if path == SESSION:
            return self._say(SessionAnswer("a token", 3600))
        assert path == CONTACTS
        self.tokens.append(headers["Authorization"])
        plain = decompress(body, headers.get("Content-Encoding", ""), 1 << 20)
        request = decode(plain, ContactsRequest)
        self.requests.append(request)
        if self.code:
            return self._say(ErrorAnswer(self.code, "no"), 403)
        known = {f"M{n}" for n in range(150)}
        found = [
            WireContact(one, f"1380000{one[1:]:>04}") for one in request.member_ids if one in known
        ]
        return self._say(ContactsReply((*found, WireContact("nobody asked", "1"))))

    def interrupt(self) -> None:
        self.interrupted = True

    def _say(self, message: object, status: int = 200) -> Answer:
        body, encoding = compress(encode(message), SMALL)
        headers = {"content-type": MSGPACK, PROTOCOL_HEADER.lower(): str(PROTOCOL)}
        return Answer(status, {**headers, "content-encoding": encoding}, body)


@dataclass
class _Dialling:
    """Hands the centre out and remembers how often."""

    centre: _Centre
    urls: list[str] = field(default_factory=list)

    def __call__(self, url: str) -> Transport:
        self.urls.append(url)
        return self.centre


def _book(centre: _Centre, whose: list[Identity | None]) -> tuple[HttpContactBook, _Dialling]:
    dial = _Dialling(centre)
    return HttpContactBook(lambda: whose[0], lambda: b"s" * 32, FakeClock(), dial), dial


def test_it_asks_in_hundreds_with_one_session_and_takes_only_what_it_asked_for() -> None:
    centre = _Centre()
    book, dial = _book(centre, [COUNTER])
    asked = [f"M{n}" for n in range(250)] + ["M0"]
    found = book.addresses(ChannelKind.SMS, asked, Purpose.MARKETING)
    assert found == {f"M{n}": f"1380000{n:>04}" for n in range(150)}
    assert [len(request.member_ids) for request in centre.requests] == [MAX_CONTACTS, 100, 50]
    assert {(r.way, r.purpose) for r in centre.requests} == {("sms", "marketing")}
    assert centre.asked.count(SESSION) == 1
    assert centre.tokens == ["Bearer a token"] * 3
    assert dial.urls == ["http://centre"]


def test_only_sms_and_mail_have_addresses_and_nobody_is_not_asked_about() -> None:
    centre = _Centre()
    book, _dial = _book(centre, [COUNTER])
    assert book.addresses(ChannelKind.WECOM, ["M1"]) == {}
    assert book.addresses(ChannelKind.EMAIL, []) == {}
    assert centre.asked == []


def test_a_counter_that_is_none_yet_and_one_enrolled_anew() -> None:
    centre, whose = _Centre(), [None, COUNTER][:1]
    book, dial = _book(centre, whose)
    with pytest.raises(Refused):
        book.addresses(ChannelKind.SMS, ["M1"])
    whose[0] = COUNTER
    assert book.addresses(ChannelKind.SMS, ["M1"]) == {"M1": "13800000001"}
    whose[0] = replace(COUNTER, device_id="d2", centre_url="http://another")
    book.addresses(ChannelKind.SMS, ["M1"])
    assert dial.urls == ["http://centre", "http://another"]
    assert centre.interrupted


def test_no_network_and_a_no_are_told_apart() -> None:
    centre = _Centre(down=True)
    book, _dial = _book(centre, [COUNTER])
    with pytest.raises(Unavailable):
        book.addresses(ChannelKind.SMS, ["M1"])
    centre.down, centre.code = False, "quota"
    with pytest.raises(Refused):
        book.addresses(ChannelKind.SMS, ["M1"])


def test_after_an_interruption_it_dials_anew() -> None:
    centre = _Centre()
    book, dial = _book(centre, [COUNTER])
    book.addresses(ChannelKind.SMS, ["M1"])
    book.interrupt()
    book.interrupt()
    assert book.addresses(ChannelKind.SMS, ["M1"]) == {"M1": "13800000001"}
    assert len(dial.urls) == 2
