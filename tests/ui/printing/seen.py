"""What can be seen of printed pages: what is cut off, what overlaps, what is read back."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pypdfium2
from numpy.typing import NDArray
from PySide6.QtGui import QImage, QPainter

from leader_app.domain.document import Document
from leader_app.scanning.decoder import texts
from ui.printing.marks import Mark, Page, Words
from ui.printing.outputs import dots_a_unit
from ui.printing.paint import paint_page

_SLACK = 1.0
_PAD = 60
_DPI = 203


def cut_off(pages: Iterable[Page]) -> list[Mark]:
    """Return the marks that are not wholly on their page."""
    return [
        mark
        for page in pages
        for mark in page.marks
        if mark.left < -_SLACK
        or mark.top < -_SLACK
        or mark.left + mark.width > page.width + _SLACK
        or mark.top + mark.height > page.height + _SLACK
    ]


def overlapping(page: Page) -> list[tuple[str, str]]:
    """Return words that are written over one another."""
    words = [mark for mark in page.marks if isinstance(mark, Words) and mark.text.strip()]
    return [
        (one.text, other.text)
        for at, one in enumerate(words)
        for other in words[at + 1 :]
        if one.left + one.width > other.left + _SLACK
        and other.left + other.width > one.left + _SLACK
        and one.top + one.height * 0.75 > other.top + other.height * 0.25
        and other.top + other.height * 0.75 > one.top + one.height * 0.25
    ]


def ink_outside(page: Page) -> int:
    """Return how many dots would be printed beside the paper."""
    share = dots_a_unit(_DPI)
    wide, high = round(page.width * share), round(page.height * share)
    image = QImage(wide + 2 * _PAD, high + 2 * _PAD, QImage.Format.Format_Grayscale8)
    image.fill(255)
    painter = QPainter(image)
    painter.translate(_PAD, _PAD)
    paint_page(painter, page, share)
    painter.end()
    grey = as_array(image).copy()
    grey[_PAD : _PAD + high, _PAD : _PAD + wide] = 255
    return int((grey < 128).sum())


def as_array(image: QImage) -> NDArray[np.uint8]:
    """Return a grey picture as rows of dots."""
    rows = np.frombuffer(image.constBits(), np.uint8)
    return rows.reshape(image.height(), image.bytesPerLine())[:, : image.width()]


def codes_in(image: QImage) -> list[str]:
    """Return the codes in a grey picture, read as the counter reads them."""
    return sorted(texts(np.ascontiguousarray(as_array(image))))


def codes_in_pdf(path: Path, dpi: int = _DPI) -> list[list[str]]:
    """Return the codes on each page."""
    with pypdfium2.PdfDocument(path) as pdf:
        pictures = [page.render(scale=dpi / 72).to_numpy() for page in pdf]
    return [sorted(texts(np.ascontiguousarray(picture[:, :, :3]))) for picture in pictures]


def words_in_pdf(path: Path) -> list[str]:
    """Return what each page says, spaces left out."""
    with pypdfium2.PdfDocument(path) as pdf:
        return [bare(page.get_textpage().get_text_range()) for page in pdf]


def letters_beside_the_page(path: Path) -> list[str]:
    """Return the letters of a PDF whose boxes are not wholly on the page."""
    found = []
    with pypdfium2.PdfDocument(path) as pdf:
        for page in pdf:
            wide, high = page.get_size()
            text = page.get_textpage()
            for at in range(text.count_chars()):
                letter = text.get_text_range(at, 1)
                left, bottom, right, top = text.get_charbox(at)
                if not bare(letter):
                    continue
                if min(left, bottom) < 0 or right > wide or top > high:
                    found.append(letter)
    return found


def said(pages: Iterable[Page]) -> str:
    """Return all that is written on pages, spaces left out."""
    return bare("".join(x.text for page in pages for x in page.marks if isinstance(x, Words)))


def letters(document: Document) -> set[str]:
    """Return every letter that has to be on the paper."""
    parts = [document.title] if document.sheets else []
    for sheet in document.sheets:
        parts += [cell for block in sheet.blocks for row in block.rows for cell in row.cells]
        parts += [x.words for x in (*sheet.facts, *sheet.totals)]
    for label in document.labels:
        parts += [label.headline, label.place, label.side, label.mark]
        parts += [text for line in label.lines for text in (line.words, line.quantity)]
    return set(bare("".join(parts)))


def bare(text: str) -> str:
    """Return a text without what cannot be seen."""
    return "".join(c for c in text if not c.isspace() and unicodedata.category(c)[0] != "C")


def missing_parts(whole: str, pages: Iterable[Page]) -> str:
    """Return the part of ``whole`` that cannot be read along the lines of the pages."""
    lines = [bare(x.text) for page in pages for x in page.marks if isinstance(x, Words)]
    rest = bare(whole)
    for line in lines:
        if line and rest.startswith(line):
            rest = rest[len(line) :]
    return rest
