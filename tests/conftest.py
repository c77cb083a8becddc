"""Settings all tests share."""

from __future__ import annotations

import os

from hypothesis import settings

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# On a machine of continuous integration the same examples are tried every time; elsewhere new ones are looked for.
settings.register_profile("quick", deadline=None, max_examples=60, derandomize=bool(os.environ.get("CI")))
settings.load_profile("quick")
