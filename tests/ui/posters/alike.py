"""Pictures that look the same: letters drawn for the first time may be a hair off."""

from __future__ import annotations

import cv2
import numpy as np

_SEEN = 48  # of 255: what somebody would see
_SHARE = 0.002


def are_alike(one: bytes, other: bytes) -> bool:
    """Tell whether hardly a pixel of two picture files differs in a way that is seen."""
    first, second = (
        cv2.imdecode(np.frombuffer(x, np.uint8), cv2.IMREAD_COLOR) for x in (one, other)
    )
    if first is None or second is None or first.shape != second.shape:
        return False
    apart = cv2.absdiff(first, second).max(axis=2) > _SEEN
    return float(apart.mean()) < _SHARE
