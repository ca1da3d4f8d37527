"""Words on the screen, by loudness and size."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QStyleOption, QWidget

from ui.theme import icons
from ui.theme.current import colours
from ui.theme.fonts import font
from ui.theme.tokens import LINE_HEIGHT, Ink, Size, Space, Type


def restyle(widget: QWidget) -> None:
    """Have the style sheet look again at a widget whose property changed."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()


class Label(QLabel):
    """Plain text; what it says is never read as markup."""

    def __init__(
        self,
        text: str = "",
        size: Type = Type.BODY,
        ink: Ink = Ink.PRIMARY,
        *,
        strong: bool = False,
    ) -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(font(size, strong=strong))
        self.setProperty("ink", ink.value)

    def set_ink(self, ink: Ink) -> None:
        """Change the loudness."""
        if self.property("ink") != ink.value:
            self.setProperty("ink", ink.value)
            restyle(self)


class ElidedLabel(Label):
    """One line that ends in an ellipsis where there is no room; the whole is the tool tip."""

    def __init__(
        self,
        text: str = "",
        size: Type = Type.BODY,
        ink: Ink = Ink.PRIMARY,
        *,
        strong: bool = False,
    ) -> None:
        super().__init__(text, size, ink, strong=strong)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """Return the width of an ellipsis: it may shrink to nothing."""
        return QSize(Space.XL, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw as much as fits."""
        shown = self._shown()
        painter = QPainter(self)
        option = QStyleOption()
        option.initFrom(self)
        self.style().drawItemText(
            painter,
            self.contentsRect(),
            int(self.alignment()),
            option.palette,
            self.isEnabled(),
            shown,
            self.foregroundRole(),
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Offer the whole as tool tip when it does not fit."""
        super().resizeEvent(event)
        self.setToolTip("" if self._shown() == self.text() else self.text())

    def _shown(self) -> str:
        metrics = QFontMetrics(self.font())
        width = self.contentsRect().width()
        return metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, width)


class Paragraph(Label):
    """Several lines of running text with the line height that Chinese wants."""

    def __init__(self, text: str = "", size: Type = Type.BODY, ink: Ink = Ink.SECONDARY) -> None:
        super().__init__("", size, ink)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.set_words(text)

    def set_words(self, text: str) -> None:
        """Show ``text``, which is plain text; line breaks stay."""
        self.setAccessibleName(text)
        lines = escape(text).replace("\n", "<br>")
        share = round(LINE_HEIGHT * 100)
        align = "center" if self.alignment() & Qt.AlignmentFlag.AlignHCenter else "left"
        self.setText(f'<p style="line-height:{share}%; margin:0" align="{align}">{lines}</p>')
        self._claim_height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Claim the height that the words need at this width: layouts forget to ask."""
        super().resizeEvent(event)
        self._claim_height()

    def _claim_height(self) -> None:
        self.setMinimumHeight(0)  # or what was claimed at a narrower width would be asked for again
        self.setFixedHeight(max(0, self.heightForWidth(self.width())) if self.text() else 0)


class IconLabel(QWidget):
    """A drawing of our own in the colour of an ink."""

    def __init__(self, name: str, ink: Ink = Ink.SECONDARY, size: int = Size.ICON) -> None:
        super().__init__()
        self._name, self._ink = name, ink
        self.setFixedSize(size, size)

    def set_icon(self, name: str, ink: Ink) -> None:
        """Show another drawing."""
        if (name, ink) != (self._name, self._ink):
            self._name, self._ink = name, ink
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        icons.paint(painter, self._name, colours().ink(self._ink), QRectF(self.rect()))


def centred(label: Label) -> Label:
    """Return ``label`` with its text in the middle."""
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return label
