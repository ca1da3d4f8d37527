"""The colours of posters: four moods, the same whatever theme the window wears."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from leader_app.domain.poster import Mood


@dataclass(frozen=True, slots=True)
class PosterColours:
    """All colours of one mood, as ``#rrggbb``; ``ground`` runs into ``ground_low``."""

    ground: str
    ground_low: str
    on_ground: str
    on_ground_quiet: str
    panel: str
    ink: str
    quiet: str
    line: str
    accent: str
    on_accent: str
    burst: str
    on_burst: str
    shape: str
    shape_soft: str
    shape_deep: str
    accent_on_ground: str
    price_on_panel: str


CODE_LIGHT, CODE_DARK = "#ffffff", "#000000"
BAG, BAG_SHADE = "#d9b382", "#c49a66"
FRUIT, FRUIT_SHADE = "#f0562f", "#c93b1c"
CITRUS, CITRUS_SHADE = "#f9b233", "#e0901a"
LEAF, LEAF_SHADE = "#5aa846", "#3b8534"
BREAD, BREAD_SHADE = "#e8b76a", "#c98f42"

POSTER_COLOURS: Mapping[Mood, PosterColours] = MappingProxyType(
    {
        Mood.GREEN: PosterColours(
            ground="#eef7e4",
            ground_low="#d3eac2",
            on_ground="#15331f",
            on_ground_quiet="#3f5c46",
            panel="#ffffff",
            ink="#15331f",
            quiet="#4d6652",
            line="#d8e6d0",
            accent="#1c7439",
            on_accent="#ffffff",
            burst="#d8321c",
            on_burst="#ffffff",
            shape="#a9d48c",
            shape_soft="#d9edc9",
            shape_deep="#7cb95c",
            accent_on_ground="#1c7439",
            price_on_panel="#cf2d18",
        ),
        Mood.WARM: PosterColours(
            ground="#cb321d",
            ground_low="#b51d1a",
            on_ground="#ffffff",
            on_ground_quiet="#fff9f5",
            panel="#fff9f1",
            ink="#3a1410",
            quiet="#7a4a3c",
            line="#f3dccb",
            accent="#ffd43b",
            on_accent="#7a1008",
            burst="#ffd43b",
            on_burst="#8a1208",
            shape="#e8583a",
            shape_soft="#df4a2c",
            shape_deep="#c22a1c",
            accent_on_ground="#ffe08a",
            price_on_panel="#c9281c",
        ),
        Mood.NIGHT: PosterColours(
            ground="#1a2a52",
            ground_low="#0b1228",
            on_ground="#ffffff",
            on_ground_quiet="#c3cee9",
            panel="#22345f",
            ink="#ffffff",
            quiet="#c6d1ea",
            line="#3a4d7e",
            accent="#f5c451",
            on_accent="#2a1c00",
            burst="#f5c451",
            on_burst="#5a1a00",
            shape="#31467c",
            shape_soft="#263a6b",
            shape_deep="#3d5593",
            accent_on_ground="#f5c451",
            price_on_panel="#f5c451",
        ),
        Mood.PAPER: PosterColours(
            ground="#f8f2e6",
            ground_low="#efe4d0",
            on_ground="#2b2620",
            on_ground_quiet="#655847",
            panel="#fffdf8",
            ink="#2b2620",
            quiet="#6a5d4d",
            line="#e3d8c4",
            accent="#9d4028",
            on_accent="#ffffff",
            burst="#9d4028",
            on_burst="#ffffff",
            shape="#e2c9a0",
            shape_soft="#f1e4cb",
            shape_deep="#cfae7b",
            accent_on_ground="#9d4028",
            price_on_panel="#9d4028",
        ),
    }
)
