"""What is known of the actors of a report once all its mentions are put together: country, sector, body.

Nothing here changes who is who; it fills in what the words of one mention could not tell.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from onrecord.codebook.actors import BODY_CODES, country_of_outlet, find_office
from onrecord.codebook.leaders import Leader, find_by_last_name, find_leader
from onrecord.model.reading import Reading
from onrecord.resolve.cluster import BODIES, Cluster
from onrecord.resolve.kinds import set_kind
from onrecord.resolve.names import is_outlet, plain_name
from onrecord.resolve.sectors import OF_STATE, SPEAKING, leader_sector, named_sector, sector_of
from onrecord.resolve.story import Story
from onrecord.resolve.ties import Described, Tie, descriptions, ties_of
from onrecord.resolve.titles import fit

#: How often bodies may hang on bodies: the spokesman of the head of the office of the president.
_DEPTH = 4


def learn(
    reading: Reading,
    clusters: Sequence[Cluster],
    of_token: Mapping[int, Cluster],
    skip: frozenset[str],
    reporting: Collection[int] = (),
) -> None:
    """Fill in country, sector and body of the actors.

    Args:
        reading: The page.
        clusters: Everybody it mentions; they are changed.
        of_token: Actor of each token in a name or a description.
        skip: What stands in the field for the sector of those whom no name tells; they are left alone.
        reporting: Those who pass statements on as reporters do, by ``id`` of the cluster.
    """
    _Learning(reading, [c for c in clusters if c.sector not in skip], of_token, reporting).run()


class _Learning:
    def __init__(
        self, reading: Reading, clusters: list[Cluster], of_token: Mapping[int, Cluster], reporting: Collection[int]
    ) -> None:
        self._reading = reading
        self._clusters = clusters
        self._of_token = of_token
        self._reporting = reporting
        published = reading.page.report.published
        self._year = published.year if published else None
        #: Statesmen known by their last names alone.
        self._leaders: dict[int, Leader] = {}
        self._described: dict[int, list[Described]] = {}
        self._ties: dict[int, list[Tie]] = {}

    def run(self) -> None:
        for cluster in self._clusters:
            own = [d for m in cluster.mentions for d in descriptions(self._reading, m)]
            self._described[id(cluster)] = own
            self._ties[id(cluster)] = [tie for d in own for tie in ties_of(self._reading, self._of_token, d)]
        named = {c.country for c in self._clusters if c.kind in ("state", "government")}
        for cluster in self._clusters:
            if cluster.kind == "person" and cluster.named and cluster.country is None:
                self._recognise(cluster, named)
        for cluster in self._clusters:
            self._tie(cluster)
        for _ in range(_DEPTH):
            for cluster in self._clusters:
                self._inherit(cluster)
        for cluster in self._clusters:
            self._set_sector(cluster)
            set_kind(self._reading, cluster)
        story = Story(self._reading, self._clusters)
        for cluster in self._clusters:
            self._place_in(story, cluster)
        for _ in range(_DEPTH):
            for cluster in self._clusters:
                self._inherit(cluster)

    def _recognise(self, cluster: Cluster, named: set[str | None]) -> None:
        """Know a statesman by his last name, where his title or a country of the report goes with it."""
        last = {name.split()[-1] for name in cluster.names}
        if len(last) != 1 or any(len(name.split()) > 1 for name in cluster.names):
            return
        bearers = find_by_last_name(next(iter(last)), self._year)
        fitting = [b for b in bearers if _bears(cluster, b)] or [
            b for b in bearers if not cluster.titles and b.country in named
        ]
        if len({b.country for b in fitting}) == 1:
            cluster.know(fitting[0], self._year)
            self._leaders[id(cluster)] = fitting[0]

    def _tie(self, cluster: Cluster) -> None:
        """Tie somebody to the body that a description names first; a state only where there is no other."""
        if cluster.kind in ("state", None):
            return
        ties = [t for t in self._ties[id(cluster)] if t.described.office.noun in SPEAKING or t.how != "for"]
        bodies = [t for t in ties if t.other is not None and t.other is not cluster and _is_body(t)]
        for tie in sorted(bodies, key=lambda t: t.other is None or t.other.kind == "state"):
            if not _hangs_on(tie.other, cluster):
                cluster.body, cluster.post = tie.other, tie.described.office.noun
                break
        if cluster.country is None:
            told = (t.country for t in ties if t.how != "with" and not _lies_in(t, cluster))
            cluster.country = next((c for c in told if c), None)

    def _inherit(self, cluster: Cluster) -> None:
        if cluster.country is None and cluster.body is not None:
            cluster.country = cluster.body.country

    def _set_sector(self, cluster: Cluster) -> None:
        if cluster.kind == "state":
            cluster.sector = cluster.sector or "GOV"
        elif cluster.kind == "person" and cluster.named:
            self._set_sector_of_person(cluster)
        elif self._is_outlet(cluster):
            cluster.sector = "MED"
            homes = (country_of_outlet(plain_name(name)) for name in sorted(cluster.names))
            cluster.country = cluster.country or next((home for home in homes if home), None)
        elif cluster.entry is None:
            told = (sector_of(self._reading, d, cluster.body) for d in self._described[id(cluster)])
            cluster.sector = next((s for s in told if s), None) or cluster.sector or named_sector(cluster.names)
            if cluster.sector == "JRN" and cluster.kind == "organisation":
                cluster.sector = "MED"

    def _is_outlet(self, cluster: Cluster) -> bool:
        """Tell whether an actor is an outlet: known as one, or a body without a sector that passes words on."""
        if any(is_outlet(name) for name in cluster.names):
            return True
        passes_on = id(cluster) in self._reporting and cluster.named and cluster.entry is None
        told = {cluster.sector, named_sector(cluster.names)} - {None}
        return passes_on and cluster.kind == "organisation" and told <= {"MED", "JRN"}

    def _set_sector_of_person(self, cluster: Cluster) -> None:
        known = (find_leader(name, self._year) for name in sorted(cluster.names))
        leader = next((x for x in known if x is not None), self._leaders.get(id(cluster)))
        told = [sector_of(self._reading, d, cluster.body) for d in self._described[id(cluster)]]
        from_titles = (find_office(title) for title in cluster.titles)
        told += [office.sector for office in from_titles if office is not None]
        held = leader_sector(leader.offices, leader.country) if leader is not None and leader.held(self._year) else None
        cluster.sector = next((s for s in [held, *told] if s), cluster.sector)

    def _place_in(self, story: Story, cluster: Cluster) -> None:
        """Give the country of the story to what belongs to a state that is not named."""
        if cluster.country is not None or cluster.body_name or cluster.kind == "state":
            return
        if cluster.body is not None and cluster.body.country in BODY_CODES:
            return
        first = min((m for m in cluster.mentions if m.form != "pronoun"), key=lambda m: m.head, default=None)
        if first is None:
            return
        is_of_state = cluster.sector in OF_STATE and not (cluster.kind == "group" and cluster.plural)
        one_of_many = cluster.kind == "person" and (
            cluster.sector == "LEG" or self._reading.page.word(first.tokens.first).lower() in ("a", "an")
        )
        is_public = cluster.kind == "group" and cluster.sector is not None
        if (is_of_state and not one_of_many) or is_public:
            cluster.country = story.country_at(first.head)
        else:
            cluster.country = story.only


def _bears(cluster: Cluster, leader: Leader) -> bool:
    return any(fit(office, title) >= 2 for office in leader.offices for title in cluster.titles)


def _is_body(tie: Tie) -> bool:
    if tie.other is None or tie.how == "in":
        return False
    if tie.other.kind == "person":
        return tie.described.office.noun in SPEAKING and tie.how in ("'s", "for", "of") and tie.other.named
    return tie.other.kind in BODIES


def _lies_in(tie: Tie, cluster: Cluster) -> bool:
    """Tell whether "in …" only says where somebody is: a person in Sylvania may be anybody's."""
    return tie.how == "in" and cluster.kind == "person"


def _hangs_on(body: Cluster | None, cluster: Cluster) -> bool:
    """Tell whether a body belongs to an actor already, so that the one cannot belong to the other."""
    for _ in range(_DEPTH):
        if body is None:
            return False
        if body is cluster:
            return True
        body = body.body
    return True
