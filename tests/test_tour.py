"""The tour of the house shows what the house does."""

from __future__ import annotations

import json

import pytest

from onrecord.nn.session import weights_folder
from tests.tour import README, TOUR, rewrite_readme, rewrite_tour


def test_tour_is_true() -> None:
    """Every example of docs/tour.md gives what stands there; else write it anew with 'python -m tests.tour'."""
    tour = TOUR.read_text(encoding="utf-8")
    assert rewrite_tour(tour) == tour, "write the tour anew: python -m tests.tour"


def test_readme_is_true() -> None:
    """The example of the README is what 'onrecord read' prints; else write it anew with 'python -m tests.tour'."""
    readme = README.read_text(encoding="utf-8")
    assert rewrite_readme(readme) == readme, "write the README anew: python -m tests.tour"


def test_model_card_names_the_sources() -> None:
    """The model card names every text that the manifest says was trained on, with its licence."""
    card = (TOUR.parent / "model-card.md").read_text(encoding="utf-8")
    manifest = json.loads((weights_folder() / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["scores"]
    for source in manifest["trained_on"]:
        assert f"| {source['name']} " in card.replace("`", "")
        assert source["licence"] in card


def test_output_is_written_anew() -> None:
    """What stands after an example is replaced by what it gives, and names live on from block to block."""
    old = (
        "Text.\n\n```pycon\n>>> word = 'a'\n>>> for n in range(2):\n...     print(word)\nold\n```\n\n"
        "```pycon\n>>> word\n```\n"
    )
    new = old.replace("old\n", "a\na\n").replace(">>> word\n`", ">>> word\n'a'\n`")
    assert rewrite_tour(old) == new
    assert rewrite_tour(new) == new


def test_failing_example_is_named() -> None:
    """An example that raises is an error, not output."""
    with pytest.raises(RuntimeError, match="1 / 0"):
        rewrite_tour("```pycon\n>>> 1 / 0\n```\n")
