"""Posters as a leader would write them, and as nobody should."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter, QRadialGradient

from leader_app.domain.money import Fen
from leader_app.domain.poster import (
    MOST_CODE_BYTES,
    MOST_GOODS,
    MOST_PRICE,
    Poster,
    PosterDesign,
    PosterLine,
    most_symbols,
)

LINK = "https://m.example.cn/g/7f3a"
_HEADLINES = {
    PosterDesign.FRESH: "清晨采摘 当日到店",
    PosterDesign.PRICE: "邻里团购价",
    PosterDesign.TONIGHT: "今晚开团",
    PosterDesign.STREAM: "今晚七点 直播间见",
    PosterDesign.ARRIVED: "您的团品到店啦",
    PosterDesign.CALM: "今天晚些到货",
    PosterDesign.THANKS: "谢谢每一位邻居",
}
_BADGES = {
    PosterDesign.FRESH: "今日鲜到",
    PosterDesign.PRICE: "限今晚",
    PosterDesign.TONIGHT: "晚市",
    PosterDesign.STREAM: "直播预告",
    PosterDesign.ARRIVED: "凭提货码领取",
    PosterDesign.CALM: "小店通知",
    PosterDesign.THANKS: "",
}
_WORDS = {
    PosterDesign.FRESH: "露天大棚现摘，颗颗饱满，冷链四小时到店。",
    PosterDesign.PRICE: "五十份，团完为止",
    PosterDesign.TONIGHT: "明天下午四点到店，冷藏的请自备保温袋。",
    PosterDesign.STREAM: "跟着主厨学一道五分钟的家常菜",
    PosterDesign.ARRIVED: "冷藏两件、常温一件，带上提货码就好。",
    PosterDesign.CALM: "货车大约晚一小时到店。\n到了马上告诉大家，不用特地来等。\n给您添麻烦了。",
    PosterDesign.THANKS: "这一周大家帮村里卖出三百二十斤橘子，果农托我们说声谢谢。",
}
GOODS = (
    PosterLine("丹东草莓", Fen(2990), "500g 一盒"),
    PosterLine("现磨豆浆", Fen(600), "当天现做"),
    PosterLine("主厨红烧牛腩", Fen(3880), "微波三分钟"),
    PosterLine("海南贵妃芒", Fen(1990), "约 5 斤"),
    PosterLine("山泉水豆腐", Fen(450)),
)


def usual(design: PosterDesign) -> Poster:
    """Return a poster with everything a leader would say in this design."""
    return Poster(
        design,
        store="幸福里便利店",
        headline=_HEADLINES[design],
        badge=_BADGES[design],
        product="" if design in {PosterDesign.CALM, PosterDesign.THANKS} else "丹东红颜草莓",
        price=Fen(2990),
        old_price=Fen(3990),
        unit="盒",
        words=_WORDS[design],
        slot="A-03",
        hours="今天 16:00–21:30",
        address="幸福里 7 号楼底商",
        time="今晚 19:00",
        host="主播 小美",
        goods=GOODS,
        code=LINK,
        code_words="扫码下单",
    )


def longest(design: PosterDesign, symbol: str = "长草莓味") -> Poster:
    """Return a poster that says as much as there is room for, in every part."""

    def filled(part: str) -> str:
        most = most_symbols(part)
        return (symbol * most)[:most].strip()

    line = PosterLine((symbol * 40)[:40].strip(), MOST_PRICE, (symbol * 24)[:24].strip())
    return replace(
        usual(design),
        store=filled("store"),
        headline=filled("headline"),
        badge=filled("badge"),
        product=filled("product"),
        unit=filled("unit"),
        words=filled("words"),
        slot=filled("slot"),
        hours=filled("hours"),
        address=filled("address"),
        time=filled("time"),
        host=filled("host"),
        code_words=filled("code_words"),
        price=Fen(99_999_998),
        old_price=MOST_PRICE,
        goods=(line,) * MOST_GOODS,
        code="x" * MOST_CODE_BYTES,
    )


def english(design: PosterDesign) -> Poster:
    """Return a poster in long English."""
    return replace(
        usual(design),
        store="Happiness Lane Corner Shop",
        headline="Picked this morning, here today",
        badge="Fresh today",
        product="Dandong strawberries, straight from the greenhouse",
        unit="box of 500 g",
        words="Unbelievably sweet, four hours from the greenhouse to our fridge.\nBring a bag.",
        hours="Today 16:00 to 21:30",
        time="Tonight at 7 o'clock",
        host="Hosted by Xiaomei",
        address="7 Happiness Lane, ground floor",
        code_words="Scan to order",
    )


def emoji(design: PosterDesign) -> Poster:
    """Return a poster whose words are full of pictures."""
    return replace(
        usual(design),
        headline="🍓🍓草莓来啦🎉👨‍👩‍👧‍👦",
        product="🍓" * 20,
        words="👍🏽🇨🇳 好吃\n🍓🍓🍓",
        badge="🔥🔥",
    )


def strawberries(width: int = 1600, height: int = 1200, noise: bool = False) -> bytes:
    """Return a picture of something red and round on a table, as JPEG."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#efe3d2"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(0, 0, 0, 0))
    for at in range(23):
        x, y = width * (0.1 + at * 37 % 80 / 100), height * (0.15 + at * 53 % 75 / 100)
        radius = width * (0.07 + at % 4 * 0.012)
        shade = QRadialGradient(QPointF(x - radius / 3, y - radius / 3), radius * 1.3)
        shade.setColorAt(0, QColor("#ff6b5a"))
        shade.setColorAt(1, QColor("#a30f16"))
        painter.setBrush(shade)
        painter.drawEllipse(QPointF(x, y), radius, radius * 1.1)
        painter.setBrush(QColor("#3f8f3a"))
        painter.drawEllipse(QRectF(x - radius / 2, y - radius * 1.15, radius, radius / 3))
    painter.end()
    if noise:
        image = _noisy(width, height)
    return as_bytes(image, "jpeg")


def _noisy(width: int, height: int) -> QImage:
    import random

    pixels = random.Random(7).randbytes(width * height * 4)
    return QImage(pixels, width, height, QImage.Format.Format_RGB32).copy()


def as_bytes(image: QImage, kind: str) -> bytes:
    """Return an image as a file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(kind.encode())).write(image)
    return bytes(buffer.data().data())
