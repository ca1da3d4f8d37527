"""The centre's mail and SMS against real servers: what is certainly not sent, what is unsure."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from central.notices.gateways import gateways
from central.notices.mail_gateway import MAIL_SETTING, MailGateway
from central.notices.sending import Letter, Outcome, SettingError
from central.notices.sms_gateway import SMS_SETTING, SmsGateway
from tests.fakes.robots.certificates import self_signed
from tests.fakes.robots.server import Asked, Said, served
from tests.fakes.robots.smtp import PASSWORD, USER, SmtpServer

MAIL, PHONE = "ouyang@example.com", "+8613900001234"
LINK = "https://shop.example/n/abc"
warned = pytest.mark.expects_log("the mail server does not")
LETTER = Letter("T1", "鲜牛奶到了", "欧阳小敏，您的鲜牛奶到了。\n.冷藏 2\n请来取", LINK)


def test_a_mail_arrives_whole_with_the_page_to_answer_on() -> None:
    with SmtpServer().listening() as server:
        gateway = MailGateway(server.address)
        assert gateway.send(MAIL, LETTER) is Outcome.TAKEN
        assert gateway.send(MAIL, LETTER) is Outcome.TAKEN
    first, second = server.letters
    assert (first["To"], first["From"], first["Subject"]) == (MAIL, USER, LETTER.title)
    assert first["List-Unsubscribe"] == f"<{LINK}>"
    assert first["Date"]
    assert first["Message-ID"] == second["Message-ID"]
    assert first.get_content().splitlines() == [*LETTER.text.split("\n"), "", LINK]
    assert server.receivers == [MAIL, MAIL]


@warned
@pytest.mark.parametrize("at_once", [True, False])
def test_both_kinds_of_tls_are_spoken_and_a_stranger_gets_no_password(
    tmp_path: Path,
    at_once: bool,
) -> None:
    ours, trusted = self_signed(tmp_path)
    with SmtpServer(
        tls=ours if at_once else None, later_tls=None if at_once else ours
    ).listening() as server:
        knows = MailGateway(server.address, lambda: ssl.create_default_context(cafile=trusted))
        assert knows.send(MAIL, LETTER) is Outcome.TAKEN
        assert MailGateway(server.address).send(MAIL, LETTER) is Outcome.PASSING
    assert len(server.letters) == 1


@warned
def test_a_password_never_goes_to_a_server_without_tls() -> None:
    with SmtpServer(says={"AUTH": "500 never"}).listening() as server:
        address = server.address.replace("&tls=no", "")
        assert MailGateway(address).send(MAIL, LETTER) is Outcome.PASSING
    assert server.letters == []


@pytest.mark.parametrize(
    ("says", "outcome"),
    [
        pytest.param({"CONNECT": "421 later"}, Outcome.PASSING, marks=warned),
        pytest.param({"AUTH": "535 no"}, Outcome.PASSING, marks=warned),
        pytest.param({"MAIL": "550 not you"}, Outcome.PASSING, marks=warned),
        ({"RCPT": "450 greylisted"}, Outcome.PASSING),
        ({"RCPT": "452 full"}, Outcome.PASSING),
        ({"RCPT": "550 nobody"}, Outcome.REFUSED),
        ({"DATA": "451 busy"}, Outcome.PASSING),
        ({"DATA": "554 no"}, Outcome.REFUSED),
        ({"TEXT": "451 busy"}, Outcome.PASSING),
        ({"TEXT": "550 spam"}, Outcome.REFUSED),
        ({"QUIT": "421 going"}, Outcome.TAKEN),
        ({"QUIT": "500 what"}, Outcome.TAKEN),
    ],
)
def test_what_the_mail_server_says_is_understood(says: dict[str, str], outcome: Outcome) -> None:
    with SmtpServer(says=says).listening() as server:
        assert MailGateway(server.address).send(MAIL, LETTER) is outcome


@pytest.mark.parametrize(
    ("cut", "outcome"),
    [
        pytest.param("CONNECT", Outcome.PASSING, marks=warned),
        pytest.param("EHLO", Outcome.PASSING, marks=warned),
        pytest.param("AUTH", Outcome.PASSING, marks=warned),
        ("MAIL", Outcome.PASSING),
        ("RCPT", Outcome.PASSING),
        ("DATA", Outcome.PASSING),
        ("TEXT", Outcome.UNSURE),
        ("QUIT", Outcome.TAKEN),
    ],
)
def test_only_what_is_cut_after_the_text_is_unsure(cut: str, outcome: Outcome) -> None:
    with SmtpServer(cuts=frozenset({cut})).listening() as server:
        assert MailGateway(server.address).send(MAIL, LETTER) is outcome


def test_nothing_is_smuggled_into_a_mail() -> None:
    evil = Letter(
        "T\r\nBcc: x@y.cn", "到了\r\nBcc: x@y.cn\x00\u2028Cc: z@y.cn", "\r\n.\r\nMAIL", ""
    )
    with SmtpServer().listening() as server:
        gateway = MailGateway(server.address)
        assert gateway.send(MAIL, evil) is Outcome.TAKEN
        assert gateway.send("王@example.com", LETTER) is Outcome.REFUSED
    (mail,) = server.letters
    assert mail["Bcc"] is None
    assert mail["Cc"] is None
    assert mail["Subject"] == "到了 Bcc: x@y.cn Cc: z@y.cn"
    assert server.receivers == [MAIL]
    assert "MAIL" in mail.get_content()


@dataclass
class SmsRobot:
    """Takes an SMS, or answers another status."""

    status: int = 200
    asked: list[Asked] = field(default_factory=list)

    def answer(self, asked: Asked) -> Said:
        self.asked.append(asked)
        return Said({}, self.status)


@pytest.fixture
def sms() -> Iterator[tuple[SmsRobot, SmsGateway]]:
    robot = SmsRobot()
    with served(robot) as place:
        host = place.removeprefix("http://")
        yield robot, SmsGateway(f"json://{host}/send/{{phone}}?:to={{phone}}")


def test_an_sms_goes_to_its_number(sms: tuple[SmsRobot, SmsGateway]) -> None:
    robot, gateway = sms
    assert gateway.send(PHONE, LETTER) is Outcome.TAKEN
    (asked,) = robot.asked
    assert asked.body["to"] == PHONE
    assert asked.body["message"] == f"{LETTER.text} {LINK}"


@pytest.mark.parametrize(
    ("status", "outcome"),
    [(429, Outcome.PASSING), (503, Outcome.PASSING), (401, Outcome.PASSING),
     (400, Outcome.REFUSED), (404, Outcome.REFUSED), (500, Outcome.UNSURE)],
)  # fmt: skip
def test_what_the_sms_gateway_says_is_understood_and_asked_once(
    sms: tuple[SmsRobot, SmsGateway], status: int, outcome: Outcome
) -> None:
    robot, gateway = sms
    robot.status = status
    assert gateway.send(PHONE, LETTER) is outcome
    assert len(robot.asked) == 1


@warned
def test_a_gateway_that_is_not_there_was_certainly_not_reached() -> None:
    assert SmsGateway("json://127.0.0.1:9/{phone}").send(PHONE, LETTER) is Outcome.PASSING
    gone = MailGateway(f"smtp://127.0.0.1:9?from={USER}")
    assert gone.send(MAIL, LETTER) is Outcome.PASSING


@pytest.mark.parametrize(
    ("name", "value"),
    [
        (MAIL_SETTING, "smtp://host"),
        (MAIL_SETTING, f"http://u:{PASSWORD}@host?from=a@b.cn"),
        (MAIL_SETTING, f"smtp://u:{PASSWORD}@?from=a@b.cn"),
        (MAIL_SETTING, f"smtp://u:{PASSWORD}@host:port?from=a@b.cn"),
        (MAIL_SETTING, f"smtp://u:{PASSWORD}@host?from=a@b.cn%0ABcc:x@y.cn"),
        (SMS_SETTING, f"json://u:{PASSWORD}@host/"),
        (SMS_SETTING, f"nosuch://{PASSWORD}/{{phone}}"),
    ],
)
def test_a_setting_that_cannot_be_used_is_said_without_its_secret(name: str, value: str) -> None:
    with pytest.raises(SettingError) as wrong:
        gateways({name: value})
    assert name in str(wrong.value)
    assert PASSWORD not in str(wrong.value)


def test_only_what_is_set_up_is_a_way() -> None:
    assert gateways({}) == {}
    both = {MAIL_SETTING: f"smtp://host?from={USER}", SMS_SETTING: "json://host/{phone}"}
    assert set(gateways(both)) == {"sms", "email"}
