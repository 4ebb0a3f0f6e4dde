"""How a function of ours is kept: the call, and how many arguments it takes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

MANY = 500


@dataclass(frozen=True, slots=True)
class Function:
    """A function as libxml2 calls it: first the context, then the arguments."""

    call: Callable[..., Any]
    least: int
    most: int

    def takes(self, count: int) -> bool:
        """Tell whether it may be called with so many arguments."""
        return self.least <= count <= self.most
