"""The widgets every screen is made of."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.accessible import nameless
from ui.kit.banner import Banner, Toast
from ui.kit.button import Button, Kind
from ui.kit.chips import Chips, Choice
from ui.kit.field import Field, SearchField, SecretField, large_line
from ui.kit.keys import key_name
from ui.kit.label import ElidedLabel, Paragraph
from ui.kit.pill import StatusPill
from ui.kit.progress import Progress
from ui.kit.radio import Option, RadioCards
from ui.kit.rows import Fact, FactRows
from ui.kit.states import StateStack
from ui.kit.table import Role, Table
from ui.kit.title import TitleLine
from ui.kit.toggle import Toggle
from ui.kit.verdict import VerdictField
from ui.theme.tokens import Size, Tone


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.setLayout(QVBoxLayout())
    made.resize(800, 400)
    qtbot.addWidget(made)
    return made


def _show(qtbot: QtBot, host: QWidget, *parts: QWidget) -> None:
    layout = host.layout()
    assert layout is not None
    for part in parts:
        layout.addWidget(part)
    with qtbot.waitExposed(host):
        host.show()


def test_a_button_answers_its_key_while_it_is_to_be_seen(qtbot: QtBot, host: QWidget) -> None:
    button, field = Button("Undo", key="F9"), QLineEdit()
    _show(qtbot, host, field, button)
    field.setFocus()
    with qtbot.waitSignal(button.clicked, timeout=1000):
        QTest.keyClick(field, Qt.Key.Key_F9)
    button.setEnabled(False)
    with qtbot.assertNotEmitted(button.clicked, wait=50):
        QTest.keyClick(field, Qt.Key.Key_F9)
    button.setEnabled(True)
    button.hide()
    with qtbot.assertNotEmitted(button.clicked, wait=50):
        QTest.keyClick(field, Qt.Key.Key_F9)


def test_a_button_shows_its_key_and_cuts_no_words(qtbot: QtBot) -> None:
    plain, with_key = Button("全部交付"), Button("全部交付", Kind.PRIMARY, key="F9")
    qtbot.addWidget(plain)
    qtbot.addWidget(with_key)
    assert with_key.minimumSizeHint().width() > plain.minimumSizeHint().width()
    assert with_key.accessibleDescription() == "F9"
    icon_only = Button("", icon="cross")
    qtbot.addWidget(icon_only)
    icon_only.set_words("", "Close")
    assert icon_only.accessibleName() == "Close"
    assert icon_only.sizeHint() == QSize(Size.CONTROL, Size.CONTROL)


def test_keys_have_the_names_on_the_caps() -> None:
    assert [key_name(key) for key in ("Return", "Space", "F2", "Ctrl+Z")] == [
        "Enter",
        "Space",
        "F2",
        "Ctrl+Z",
    ]


def test_long_text_is_elided_and_told_in_full(qtbot: QtBot, host: QWidget) -> None:
    label = ElidedLabel("五常大米 " * 60)
    _show(qtbot, host, label)
    assert label.toolTip() == label.text()
    label.setText("short")
    host.resize(801, 400)
    assert label.minimumSizeHint().width() < 50


def test_running_text_is_never_markup(qtbot: QtBot) -> None:
    paragraph = Paragraph()
    qtbot.addWidget(paragraph)
    paragraph.set_words("<b>not bold</b>\nsecond line")
    assert "&lt;b&gt;" in paragraph.text()
    assert "<br>" in paragraph.text()
    assert paragraph.accessibleName().startswith("<b>")


def test_one_chip_is_chosen_and_stays_so_when_counts_change(qtbot: QtBot, host: QWidget) -> None:
    chips = Chips()
    _show(qtbot, host, chips)
    chips.set_choices([Choice("a", "All", 20), Choice("b", "Ready", 3)])
    assert chips.current() == "a"
    second = chips.findChildren(QWidget)[1]
    with qtbot.waitSignal(chips.chosen) as heard:
        QTest.mouseClick(second, Qt.MouseButton.LeftButton)
    assert heard.args == ["b"]
    chips.set_choices([Choice("a", "All", 20), Choice("b", "Ready", 4)])
    assert chips.current() == "b"
    assert second.accessibleName() == "Ready 4"
    chips.set_choices([Choice("c", "Other")])
    assert chips.current() == "c"


def test_search_waits_for_a_pause_and_not_for_enter(qtbot: QtBot, host: QWidget) -> None:
    field = SearchField()
    _show(qtbot, host, field)
    with qtbot.waitSignal(field.searched, timeout=2000) as heard:
        QTest.keyClicks(field, " 3827 ")
    assert heard.args == ["3827"]
    with qtbot.waitSignal(field.searched, timeout=100):
        QTest.keyClick(field, Qt.Key.Key_Return)
    with qtbot.waitSignal(field.searched, timeout=100) as heard:
        QTest.keyClick(field, Qt.Key.Key_Escape)
    assert heard.args == [""]


def test_a_secret_is_dots_until_the_eye_is_pressed(qtbot: QtBot) -> None:
    field = SecretField()
    qtbot.addWidget(field)
    assert field.echoMode() is QLineEdit.EchoMode.Password
    (eye,) = field.actions()
    eye.trigger()
    assert field.echoMode() is QLineEdit.EchoMode.Normal
    eye.trigger()
    assert field.echoMode() is QLineEdit.EchoMode.Password


def test_a_field_says_what_is_wrong(qtbot: QtBot, host: QWidget) -> None:
    field = Field(large_line())
    _show(qtbot, host, field)
    field.set_words("Address", "https://…")
    field.set_wrong("Not an address")
    assert field.editor.accessibleName() == "Address"
    assert field.editor.accessibleDescription() == "Not an address"
    field.set_wrong("")
    assert field.editor.accessibleDescription() == "https://…"


def test_a_banner_tells_and_offers_one_deed(qtbot: QtBot, host: QWidget) -> None:
    banner = Banner()
    _show(qtbot, host, banner)
    assert banner.isHidden()
    banner.tell("3 commands were refused", Tone.WARN, "Look")
    assert banner.text() == "3 commands were refused"
    deed = next(b for b in banner.findChildren(Button) if b.text() == "Look")
    with qtbot.waitSignal(banner.acted):
        QTest.mouseClick(deed, Qt.MouseButton.LeftButton)
    banner.dismiss()
    assert banner.text() == ""


def test_a_toast_floats_over_the_title_line_and_leaves(qtbot: QtBot, host: QWidget) -> None:
    _show(qtbot, host, QWidget())
    toast = Toast(host)
    toast.tell("Asked the centre", Tone.OK)
    assert toast.geometry().bottom() < Size.TITLE_LINE
    host.resize(1000, 500)
    qtbot.waitUntil(lambda: toast.x() == (1000 - toast.width()) // 2)
    with qtbot.waitSignal(toast.closed):
        toast.dismiss()
    assert toast.isHidden()


def test_loading_shows_only_when_it_lasts(qtbot: QtBot, host: QWidget) -> None:
    content = QWidget()
    stack = StateStack(content)
    _show(qtbot, host, stack)
    stack.show_loading()
    assert content.isVisible()
    qtbot.waitUntil(lambda: not content.isVisible(), timeout=2000)
    stack.show_content()
    assert content.isVisible()
    stack.show_empty("box", "Nothing yet", "It will come", "Sync now")
    assert not content.isVisible()
    with qtbot.waitSignal(stack.empty_acted):
        QTest.mouseClick(_button(stack, "Sync now"), Qt.MouseButton.LeftButton)
    stack.show_error("Cannot read", "Check the disk", "Try again")
    with qtbot.waitSignal(stack.retried):
        QTest.mouseClick(_button(stack, "Try again"), Qt.MouseButton.LeftButton)


def test_content_that_comes_quickly_is_never_replaced_by_a_skeleton(
    qtbot: QtBot, host: QWidget
) -> None:
    content = QWidget()
    stack = StateStack(content)
    _show(qtbot, host, stack)
    stack.show_loading()
    stack.show_content()
    qtbot.wait(200)
    assert content.isVisible()


def test_facts_can_grow_and_shrink(qtbot: QtBot) -> None:
    rows = FactRows()
    qtbot.addWidget(rows)
    rows.set_facts([Fact("a", "1"), Fact("b", "2")])
    rows.set_facts([Fact("a", "3")])
    shown = [w.text() for w in rows.findChildren(ElidedLabel) if w.isVisibleTo(rows)]
    assert shown == ["3"]


def test_a_table_opens_a_row_by_key_and_draws_pills(qtbot: QtBot, host: QWidget) -> None:
    model = QStandardItemModel(2, 2, host)
    pill = QStandardItem("待取货")
    pill.setData(("box", Tone.ACCENT), Role.PILL)
    model.setItem(0, 1, pill)
    table = Table()
    table.setModel(model)
    table.stretch(0, (1, 120))
    _show(qtbot, host, table)
    assert table.rowHeight(0) == Size.ROW
    table.selectRow(0)
    with qtbot.waitSignal(table.opened) as heard:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert heard.args[0].row() == 0
    QTest.mouseMove(table.viewport(), table.visualRect(model.index(1, 0)).center())
    table.entered.emit(model.index(1, 0))
    assert table.hovered_row == 1


def test_a_title_line_holds_at_most_three_actions(qtbot: QtBot) -> None:
    with pytest.raises(ValueError, match="at most 3"):
        TitleLine(*(Button(str(at)) for at in range(4)))


def test_a_toggle_is_turned_by_space(qtbot: QtBot, host: QWidget) -> None:
    toggle = Toggle()
    _show(qtbot, host, toggle)
    toggle.setFocus()
    with qtbot.waitSignal(toggle.toggled) as heard:
        QTest.keyClick(toggle, Qt.Key.Key_Space)
    assert heard.args == [True]
    qtbot.waitUntil(lambda: toggle.property("knob") == 1.0)


def test_radio_cards_choose_by_click_and_by_code(qtbot: QtBot, host: QWidget) -> None:
    cards = RadioCards()
    _show(qtbot, host, cards)
    cards.set_options([Option("light", "浅色", "店内"), Option("dark", "深色")])
    cards.choose("dark")
    assert cards.current() == "dark"
    first = cards.findChildren(QWidget)[0]
    with qtbot.waitSignal(cards.chosen) as heard:
        QTest.mouseClick(first, Qt.MouseButton.LeftButton)
    assert heard.args == ["light"]


def test_progress_may_not_know_how_far(qtbot: QtBot, host: QWidget) -> None:
    bar = Progress()
    _show(qtbot, host, bar)
    bar.set_share(5, 0)
    assert bar.maximum() == 0
    bar.set_share(30, 20)
    assert (bar.value(), bar.maximum()) == (20, 20)


@pytest.mark.parametrize("tone", Tone)
def test_a_verdict_says_the_same_three_times(qtbot: QtBot, host: QWidget, tone: Tone) -> None:
    field, pill = VerdictField(), StatusPill()
    _show(qtbot, host, field, pill)
    field.set_verdict("check-circle", "可以取货", "王*芳", tone)
    pill.set_state("可以取货", "check", tone)
    assert field.accessibleName() == "可以取货 王*芳"
    assert pill.accessibleName() == "可以取货"
    assert not field.grab().isNull()


def test_nothing_that_takes_keys_is_nameless(qtbot: QtBot, host: QWidget) -> None:
    good, bad = Button("Export"), Button("", icon="cross")
    _show(qtbot, host, good, bad)
    assert nameless(host) == [bad]


def _button(root: QWidget, text: str) -> Button:
    return next(b for b in root.findChildren(Button) if b.text() == text and b.isVisible())
