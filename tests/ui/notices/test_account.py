"""The account drawer: the figure, the sentences behind it, and what was said at the counter."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from leader_app.domain.contact_budget import LEAST, MOST
from leader_app.domain.text import say
from leader_app.domain.touch import Account, AccountKind, Contact, ReactionKind
from leader_app.errors import Refused, Unavailable
from tests.fakes.notice_log import FakeNoticeLog
from tests.fakes.runner import RunsAtOnce, RunsWhenTold
from tests.ui.accessible import nameless
from tests.ui.notices.rest import Shown, now, settle, show
from ui.kit.page import Spoken
from ui.notices.account import AccountViewModel
from ui.notices.account_view import WIDTH, AccountDrawer
from ui.notices.account_words import signed, standing

K = Qt.Key
MEMBER, GROUP = Account(AccountKind.MEMBER, "u1"), Account(AccountKind.GROUP, "阳光花园")


class Accounts:
    """The drawer over an empty page."""

    def __init__(self, qtbot: QtBot) -> None:
        self.log = FakeNoticeLog()
        self.model = AccountViewModel(self.log, RunsAtOnce(), now=now)
        self.page = Spoken()
        self.drawer = AccountDrawer(self.model, self.page)
        self.shown: Shown[Spoken] = show(qtbot, self.page)
        self.drawer.retranslate()

    def lines(self) -> list[tuple[str, str]]:
        items = self.drawer.items
        return [
            (str(items.data(items.index(row, 0))), str(items.data(items.index(row, 1))))
            for row in range(items.rowCount())
        ]


@pytest.fixture
def accounts(qtbot: QtBot) -> Accounts:
    return Accounts(qtbot)


def test_it_is_gone_until_wanted_and_lies_at_the_right(accounts: Accounts) -> None:
    assert not accounts.drawer.isVisible()
    accounts.model.open(MEMBER, "张** 1234")
    settle()
    place = accounts.drawer.geometry()
    assert (place.left(), place.width()) == (accounts.page.width() - WIDTH, WIDTH)
    accounts.page.resize(1200, 700)
    settle()
    assert accounts.drawer.geometry().right() == 1199
    assert accounts.drawer.height() == 700
    assert accounts.drawer.lines.hasFocus()
    accounts.shown.press(K.Key_Escape)
    assert not accounts.drawer.isVisible()


def test_every_point_has_a_sentence_and_they_add_up(accounts: Accounts) -> None:
    accounts.model.open(MEMBER, "张** 1234")
    assert accounts.drawer._name.text() == "张** 1234"
    assert accounts.drawer._value.text() == "6"
    lines = accounts.lines()
    assert lines[-1] == ("Every account begins with this.", "+10")
    assert lines[0] == ("Told about own goods.", "\u22121")
    assert sum(int(points.replace("\u2212", "-")) for _, points in lines) == 6


def test_what_was_said_at_the_counter_is_booked_and_seen_at_once(accounts: Accounts) -> None:
    accounts.model.open(MEMBER, "张** 1234")
    accounts.drawer.said[ReactionKind.THANKED].click()
    assert accounts.log.reactions == [(MEMBER, ReactionKind.THANKED)]
    assert accounts.drawer._value.text() == "9"
    assert accounts.lines()[0] == ("Said at the counter.", "+3")
    assert "glad" in accounts.drawer._told.text()
    accounts.drawer.said[ReactionKind.COMPLAINED].click()
    accounts.drawer.said[ReactionKind.MUTED].click()
    assert "fewer" in accounts.drawer._told.text()
    assert accounts.drawer._value.text() == "\u22121"


def test_what_a_member_allows(accounts: Accounts) -> None:
    accounts.model.open(MEMBER, "张** 1234")
    drawer = accounts.drawer
    assert (drawer.service.isChecked(), drawer.marketing.isChecked()) == (True, False)
    drawer.marketing.setFocus()
    accounts.shown.press(K.Key_Space, " ")
    assert accounts.log.contacts["u1"] == Contact("u1", service=True, marketing=True)
    drawer.service.click()
    assert accounts.log.contacts["u1"] == Contact("u1", service=False, marketing=True)


def test_a_refused_change_is_told_and_taken_back(accounts: Accounts) -> None:
    accounts.model.open(MEMBER, "张** 1234")
    accounts.log.trouble = Refused(say("Not now."), say("Later."))
    accounts.drawer.marketing.click()
    assert accounts.drawer.banner.text() == "Not now. Later."
    assert not accounts.drawer.marketing.isChecked()


def test_a_group_has_no_consent_but_an_account(accounts: Accounts) -> None:
    accounts.model.open(GROUP, "阳光花园")
    assert not accounts.drawer._consent.isVisible()
    accounts.model.allow(service=False, marketing=False)
    assert accounts.log.contacts == {}
    accounts.drawer.said[ReactionKind.MUTED].click()
    assert "the group wants fewer" in accounts.drawer._told.text()


def test_somebody_elses_figure_is_never_shown(qtbot: QtBot) -> None:
    log, runner = FakeNoticeLog(), RunsWhenTold()
    model = AccountViewModel(log, runner, now=now)
    host = QWidget()
    qtbot.addWidget(host)
    drawer = AccountDrawer(model, host)
    drawer.retranslate()
    model.open(MEMBER, "张**")
    runner.go_all()
    model.open(GROUP, "阳光花园")
    assert drawer._value.text() == "–"
    runner.go_all()
    assert drawer._value.text() == "6"
    model.refresh()
    model.close()
    runner.go_all()
    assert model.holding is None


def test_a_busy_store_is_asked_again(accounts: Accounts) -> None:
    accounts.log.trouble = Unavailable(say("Busy."), say("Wait."))
    accounts.model.open(MEMBER, "张**")
    assert accounts.drawer.states._error.isVisible()
    accounts.drawer.states.retried.emit()
    assert accounts.drawer._value.text() == "6"


def test_every_balance_has_a_sentence() -> None:
    said = [standing(value)[0] for value in range(LEAST, MOST + 1)]
    assert len(set(said)) == 4
    assert said[0].startswith("Only warnings")
    assert said[-1].startswith("Glad")
    assert [signed(x) for x in (3, 0, -2)] == ["+3", "+0", "\u22122"]


def test_all_is_named_and_sound(accounts: Accounts) -> None:
    accounts.model.open(MEMBER, "张**")
    settle()
    assert nameless(accounts.page) == []
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    QAbstractItemModelTester(accounts.drawer.items, mode).deleteLater()
