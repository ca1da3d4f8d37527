"""Where pages go: a PDF, pictures, dots for a receipt printer, a printer of the system."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMarginsF, QSizeF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter, QPdfWriter

from leader_app.domain.text import say
from leader_app.errors import Unavailable
from leader_app.ports.printing import Raster
from ui.printing.marks import Page
from ui.printing.measures import MM
from ui.printing.paint import paint_page

PDF_DPI = 600
_MM_PER_INCH = 25.4
_DARK = 150
_TAIL = 64
_NO_MARGINS = QMarginsF(0, 0, 0, 0)


def write_pdf(path: Path, pages: Sequence[Page], title: str, dpi: int = PDF_DPI) -> None:
    """Write pages as PDF, each of its own size; codes have modules of whole dots of ``dpi``.

    The file is complete or the old one untouched; ``Unavailable`` if it cannot be written.
    """
    draft = path.with_name(f".{path.name}.part")
    try:
        draft.touch()
        _draw_pdf(draft, pages, title, dpi)
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise Unavailable(
            say("The file {file} could not be written.", file=path.name),
            say("Choose another folder or close the file."),
        ) from error


def _draw_pdf(path: Path, pages: Sequence[Page], title: str, dpi: int) -> None:
    writer = QPdfWriter(str(path))
    writer.setTitle(title)
    writer.setCreator("Leader Desk")
    writer.setResolution(dpi)
    writer.setPageMargins(_NO_MARGINS)
    writer.setPageSize(_size(pages[0]))
    painter = QPainter()
    if not painter.begin(writer):
        raise OSError(path)
    for number, page in enumerate(pages):
        if number:
            writer.setPageSize(_size(page))
            writer.newPage()
        paint_page(painter, page, dots_a_unit(dpi))
    if not painter.end() or not is_whole(path):
        raise OSError(path)


def is_whole(path: Path) -> bool:
    """Tell whether a PDF has its end: Qt says nothing of a disk that became full."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _TAIL))
        return b"%%EOF" in file.read()


def _size(page: Page) -> QPageSize:
    size = QSizeF(page.width / MM, page.height / MM)
    return QPageSize(size, QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.ExactMatch)


def dots_a_unit(dpi: float) -> float:
    """Return the dots of a hundredth of a millimetre."""
    return dpi / _MM_PER_INCH / MM


def picture(page: Page, dpi: float, width: int = 0) -> QImage:
    """Return a page as grey dots, ``width`` of them wide if that is said."""
    share = dots_a_unit(dpi)
    wide = width or round(page.width * share)
    image = QImage(wide, max(1, round(page.height * share)), QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    paint_page(painter, page, share)
    painter.end()
    return image


def raster(page: Page, dpi: int, width: int) -> Raster:
    """Return a page as black and white dots for a head ``width`` dots wide."""
    import numpy as np

    image = picture(page, dpi, width)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    black = np.packbits(rows[:, :width] < _DARK, axis=1)
    return Raster(width, image.height(), black.tobytes(), cut=page.cut)


def page_layout(page: Page) -> QPageLayout:
    """Return a page as printers of the system are told of it."""
    upright = QPageLayout.Orientation.Portrait
    return QPageLayout(_size(page), upright, _NO_MARGINS, QPageLayout.Unit.Millimeter)
