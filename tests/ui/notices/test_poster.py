"""The studio: from a product to a picture file, painted beside the window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from leader_app.domain.money import Fen
from leader_app.domain.notice import NoticeKind
from leader_app.domain.poster import Mood, PosterDesign, Shape
from leader_app.errors import LeaderError
from tests.fakes.notice_log import a_notice
from tests.fakes.notices import FakeComposing
from tests.fakes.posters import LINK, strawberries
from tests.fakes.runner import RunsAtOnce, RunsWhenTold
from tests.ui.notices.rest import show
from ui.notices.poster import PosterViewModel
from ui.notices.poster_text import goods_of, price_of
from ui.notices.poster_view import PosterStudio


class Studio:
    """The view over a shop with three products, its painting done at once."""

    def __init__(self, qtbot: QtBot, path: Path) -> None:
        self.model = PosterViewModel(FakeComposing(), RunsAtOnce(), RunsAtOnce())
        self.told: list[LeaderError] = []
        self.wanted: list[bytes] = []
        self.model.failed.connect(self.told.append)
        self.model.attach_wanted.connect(self.wanted.append)
        self.view = PosterStudio(self.model, lambda _parent, name: path / name)
        self.shown = show(qtbot, self.view)


@pytest.fixture
def studio(qtbot: QtBot, tmp_path: Path) -> Studio:
    return Studio(qtbot, tmp_path)


def test_the_shop_stands_on_the_poster(studio: Studio) -> None:
    poster = studio.model.poster
    assert (poster.store, poster.address) == ("幸福里便利店", "幸福里 7 号楼底商")
    assert poster.headline == "Fresh in store today"
    assert studio.model.painting is not None


def test_a_product_fills_name_price_and_unit(studio: Studio) -> None:
    studio.view.form.products.activated.emit(1)
    poster = studio.model.poster
    assert (poster.product, poster.price, poster.unit) == ("丹东草莓", Fen(2990), "盒")
    assert studio.view.form.fields["price"].editor.text() == "29.90"


def test_on_a_list_products_come_one_after_the_other(studio: Studio) -> None:
    studio.model.choose_design(PosterDesign.TONIGHT)
    for at in (1, 2):
        studio.view.form.products.activated.emit(at)
    assert [line.name for line in studio.model.poster.goods] == ["丹东草莓", "鲜牛奶"]
    assert studio.view.form.texts["goods"].toPlainText() == "丹东草莓 29.90 盒\n鲜牛奶 8.50 瓶"


def test_another_design_brings_its_words_unless_somebody_wrote(studio: Studio) -> None:
    studio.model.choose_design(PosterDesign.STREAM)
    assert studio.model.poster.headline == "See you live tonight"
    studio.model.write("headline", "七点见")
    studio.model.choose_design(PosterDesign.THANKS)
    assert studio.model.poster.headline == "七点见"


@pytest.mark.parametrize(
    ("kind", "design"),
    [
        (NoticeKind.ARRIVED, PosterDesign.ARRIVED),
        (NoticeKind.LIVESTREAM, PosterDesign.STREAM),
        (NoticeKind.DELAYED, PosterDesign.CALM),
    ],
)
def test_a_draft_has_a_design_that_suits_it(
    studio: Studio, kind: NoticeKind, design: PosterDesign
) -> None:
    studio.model.open_draft(a_notice("n1", kind=kind))
    assert studio.model.poster.design is design


def test_a_price_that_is_none_is_marked_and_not_painted(studio: Studio) -> None:
    studio.model.write("price", "12,,5")
    assert studio.model.wrong == {"price"}
    assert studio.model.poster.price is None
    studio.model.write("price", "¥12.5")
    assert studio.model.wrong == frozenset()
    assert studio.model.poster.price == Fen(1250)


def test_what_is_too_long_or_unseen_is_left_out(studio: Studio) -> None:
    studio.model.write("headline", "长\0" * 400)
    assert len(studio.model.poster.headline) <= 40
    studio.model.write("code", "码" * 400)
    assert len(studio.model.poster.code.encode()) <= 200
    assert studio.model.painting is not None


def test_a_link_is_a_code_with_words_beneath(studio: Studio) -> None:
    studio.model.write("code", LINK)
    assert studio.model.poster.code_words == "Scan to order"


def test_rubbish_is_no_picture(studio: Studio) -> None:
    studio.model.set_picture(b"rubbish")
    assert [str(error.title) for error in studio.told] == ["This is not a picture."]
    assert studio.model.picture == b""
    assert studio.view.banner.isVisible()


def test_a_dropped_file_is_the_picture_and_its_focus_moves(studio: Studio, tmp_path: Path) -> None:
    path = tmp_path / "草莓.jpg"
    path.write_bytes(strawberries())
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(path))])
    assert studio.view.form.picture.take(dropped)
    assert studio.model.picture == path.read_bytes()
    studio.model.set_focus(1.4, -0.2)
    assert studio.model.poster.focus == (1.0, 0.0)
    studio.model.drop_picture()
    assert studio.model.picture == b""


def test_text_is_no_picture_to_paste(studio: Studio) -> None:
    pasted = QMimeData()
    pasted.setText("草莓")
    assert not studio.view.form.picture.take(pasted)


def test_it_is_copied_saved_and_put_into_a_notice(studio: Studio, tmp_path: Path) -> None:
    studio.model.choose_shape(Shape.SQUARE)
    studio.model.choose_mood(Mood.WARM)
    studio.view.copy.click()
    assert QGuiApplication.clipboard().image().width() == 1080
    studio.view.save.click()
    (path,) = tmp_path.glob("*.png")
    assert QImage(str(path)).height() == 1080
    studio.view.use.click()
    assert studio.wanted == [path.read_bytes()]


def test_a_full_disk_is_told(studio: Studio, tmp_path: Path) -> None:
    studio.model.save(tmp_path / "nowhere" / "poster.png")
    assert len(studio.told) == 1


def test_nothing_is_painted_before_it_is_in_sight_and_only_the_newest_then(qtbot: QtBot) -> None:
    side = RunsWhenTold()
    model = PosterViewModel(FakeComposing(), RunsAtOnce(), side)
    model.write("headline", "还没人看")
    assert side.waiting == []
    model.show()
    for text in ("一", "一二", "一二三"):
        model.write("headline", text)
    assert [name for name, _ in side.waiting] == ["painting"]
    side.go_all()
    assert model.painting is not None


def test_every_thumbnail_can_be_painted(studio: Studio) -> None:
    with_thumbs = studio.model
    with_thumbs._paint_thumbs()
    assert set(with_thumbs.thumbs) == set(PosterDesign)


@pytest.mark.parametrize(
    ("text", "price"), [("", None), ("12", 1200), (" ￥12.50 ", 1250), ("0", 0)]
)
def test_prices_as_typed(text: str, price: int | None) -> None:
    assert price_of(text) == price


def test_goods_as_typed() -> None:
    first, second, third = goods_of("草莓 500g 29.9 一盒\n\n豆浆 ¥6\n  山泉水豆腐 ")
    assert (first.name, first.price, first.note) == ("草莓 500g", Fen(2990), "一盒")
    assert (second.name, second.price, second.note) == ("豆浆", Fen(600), "")
    assert (third.name, third.price) == ("山泉水豆腐", None)
    assert len(goods_of("草莓 9\n" * 30)) == 8
