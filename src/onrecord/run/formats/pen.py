"""Lines of text for a terminal, wrapped to a width."""

from __future__ import annotations

from onrecord.run.formats.columns import wrap

#: Stands between the details of a fact.
BETWEEN = " | "
#: Columns the first place of a fact stands in ("L12:105").
PLACE = 7
_BOLD, _DIM, _RESET = "\x1b[1m", "\x1b[2m", "\x1b[0m"


class Pen:
    """Collects lines, wrapped to a width."""

    def __init__(self, width: int, color: bool) -> None:
        #: Columns a line may take.
        self.width = width
        self._color = color
        self._lines: list[str] = []

    def add(self, line: str, *, label: str = "", hang: int = 0, bold: bool = False, dim: bool = False) -> None:
        """Add a line after ``label``, its continuation indented by ``hang``."""
        for wrapped in wrap(line, self.width, label=label, hang=hang):
            style = _BOLD if bold else _DIM if dim else ""
            self._lines.append(f"{style}{wrapped}{_RESET}" if self._color and style and wrapped else wrapped)

    def text(self) -> str:
        """Return all lines."""
        return "\n".join(self._lines).rstrip("\n") + "\n"
