"""The import page in a window, by keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from leader_app.domain.money import Fen
from tests.ui.accessible import focused, nameless
from tests.ui.importing.conftest import ALT, CTRL, TEXT, Desk
from ui.importing.groups import ALL, CHECK, OUT, READY, counted
from ui.importing.view_model import Phase
from ui.kit.cells import CELL, Cell
from ui.languages import Language, Languages
from ui.theme.current import ThemeChoice, use

K = Qt.Key
SHEET = "wer,was,wieviel\nAnna,纯牛奶,2\nBert,土鸡蛋,1\n"


def ready(desk: Desk) -> int:
    assert desk.model.preview is not None
    return counted(desk.model.preview.entries)[READY]


def test_a_chain_is_pasted_put_right_and_brought_in_by_keys(desk: Desk) -> None:
    assert desk.page.start.box.hasFocus()
    desk.paste()
    review = desk.page.review
    assert review.grid.hasFocus()
    assert desk.names() == ["豆豆爸", "棉花糖", "老秦", "阿宁"]
    desk.press(K.Key_Return, "\r")  # 豆豆爸: 土鸭蛋 was taken for 土鸡蛋
    desk.press(K.Key_Return, "\r")  # it is right, and so it is from now on
    assert "土鸭蛋" in desk.page.toast.text()
    assert desk.names() == ["棉花糖", "老秦"]
    item = review.drawer.items[0]
    assert item.goods.hasFocus()
    item.goods.setText("纯牛奶")
    item.remember.setChecked(False)
    desk.press(K.Key_Return, "\r")
    assert desk.names() == ["老秦"]
    assert review.drawer.person.building.editor.hasFocus()
    review.drawer.person.building.editor.setText("9")
    desk.press(K.Key_Return, "\r")
    assert desk.names() == []
    assert review.bring.hasFocus()
    assert review.bring.text() == "Import 6 of 6"
    desk.press(K.Key_Return, "\r", CTRL)
    assert desk.model.phase is Phase.DONE
    assert desk.model.done is not None
    assert desk.model.done.orders == 6
    assert desk.page.start.box.toPlainText() == ""


def test_space_says_that_a_line_is_right(desk: Desk) -> None:
    desk.paste()
    before = ready(desk)
    desk.press(K.Key_Space, " ")
    assert ready(desk) > before


def test_a_line_is_left_out_and_taken_in_again(desk: Desk) -> None:
    desk.paste()
    desk.press(K.Key_X, "", ALT)
    assert desk.model.preview is not None
    assert counted(desk.model.preview.entries)[OUT] == 1
    desk.model.filter(OUT)
    desk.model.choose(2)
    desk.settle()
    assert desk.page.review.drawer.out.text() == "Take it in"
    desk.press(K.Key_X, "", ALT)
    assert counted(desk.model.preview.entries)[OUT] == 0


def test_esc_leads_back_from_a_line_to_the_list(desk: Desk) -> None:
    desk.paste()
    desk.press(K.Key_Return, "\r")
    assert not desk.page.review.grid.hasFocus()
    desk.press(K.Key_Escape)
    assert desk.page.review.grid.hasFocus()


def test_goods_not_on_the_list_are_added_in_place(desk: Desk) -> None:
    desk.paste()
    desk.model.choose(3)
    desk.settle()
    desk.page.review.product_wanted.emit("猕猴桃")
    desk.settle()
    product = desk.page.product
    assert product.unit.editor.hasFocus()
    desk.press(K.Key_Return, "\r")
    assert product.unit.editor.property("wrong") == "true"
    product.unit.editor.setText("箱")
    product.price.editor.setText("49")
    desk.press(K.Key_Return, "\r")
    assert desk.page.review.isVisible()
    assert "棉花糖" not in desk.names()
    added = next(one for one in desk.model.products if one.name == "猕猴桃")
    assert (added.unit, added.price) == ("箱", Fen(4900))


def test_pieces_and_goods_are_changed_added_and_taken_away(desk: Desk) -> None:
    desk.paste()
    desk.model.filter(ALL)
    desk.model.choose(0)
    desk.settle()
    drawer = desk.page.review.drawer
    drawer.items[0].pieces.field.setFocus()
    desk.press(K.Key_Up)
    assert drawer.right.text() == "Keep it so"
    drawer.more.click()
    drawer.items[1].goods.setText("土鸡蛋")
    drawer.confirm()
    desk.settle()
    assert desk.model.preview is not None
    items = desk.model.preview.entries[0].order.items
    assert [(item.product, item.quantity) for item in items] == [("纯牛奶", 3), ("土鸡蛋", 1)]
    desk.model.choose(0)
    desk.settle()
    drawer.items[1].remove.click()
    drawer.confirm()
    assert len(desk.model.preview.entries[0].order.items) == 1


def test_typing_is_not_lost_when_the_list_of_products_comes_anew(desk: Desk) -> None:
    desk.paste()
    desk.model.choose(4)
    desk.settle()
    drawer = desk.page.review.drawer
    drawer.person.building.editor.setText("9")
    desk.model.products_changed.emit()
    assert drawer.person.building.editor.text() == "9"


def test_a_file_is_asked_for_and_its_password_in_place(desk: Desk) -> None:
    sheets = Path(__file__).parents[2] / "importing" / "corpus" / "sheets"
    desk.file = next(sheets.glob("18*.xlsx"))
    desk.press(K.Key_O, "", CTRL)
    assert desk.asked == 1
    assert desk.model.phase is Phase.PASSWORD
    assert desk.page.password.field.editor.hasFocus()


def test_a_pasted_file_is_opened(desk: Desk, tmp_path: Path) -> None:
    chain = tmp_path / "chain.txt"
    chain.write_text(TEXT, "utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(chain))])
    assert desk.page.start.box.canInsertFromMimeData(data)
    desk.page.start.box.insertFromMimeData(data)
    desk.settle()
    assert desk.model.phase is Phase.REVIEW
    assert len(desk.names()) == 4


def test_an_error_is_told_and_the_text_stays(desk: Desk, tmp_path: Path) -> None:
    desk.page.start.box.setPlainText("1. 张三 2箱")
    desk.model.read_file(tmp_path / "gone.xlsx")
    desk.settle()
    assert desk.page.banner.text()
    assert desk.page.start.box.toPlainText()


def test_columns_are_said_by_keys(desk: Desk, tmp_path: Path) -> None:
    sheet = tmp_path / "list.csv"
    sheet.write_text(SHEET, "utf-8")
    desk.model.read_file(sheet)
    desk.settle()
    mapping = desk.page.mapping
    assert mapping.buttons()[0].hasFocus()
    assert not mapping.read.isEnabled()
    for at, kind in enumerate(("name", "product", "quantity")):
        mapping.choose(at, kind)
    assert mapping.buttons()[0].text() == "Buyer"
    desk.press(K.Key_Return, "\r", CTRL)
    assert desk.model.phase is Phase.REVIEW


def test_the_list_is_sound_and_says_how_sure_it_is(desk: Desk) -> None:
    desk.paste()
    lines = desk.page.review.lines
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(lines, mode)
    cell = lines.data(lines.index(0, lines.place("sure")), CELL)
    assert isinstance(cell, Cell)
    assert cell.words == "Unsure"
    desk.model.filter(ALL)
    cell = lines.data(lines.index(0, lines.place("sure")), CELL)
    assert isinstance(cell, Cell)
    assert cell.words == "Sure"
    tester.deleteLater()


@pytest.mark.parametrize("phase", ["start", "review", "product", "mapping", "done"])
def test_everything_has_a_name(desk: Desk, phase: str, tmp_path: Path) -> None:
    if phase == "mapping":
        sheet = tmp_path / "list.csv"
        sheet.write_text(SHEET, "utf-8")
        desk.model.read_file(sheet)
    elif phase != "start":
        desk.paste()
        desk.model.choose(3)
    if phase == "product":
        desk.page.review.product_wanted.emit("猕猴桃")
    if phase == "done":
        desk.model.bring_in()
    desk.settle()
    assert nameless(desk.page) == []
    assert focused() is not None


def test_language_and_theme_may_change_under_the_work(desk: Desk, qapp: QApplication) -> None:
    desk.paste()
    desk.model.choose(3)
    desk.settle()
    languages = Languages(qapp)
    languages.use(Language.CHINESE)
    use(ThemeChoice.DARK)
    desk.settle()
    assert desk.model.group == CHECK
    assert len(desk.page.review.drawer.items) == 1
    languages.use(Language.ENGLISH)
    use(ThemeChoice.LIGHT)
