"""Services that push to a telephone, own web addresses, SMS gateways: over real HTTP."""

from urllib.parse import urlsplit

import pytest

from leader_app.domain.channel import Channel, ChannelKind
from leader_app.domain.notice import Form
from leader_app.domain.outgoing import Fate, Piece, Refusal, Reply
from sync.outgoing.senders import Hosts, Senders
from tests.fakes.robots import pushes
from tests.fakes.robots.server import served

TEXT = Piece(Form.TEXT, "到货通知", "3 盒草莓到了\n货位 A-3")
CARD = Piece(Form.CARD, "", "**草莓** 3 盒")
SMS = Piece(Form.TEXT, "", "草莓到了", to="13800001111")


def _send(senders: Senders, kind: ChannelKind, address: str, piece: Piece = TEXT) -> Reply:
    return senders.send(Channel("c1", kind, "推送"), address, piece)


def test_serverchan_old_and_new_until_the_day_is_used_up() -> None:
    service = pushes.ServerChanService(a_day=2)
    with served(service) as base:
        senders = Senders(Hosts(serverchan=base, serverchan_new=base))
        assert _send(senders, ChannelKind.SERVERCHAN, pushes.OLD_KEY).fate is Fate.TAKEN
        assert _send(senders, ChannelKind.SERVERCHAN, pushes.NEW_KEY, CARD).fate is Fate.TAKEN
        full = _send(senders, ChannelKind.SERVERCHAN, pushes.OLD_KEY)
        stranger = _send(senders, ChannelKind.SERVERCHAN, "SCT1Tabcdefghijk")
    assert service.heard[0] == {"title": "到货通知", "desp": "3 盒草莓到了  \n货位 A-3"}
    assert service.paths[1] == f"/send/{pushes.NEW_KEY}.send"
    assert (full.refusal, full.wait_s) == (Refusal.TOO_FAST, 3600.0)
    assert stranger.refusal is Refusal.WRONG_ADDRESS


def test_pushplus_to_a_topic_until_it_is_too_much() -> None:
    service = pushes.PushplusService(now=lambda: 0.0)
    with served(service) as base:
        senders = Senders(Hosts(pushplus=base))
        address = f"{pushes.PLUS_TOKEN} linyin"
        assert _send(senders, ChannelKind.PUSHPLUS, address).fate is Fate.TAKEN
        assert _send(senders, ChannelKind.PUSHPLUS, address, CARD).fate is Fate.TAKEN
        rest = [_send(senders, ChannelKind.PUSHPLUS, address) for _ in range(4)]
        stranger = _send(senders, ChannelKind.PUSHPLUS, "f" * 32)
    assert service.heard[0]["topic"] == "linyin"
    assert [message["template"] for message in service.heard[:2]] == ["txt", "markdown"]
    assert rest[-1].refusal is Refusal.TOO_FAST
    assert stranger.refusal is Refusal.WRONG_ADDRESS


@pytest.mark.parametrize("prefix", ["", "/bark"])
def test_bark_by_a_server_in_the_shop(prefix: str) -> None:
    server = pushes.BarkServer(prefix)
    with served(server) as base:
        senders = Senders()
        address = senders.check(ChannelKind.BARK, f"{base}{prefix}/{pushes.BARK_KEY}/推送内容")
        assert _send(senders, ChannelKind.BARK, address).fate is Fate.TAKEN
        stranger = _send(senders, ChannelKind.BARK, f"{base}{prefix}/{'x' * 22}")
        server.gone = True
        gone = _send(senders, ChannelKind.BARK, address)
    assert server.heard[0]["title"] == "到货通知"
    assert stranger.refusal is Refusal.WRONG_ADDRESS
    assert gone.refusal is Refusal.REMOVED


def test_an_own_web_address_with_a_secret() -> None:
    hook = pushes.OwnAddress(secret="hook-canary-1")
    with served(hook) as base:
        senders = Senders()
        good = _send(senders, ChannelKind.WEBHOOK, f"{base}/in?x=1 hook-canary-1")
        bad = _send(senders, ChannelKind.WEBHOOK, f"{base}/in?x=1 another")
    assert good.fate is Fate.TAKEN
    assert hook.heard == [{"title": TEXT.title, "text": TEXT.text, "form": "text"}]
    assert bad.refusal is Refusal.WRONG_ADDRESS


@pytest.mark.parametrize(
    ("status", "headers", "fate", "why", "wait_s"),
    [
        (200, {}, Fate.TAKEN, None, 0),
        (301, {"Location": "http://127.0.0.1:1/"}, Fate.REFUSED, Refusal.WRONG_ADDRESS, 0),
        (400, {}, Fate.REFUSED, Refusal.OTHER, 0),
        (401, {}, Fate.REFUSED, Refusal.WRONG_ADDRESS, 0),
        (403, {}, Fate.REFUSED, Refusal.WRONG_ADDRESS, 0),
        (404, {}, Fate.REFUSED, Refusal.WRONG_ADDRESS, 0),
        (410, {}, Fate.REFUSED, Refusal.REMOVED, 0),
        (413, {}, Fate.REFUSED, Refusal.TOO_LONG, 0),
        (429, {"Retry-After": "17"}, Fate.REFUSED, Refusal.TOO_FAST, 17),
        (429, {}, Fate.REFUSED, Refusal.TOO_FAST, 0),
        (429, {"Retry-After": "soon"}, Fate.REFUSED, Refusal.TOO_FAST, 0),
        (429, {"Retry-After": "1e99"}, Fate.REFUSED, Refusal.TOO_FAST, 3600),
        (429, {"Retry-After": "nan"}, Fate.REFUSED, Refusal.TOO_FAST, 0),
        (429, {"x-ogw-ratelimit-reset": "9"}, Fate.REFUSED, Refusal.TOO_FAST, 9),
        (
            429,
            {
                "Date": "Sun, 22 Nov 2026 20:00:00 GMT",
                "Retry-After": "Sun, 22 Nov 2026 20:01:30 GMT",
            },
            Fate.REFUSED,
            Refusal.TOO_FAST,
            90,
        ),
        (503, {"Retry-After": "5"}, Fate.REFUSED, Refusal.BUSY, 5),
        (503, {}, Fate.UNSURE, None, 0),
        (500, {}, Fate.UNSURE, None, 0),
        (502, {}, Fate.UNSURE, None, 0),
    ],
)
def test_a_status_says_what_became_of_it(
    status: int, headers: dict[str, str], fate: Fate, why: Refusal | None, wait_s: float
) -> None:
    with served(pushes.OwnAddress(status=status, headers=headers)) as base:
        reply = _send(Senders(), ChannelKind.WEBHOOK, base)
    assert (reply.fate, reply.refusal, reply.wait_s) == (fate, why, wait_s)


def _gateway(base: str, password: str) -> str:
    return f"form://{urlsplit(base).netloc}/{password}?:to={{phone}}"


@pytest.mark.parametrize(
    ("status", "fate", "why"),
    [
        (200, Fate.TAKEN, None),
        (429, Fate.REFUSED, Refusal.TOO_FAST),
        (404, Fate.REFUSED, Refusal.WRONG_ADDRESS),
        (500, Fate.UNSURE, None),
    ],
)
def test_a_sms_goes_by_a_gateway(status: int, fate: Fate, why: Refusal | None) -> None:
    gateway = pushes.SmsGateway(status=status)
    with served(gateway) as base:
        senders = Senders()
        address = senders.check(ChannelKind.SMS, _gateway(base, gateway.password))
        reply = _send(senders, ChannelKind.SMS, address, SMS)
    assert (reply.fate, reply.refusal) == (fate, why)
    assert gateway.sent == ([(SMS.to, SMS.text)] if fate is Fate.TAKEN else [])


def test_a_sms_gateway_with_a_wrong_password_gone_or_without_a_number() -> None:
    gateway = pushes.SmsGateway()
    senders = Senders()
    with served(gateway) as base:
        stranger = _send(senders, ChannelKind.SMS, _gateway(base, "wrong"), SMS)
        nobody = _send(senders, ChannelKind.SMS, _gateway(base, gateway.password))
    gone = _send(senders, ChannelKind.SMS, _gateway(base, gateway.password), SMS)
    assert stranger.refusal is Refusal.WRONG_ADDRESS
    assert nobody.refusal is Refusal.NO_ADDRESS
    assert (gone.fate, gone.refusal) == (Fate.REFUSED, Refusal.OFFLINE)
    assert gateway.sent == []


def test_what_is_asked_to_be_tried_again_is_not() -> None:
    gateway = pushes.SmsGateway(status=500)
    with served(gateway) as base:
        address = _gateway(base, gateway.password) + "&retry=5&wait=0"
        assert _send(Senders(), ChannelKind.SMS, address, SMS).fate is Fate.UNSURE
    assert gateway.visits == 1
