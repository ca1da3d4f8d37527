"""The design tokens: the only place where a colour, a size or a duration is a literal."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Tone(StrEnum):
    """What a colour means. Green, amber and red are kept for verdicts and states."""

    NEUTRAL = "neutral"
    ACCENT = "accent"
    OK = "ok"
    WARN = "warn"
    BAD = "bad"


class Ink(StrEnum):
    """How loudly a text speaks."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    HINT = "hint"
    ACCENT = "accent"
    OK = "ok"
    WARN = "warn"
    BAD = "bad"


class Type(IntEnum):
    """The type scale, in pixels at a device pixel ratio of 1."""

    CAPTION = 12
    BODY = 14
    LEAD = 16
    TITLE = 20
    HEADLINE = 28
    QUANTITY = 40
    VERDICT = 64


class Space(IntEnum):
    """The spacing scale on a grid of 4 pixels."""

    XS = 4
    S = 8
    M = 12
    L = 16
    XL = 24
    XXL = 32


class Radius(IntEnum):
    """Corner radii in pixels."""

    SMALL = 6
    CONTROL = 8
    CARD = 12


class Size(IntEnum):
    """Fixed measures in pixels."""

    LINE = 1
    FOCUS = 2
    ICON_SMALL = 16
    ICON = 20
    ICON_LARGE = 24
    ICON_STATE = 40
    CONTROL = 36
    CONTROL_LARGE = 48
    CONTROL_HUGE = 64
    ROW = 44
    ROW_OFFICE = 36
    RAIL = 88
    RAIL_NARROW = 56
    RAIL_ITEM = 64
    TITLE_LINE = 64
    STATUS_LINE = 32
    READING = 640
    PAGE = 1280
    FORM = 480


class Motion(IntEnum):
    """Durations in milliseconds."""

    QUICK = 120
    CALM = 180
    PATIENCE = 150
    TOAST = 6000


NARROW_WINDOW = 1100
MINIMUM_WINDOW = (1024, 600)
USUAL_WINDOW = (1366, 768)
LINE_HEIGHT = 1.5


@dataclass(frozen=True, slots=True)
class ToneColours:
    """One tone: words and icons on a page, a quiet background, and a loud one."""

    text: str
    soft: str
    fill: str
    on_fill: str


@dataclass(frozen=True, slots=True)
class Colours:
    """All colours of one theme, as ``#rrggbb``."""

    dark: bool
    window: str
    surface: str
    sunken: str
    hover: str
    line: str
    line_strong: str
    text: str
    text_secondary: str
    text_hint: str
    accent_fill: str
    accent_hover: str
    accent_press: str
    skeleton: str
    skeleton_light: str
    neutral: ToneColours
    accent: ToneColours
    ok: ToneColours
    warn: ToneColours
    bad: ToneColours

    def tone(self, tone: Tone) -> ToneColours:
        """Return the colours of ``tone``."""
        return {
            Tone.NEUTRAL: self.neutral,
            Tone.ACCENT: self.accent,
            Tone.OK: self.ok,
            Tone.WARN: self.warn,
            Tone.BAD: self.bad,
        }[tone]

    def ink(self, ink: Ink) -> str:
        """Return the colour a text of loudness ``ink`` is written in."""
        return {
            Ink.PRIMARY: self.text,
            Ink.SECONDARY: self.text_secondary,
            Ink.HINT: self.text_hint,
            Ink.ACCENT: self.accent.text,
            Ink.OK: self.ok.text,
            Ink.WARN: self.warn.text,
            Ink.BAD: self.bad.text,
        }[ink]


LIGHT = Colours(
    dark=False,
    window="#f3f5f9",
    surface="#ffffff",
    sunken="#eceff5",
    hover="#f1f4f9",
    line="#dde2eb",
    line_strong="#bcc5d3",
    text="#162032",
    text_secondary="#46536a",
    text_hint="#5b6880",
    accent_fill="#1d5fd8",
    accent_hover="#1853be",
    accent_press="#13459f",
    skeleton="#e6eaf1",
    skeleton_light="#f0f3f8",
    neutral=ToneColours("#46536a", "#eceff5", "#34405a", "#ffffff"),
    accent=ToneColours("#1a55c2", "#e7effd", "#1449a8", "#ffffff"),
    ok=ToneColours("#0f6b3c", "#e2f4ea", "#0b5f35", "#ffffff"),
    warn=ToneColours("#835000", "#fdf0d8", "#ffc247", "#2a1c00"),
    bad=ToneColours("#b02018", "#fce9e7", "#a01912", "#ffffff"),
)

DARK = Colours(
    dark=True,
    window="#0e1218",
    surface="#171d27",
    sunken="#10151d",
    hover="#1f2734",
    line="#29323f",
    line_strong="#445066",
    text="#e9edf4",
    text_secondary="#b4bfd0",
    text_hint="#96a3b8",
    accent_fill="#2c69dc",
    accent_hover="#2561d2",
    accent_press="#1f54b8",
    skeleton="#212a37",
    skeleton_light="#2a3443",
    neutral=ToneColours("#b4bfd0", "#232c3a", "#46546d", "#ffffff"),
    accent=ToneColours("#8db6ff", "#1a2c4c", "#1d4fae", "#ffffff"),
    ok=ToneColours("#62d394", "#12301f", "#0b6338", "#ffffff"),
    warn=ToneColours("#f2bd57", "#352810", "#f5b93f", "#241800"),
    bad=ToneColours("#ff9c93", "#431c1b", "#a3211a", "#ffffff"),
)
