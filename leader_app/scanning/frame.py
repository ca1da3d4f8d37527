"""One picture of the camera."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Image: TypeAlias = NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """8-bit pixels, rows of blue, green, red; ``at`` are seconds of the monotonic clock."""

    image: Image
    at: float

    @property
    def width(self) -> int:
        """Pixels a row."""
        return int(self.image.shape[1])

    @property
    def height(self) -> int:
        """Rows."""
        return int(self.image.shape[0])

    @property
    def stride(self) -> int:
        """Bytes from the start of a row to the start of the next."""
        return int(self.image.strides[0])

    @property
    def pixels(self) -> memoryview:
        """The bytes of all rows, one after the other."""
        return self.image.data.cast("B")
