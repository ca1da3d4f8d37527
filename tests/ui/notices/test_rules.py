"""Rules, quiet times and templates by keys: kept at once, refused in words."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from leader_app.domain.notice import Answer, Rule, Trigger
from leader_app.domain.text import say
from leader_app.errors import Refused
from tests.fakes.notice_channels import FakeChannelDesk
from tests.fakes.notice_rules import FakeNoticeRules
from tests.fakes.notice_words import FakeWriting
from tests.fakes.runner import RunsAtOnce
from tests.ui.accessible import nameless
from tests.ui.notices.rest import CTRL, Shown, now, settle, show
from ui.notices.rules import RulesViewModel
from ui.notices.rules_days import day_rows, read_day
from ui.notices.rules_view import QUIET, RULES, TEMPLATES, RulesView

K = Qt.Key
TODAY = date(2026, 11, 22)


class Rules:
    """The tab over four rules, one switched on."""

    def __init__(self, qtbot: QtBot) -> None:
        self.rules, self.writing = FakeNoticeRules(), FakeWriting()
        self.desk = FakeChannelDesk()
        self.model = RulesViewModel(self.rules, self.writing, self.desk, RunsAtOnce(), now=now)
        self.shown: Shown[RulesView] = show(qtbot, RulesView(self.model))
        self.view = self.shown.view
        self.quiet, self.templates = self.view.quiet, self.view.templates

    def rule(self, trigger: Trigger) -> Rule:
        return next(one for one in self.rules.rules if one.trigger is trigger)

    def show(self, part: str) -> None:
        self.view.show_part(part)
        settle()


@pytest.fixture
def rules(qtbot: QtBot) -> Rules:
    return Rules(qtbot)


def test_a_rule_is_switched_on_and_says_what_it_does(rules: Rules) -> None:
    card = rules.view.cards["r-before_closing"]
    assert "Off" in card._hint.accessibleName()
    assert not card.hours.isVisible()
    card.on.setFocus()
    rules.shown.press(K.Key_Space, " ")
    assert rules.rule(Trigger.BEFORE_CLOSING).active
    assert "Today offers it" in card._hint.accessibleName()
    assert card.hours.isVisible()
    card.answers.chosen.emit(Answer.SEND.value)
    assert rules.rule(Trigger.BEFORE_CLOSING).answer is Answer.SEND
    assert "by itself" in card._hint.accessibleName()


def test_hours_stay_in_bounds(rules: Rules) -> None:
    card = rules.view.cards["r-before_closing"]
    card.on.click()
    card.hours.changed.emit(4)
    assert rules.rule(Trigger.BEFORE_CLOSING).hours == 4
    card.hours.changed.emit(999)
    assert rules.rule(Trigger.BEFORE_CLOSING).hours == 12
    card.hours.changed.emit(0)
    assert rules.rule(Trigger.BEFORE_CLOSING).hours == 12
    assert not rules.view.cards["r-arrived"].hours.isVisible()


def test_channels_and_template_of_a_rule(rules: Rules) -> None:
    card = rules.view.cards["r-arrived"]
    card.channels["clipboard"].click()
    assert rules.rule(Trigger.ARRIVED).channels == ("c-wecom", "clipboard")
    card.channels["c-wecom"].click()
    card.channels["clipboard"].click()
    assert rules.rule(Trigger.ARRIVED).channels == ()
    assert "reaches nobody" in card._hint.accessibleName()
    names = [card.templates.itemData(at) for at in range(card.templates.count())]
    assert names == ["house-arrived", "own-1"]
    card.templates.activated.emit(1)
    assert rules.rule(Trigger.ARRIVED).template_id == "own-1"


def test_a_refused_change_is_told_and_taken_back(rules: Rules) -> None:
    rules.rules.trouble = Refused(say("A template has a flaw."), say("Mend it first."))
    card = rules.view.cards["r-near_use_by"]
    card.on.click()
    assert "has a flaw" in rules.view.banner.text()
    assert not card.on.isChecked()
    assert not rules.rule(Trigger.NEAR_USE_BY).active


def test_quiet_hours(rules: Rules) -> None:
    rules.show(QUIET)
    begin, end = rules.quiet.begin, rules.quiet.end
    assert (begin.currentText(), end.currentText()) == ("21:30", "08:00")
    begin.setCurrentIndex(begin.findText("22:00"))
    begin.activated.emit(begin.currentIndex())
    assert (rules.rules.times.quiet_from, rules.rules.times.quiet_to) == (time(22), time(8))
    rules.quiet.holidays.click()
    assert not rules.rules.times.keep_holidays
    assert not rules.quiet._rows[3].isEnabled()
    rules.quiet.holidays.click()
    until = rules.quiet.holiday_end
    until.activated.emit(until.findText("11:00"))
    assert rules.rules.times.holiday_to == time(11)


def test_an_odd_time_is_kept_as_it_is(rules: Rules) -> None:
    rules.model.set_quiet(time(21, 17), time(7, 5))
    assert rules.quiet.begin.currentText() == "21:17"
    assert rules.quiet.end.currentText() == "07:05"


def test_closed_days_by_keys(rules: Rules) -> None:
    rules.show(QUIET)
    rules.quiet.typed.setFocus()
    rules.shown.type("11-25")
    assert "25" in rules.quiet._read.text()
    rules.shown.press(K.Key_Return, "\r")
    assert rules.rules.times.closed_days == {date(2026, 11, 25)}
    assert rules.quiet.typed.text() == ""
    rules.quiet.table.setFocus()
    rules.shown.press(K.Key_Return, "\r")
    assert rules.rules.times.closed_days == frozenset()
    rules.shown.press(K.Key_Home)
    rules.shown.press(K.Key_Return, "\r")
    assert len(rules.rules.times.closed_days) == 1
    rules.quiet.toggle.click()
    assert rules.rules.times.closed_days == frozenset()


def test_rubbish_is_no_day(rules: Rules) -> None:
    rules.show(QUIET)
    for text in ("", "soon", "13-40", "2020-01-01", "1-2-3-4", "99999999999"):
        rules.quiet.typed.setText(text)
        rules.quiet.add.click()
        assert "11-25" in rules.quiet._read.text()
    assert rules.rules.times.closed_days == frozenset()


def test_another_year(rules: Rules) -> None:
    rules.show(QUIET)
    rules.quiet.later.click()
    assert rules.quiet._year.text() == "2027"
    rules.quiet.earlier.click()
    rules.quiet.typed.setText("2027-02-06")
    rules.quiet.add.click()
    assert rules.quiet._year.text() == "2027"
    assert rules.quiet.items.find(date(2027, 2, 6)) >= 0


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-12-01", date(2026, 12, 1)),
        ("12/1", date(2026, 12, 1)),
        ("１２月１日", date(2026, 12, 1)),
        ("20261201", date(2026, 12, 1)),
        ("1-5", date(2027, 1, 5)),
        ("2-29", date(2028, 2, 29)),
        ("25", date(2026, 11, 25)),
        ("3", date(2026, 12, 3)),
        ("31", date(2026, 12, 31)),
        ("22", TODAY),
        ("", None),
        ("x", None),
        ("32", None),
        ("2-30", None),
        ("2026-13-01", None),
    ],
)
def test_days_as_people_type_them(text: str, day: date | None) -> None:
    assert read_day(text, TODAY) == day


@given(st.text(max_size=30), st.dates(date(1999, 1, 1), date(2900, 1, 1)))
def test_any_text_is_a_day_to_come_or_none(text: str, today: date) -> None:
    found = read_day(text, today)
    assert found is None or isinstance(found, date)


def test_closed_days_of_other_years_are_not_listed() -> None:
    rows = day_rows({date(2026, 1, 1): "元旦"}, {date(2027, 1, 1), date(2026, 3, 3)}, 2026)
    assert [(row.day.month, row.closed) for row in rows] == [(1, False), (3, True)]


def test_a_flaw_is_underlined_where_it_is_and_cannot_be_kept(rules: Rules) -> None:
    rules.show(TEMPLATES)
    page = rules.templates
    page.text.setPlainText("😀😀{坏}到了")
    assert "No place is called" in page.flaw.text()
    mark = page.text.extraSelections()[0]
    assert mark.cursor.selectedText() == "{坏}"
    assert not page.save.isEnabled()
    page.text.setPlainText("😀 {商品}到了")
    assert page.flaw.text() == ""
    page.text.setFocus()
    rules.shown.press(K.Key_Return, "\r", CTRL)
    assert rules.writing.kept_templates[0].text == "😀 {商品}到了"
    assert "kept" in rules.view.toast.text()
    assert not page.save.isEnabled()


def test_a_template_of_the_house_is_put_back(rules: Rules) -> None:
    before = rules.writing.kept_templates[0].text
    rules.templates.text.setPlainText("其他")
    rules.templates.save.click()
    assert rules.writing.kept_templates[0].text == "其他"
    rules.templates.drop.click()
    assert rules.writing.kept_templates[0].text == before
    assert rules.templates.text.toPlainText() == before


def test_an_own_template_is_made_and_removed(rules: Rules) -> None:
    rules.show(TEMPLATES)
    count = len(rules.writing.kept_templates)
    rules.templates.add.click()
    assert rules.templates.name.editor.hasFocus()
    rules.shown.type("mine")
    rules.templates.save.click()
    made = rules.writing.kept_templates[-1]
    assert (made.template_id, made.name, made.own) == ("own-2", "mine", True)
    assert rules.model.templates.stored == made
    rules.templates.drop.click()
    assert len(rules.writing.kept_templates) == count
    rules.templates.add.click()
    rules.templates.drop.click()
    assert rules.model.templates.draft is not None
    assert rules.model.templates.draft.template_id == "house-arrived"


def test_what_is_being_written_survives_a_refresh(rules: Rules) -> None:
    rules.templates.text.setPlainText("还没写完")
    rules.model.refresh()
    assert rules.templates.text.toPlainText() == "还没写完"
    draft = rules.model.templates.draft
    assert draft is not None
    assert draft.text == "还没写完"


def test_a_place_is_inserted_at_the_caret(rules: Rules) -> None:
    rules.templates.text.setPlainText("您好")
    rules.templates.places.activated.emit(1)
    assert rules.templates.text.toPlainText().startswith("{称呼}您好")


def test_all_parts_are_named_and_sound(rules: Rules) -> None:
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    for part in (RULES, QUIET, TEMPLATES):
        rules.show(part)
        assert nameless(rules.view) == []
    for model in (rules.quiet.items, rules.templates.items):
        QAbstractItemModelTester(model, mode).deleteLater()
    assert rules.view.minimumSizeHint().width() <= 920
    assert rules.view.minimumSizeHint().height() <= 470
