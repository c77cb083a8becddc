"""What people judged, as links that every clustering keeps: these must be together, those apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from onrecord.model.merged import JudgedKind, Judgement


class Links:
    """The judgements of one kind over things with ids.

    Of two judgements on one pair the later stands. "Not same" is kept above chains of "same": a link that would join
    what was judged apart is left out, and named in ``refused``.
    """

    def __init__(
        self,
        judgements: Iterable[Judgement],
        kinds: Sequence[JudgedKind],
        *,
        named: Callable[[str], str | None] = lambda given: given,
    ) -> None:
        """Take the judgements of some kinds; ``named`` gives the id of what they judge, None where it is unknown."""
        latest: dict[tuple[str, str], Judgement] = {}
        for judgement in sorted((j for j in judgements if j.kind in kinds), key=lambda j: (j.at, j.by)):
            ends = named(judgement.left), named(judgement.right)
            if ends[0] is not None and ends[1] is not None and ends[0] != ends[1]:
                latest[min(ends[0], ends[1]), max(ends[0], ends[1])] = judgement
        self._parent: dict[str, str] = {}
        self._apart: dict[str, set[str]] = {}
        #: "Same" judgements that contradict "not same" ones.
        self.refused: list[Judgement] = []
        ordered = sorted(latest.items(), key=lambda entry: (entry[1].at, entry[0]))
        for (left, right), judgement in ordered:
            if judgement.verdict == "not_same":
                self._apart.setdefault(left, set()).add(right)
                self._apart.setdefault(right, set()).add(left)
        for (left, right), judgement in ordered:
            if judgement.verdict == "same" and not self._join(left, right):
                self.refused.append(judgement)

    def __bool__(self) -> bool:
        return bool(self._parent or self._apart)

    def root(self, one: str) -> str:
        """Return the id that stands for all that must be with this one; itself where nothing must."""
        while one in self._parent:
            one = self._parent[one]
        return one

    def is_apart(self, one: str, other: str) -> bool:
        """Tell whether two roots must be apart."""
        return other in self._apart.get(one, ())

    def apart_from(self, root: str) -> set[str]:
        """Return the roots a root must be apart from."""
        return self._apart.get(root, set())

    def _join(self, left: str, right: str) -> bool:
        one, other = self.root(left), self.root(right)
        if one == other:
            return True
        if self.is_apart(one, other):
            return False
        keep, gone = min(one, other), max(one, other)
        self._parent[gone] = keep
        for third in self._apart.pop(gone, set()):
            self._apart[third].discard(gone)
            self._apart[third].add(keep)
            self._apart.setdefault(keep, set()).add(third)
        return True


class Groups:
    """Things put together one pair at a time, never against a judgement."""

    def __init__(self, ids: Iterable[str], links: Links) -> None:
        """Take all ids; those judged the same are together from the beginning."""
        self._links = links
        self._members: dict[str, list[str]] = {}
        self._of: dict[str, str] = {}
        #: Judged roots in each group.
        self._roots: dict[str, set[str]] = {}
        by_root: dict[str, list[str]] = {}
        for one in ids:
            by_root.setdefault(links.root(one), []).append(one)
        for root, members in by_root.items():
            self._members[members[0]] = members
            self._roots[members[0]] = {root}
            self._of.update(dict.fromkeys(members, members[0]))

    def of(self, one: str) -> str:
        """Return the name of a thing's group; it changes when groups join."""
        return self._of[one]

    def may_join(self, one: str, other: str) -> bool:
        """Tell whether no judgement keeps the groups of two things apart."""
        first, second = self._roots[self._of[one]], self._roots[self._of[other]]
        return not any(self._links.apart_from(root) & second for root in first)

    def join(self, one: str, other: str) -> bool:
        """Put the groups of two things together; False where a judgement forbids it."""
        a, b = self._of[one], self._of[other]
        if a == b:
            return True
        if not self.may_join(one, other):
            return False
        if len(self._members[a]) < len(self._members[b]):
            a, b = b, a
        moved = self._members.pop(b)
        self._members[a].extend(moved)
        self._of.update(dict.fromkeys(moved, a))
        self._roots[a] |= self._roots.pop(b)
        return True

    def groups(self) -> list[list[str]]:
        """Return all groups, members in the order they came in."""
        return list(self._members.values())
