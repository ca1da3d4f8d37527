"""The presenter of the poster studio: what is written, and the picture that is made of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QImage

from leader_app.domain.money import yuan
from leader_app.domain.notice import Notice, NoticeKind
from leader_app.domain.poster import Mood, Poster, PosterDesign, Shape, in_bounds, most_symbols
from leader_app.domain.text import say
from leader_app.errors import Refused
from leader_app.services.notices.desk import Composing, Showcase
from leader_app.services.written_file import written as written_file
from ui.notices.poster_text import PRICES, goods_text, shown_parts, written
from ui.notices.poster_words import badge_of, code_words, headline_of
from ui.posters.pictures import opened
from ui.posters.render import Rendered, encoded, painted, small
from ui.tasks import Runner

THUMB_WIDTH = 168
_PAUSE_MS = 400
_SMALL = 480
_MOST_PICTURE = 30 * 1024 * 1024
_FIRST_OF_KIND = {
    NoticeKind.ARRIVED: PosterDesign.ARRIVED,
    NoticeKind.PARTLY_ARRIVED: PosterDesign.ARRIVED,
    NoticeKind.LAST_CALL: PosterDesign.ARRIVED,
    NoticeKind.LIVESTREAM: PosterDesign.STREAM,
    NoticeKind.THANKS: PosterDesign.THANKS,
    NoticeKind.FREE: PosterDesign.FRESH,
}


@dataclass(frozen=True, slots=True)
class Painting:
    """A poster as it was painted, as pixels and as a file."""

    image: QImage
    file: Rendered


class PosterViewModel(QObject):
    """Paints beside the window: on ``side``; ``painting`` is the newest that was finished."""

    changed = Signal()
    """What is written is another, or the products are here."""
    painted = Signal()
    thumbs_changed = Signal()
    failed = Signal(object)
    saved = Signal(str)
    attach_wanted = Signal(bytes)
    """A picture file (PNG or JPEG) that is wanted in a notice."""

    def __init__(
        self, compose: Composing, database: Runner, side: Runner, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._compose, self._database, self._side = compose, database, side
        self.poster = Poster(PosterDesign.FRESH)
        self.texts: dict[str, str] = {}
        self.wrong: frozenset[str] = frozenset()
        self.showcase: Showcase | None = None
        self.picture, self.picture_small = b"", QImage()
        self.painting: Painting | None = None
        self.thumbs: dict[PosterDesign, QImage] = {}
        self._begun = False
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._paint_thumbs)

    def show(self) -> None:
        """Read the shop and its products, and paint what there is."""
        if not self._begun:
            self._begun = True
            self.choose_design(self.poster.design)
        self.refresh()

    def hide(self) -> None:
        """Paint no thumbnails while nobody looks."""
        self._pause.stop()

    def refresh(self) -> None:
        """Read the shop and its products again."""
        if self._begun:
            read = self._compose.showcase
            self._database.run(self, read, self._read, self.failed.emit, latest="showcase")

    def open_draft(self, draft: Notice) -> None:
        """Begin with the design that suits a draft."""
        self.choose_design(_FIRST_OF_KIND.get(draft.kind, PosterDesign.CALM))

    def choose_design(self, design: PosterDesign) -> None:
        """Take another design; words nobody wrote become those it begins with."""
        poster = _in_design(self.poster, design)
        self._take(poster, {"headline": poster.headline, "badge": poster.badge})

    def choose_mood(self, mood: Mood) -> None:
        """Take other colours."""
        self._take(replace(self.poster, mood=mood))

    def choose_shape(self, shape: Shape) -> None:
        """Take another shape."""
        self._take(replace(self.poster, shape=shape))

    def choose_product(self, product_id: str) -> None:
        """Fill in a product; on a list of goods it becomes one more line."""
        offers = self.showcase.offers if self.showcase is not None else ()
        offer = next((one for one in offers if one.product_id == product_id), None)
        if offer is None:
            return
        if self.poster.design is PosterDesign.TONIGHT:
            line = goods_text(offer.name, offer.price, offer.unit)
            lines = f"{self.texts.get('goods', '')}\n{line}".strip()
            self.write("goods", lines)
        else:
            self.write("product", offer.name)
            self.write("price", yuan(offer.price) if offer.price else "")
            self.write("unit", offer.unit)
        self.changed.emit()

    def write(self, part: str, text: str) -> None:
        """Write a part; a price that is none is marked and not painted."""
        self.texts[part] = text
        try:
            poster = written(self.poster, part, text)
        except ValueError:
            self.wrong |= {part}
            poster = replace(self.poster, **{part: None})  # type: ignore[arg-type]
        else:
            self.wrong -= {part}
        if part == "code" and poster.code and not poster.code_words:
            poster = replace(poster, code_words=code_words())
            self.texts["code_words"] = poster.code_words
        self.poster = poster
        self._paint()
        if part in PRICES or part == "code":
            self.changed.emit()

    def set_picture(self, data: bytes) -> None:
        """Take a picture from a file, the clipboard or a drop."""
        self._side.run(self, partial(_checked, data), self._pictured, self.failed.emit)

    def drop_picture(self) -> None:
        """Do without a picture."""
        self.picture, self.picture_small = b"", QImage()
        self._take(replace(self.poster, picture="", focus=(0.5, 0.5)))

    def set_focus(self, across: float, down: float) -> None:
        """Say what of the picture is kept in sight, in shares of its width and height."""
        focus = (min(max(across, 0.0), 1.0), min(max(down, 0.0), 1.0))
        self._take(replace(self.poster, focus=focus))

    def save(self, path: Path) -> None:
        """Write the picture to a file, whole or not at all; its ending says what it is."""
        if self.painting is not None:
            file = self.painting.file
            named = path.with_suffix(f".{file.suffix}")
            work = partial(_save, named, file.data)
            self._side.run(self, work, lambda _: self.saved.emit(str(named)), self.failed.emit)

    def attach(self) -> None:
        """Ask for the picture to go into a notice."""
        if self.painting is not None:
            self.attach_wanted.emit(self.painting.file.data)

    def _read(self, showcase: Showcase) -> None:
        first, self.showcase = self.showcase is None, showcase
        if first:
            for part in ("store", "address", "hours"):
                if not self.texts.get(part):
                    self.texts[part] = in_bounds(getattr(showcase, part), most_symbols(part))
                    self.poster = written(self.poster, part, self.texts[part])
        self._take(self.poster)

    def _pictured(self, taken: tuple[bytes, QImage]) -> None:
        self.picture, self.picture_small = taken
        self._take(replace(self.poster, focus=(0.5, 0.5)))

    def _take(self, poster: Poster, texts: dict[str, str] | None = None) -> None:
        self.poster = poster
        self.texts.update(texts or {})
        self.changed.emit()
        self._paint()

    def _paint(self) -> None:
        if self._begun:
            work = partial(_painting, shown_parts(self.poster), self.picture)
            self._side.run(self, work, self._painted, self.failed.emit, latest="painting")
            self._pause.start()

    def _painted(self, painting: Painting) -> None:
        self.painting = painting
        self.painted.emit()

    def _paint_thumbs(self) -> None:
        for design in PosterDesign:
            poster = shown_parts(_in_design(self.poster, design))
            work = partial(small, poster, self.picture, THUMB_WIDTH)
            done = partial(self._thumbed, design)
            self._side.run(self, work, done, self.failed.emit, latest=f"thumb {design}")

    def _thumbed(self, design: PosterDesign, image: QImage) -> None:
        self.thumbs[design] = image
        self.thumbs_changed.emit()


def _in_design(poster: Poster, design: PosterDesign) -> Poster:
    """Return a poster in another design, with the words it begins with where nobody wrote any."""
    headlines = {"", *(headline_of(one) for one in PosterDesign)}
    badges = {"", *(badge_of(one) for one in PosterDesign)}
    return replace(
        poster,
        design=design,
        headline=headline_of(design) if poster.headline in headlines else poster.headline,
        badge=badge_of(design) if poster.badge in badges else poster.badge,
    )


def _painting(poster: Poster, picture: bytes) -> Painting:
    image = painted(poster, picture).image
    return Painting(image, encoded(image))


def _checked(data: bytes) -> tuple[bytes, QImage]:
    """Return a picture and a small one of it to show."""
    if len(data) > _MOST_PICTURE:
        raise Refused(
            say("The picture is larger than 30 MB"), say("Choose a photo, or a smaller copy.")
        )
    image = opened(data)
    if image is None:
        raise Refused(
            say("This is not a picture."), say("PNG, JPEG, WebP, BMP and GIF can be read.")
        )
    return data, image.scaled(_SMALL, _SMALL, Qt.AspectRatioMode.KeepAspectRatio)


def _save(path: Path, data: bytes) -> None:
    with written_file(path) as draft:
        draft.write_bytes(data)
