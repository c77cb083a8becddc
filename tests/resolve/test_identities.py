"""The same actor over many reports."""

from __future__ import annotations

from datetime import date

from onrecord.model.merged import Identity, ReportTrace
from onrecord.resolve.identities import find_identities
from tests.traces import Who, judged, trace_of


def _names(identities: list[Identity]) -> list[tuple[str, ...]]:
    return sorted(tuple(sorted(i.names)) for i in identities)


def _of(trace: ReportTrace, identities: list[Identity]) -> str:
    (actor,) = trace.actors
    return next(i.id for i in identities if actor.id in i.actors)


def test_title_and_last_name_are_the_full_name() -> None:
    """ "President Obama" of one report is the "Barack Obama" of another, by country or by the code book's years."""
    full = trace_of("Barack Obama came.", Who("Barack Obama", country="USA", title="president"), day=date(2012, 1, 1))
    short = trace_of("President Obama left.", Who("Obama", country="USA", title="President"), day=date(2012, 1, 2))
    (identity,) = find_identities([full, short])
    assert identity.name == "Barack Obama"
    assert identity.n_reports == 2
    assert [(t.title, t.first) for t in identity.titles] == [
        ("President", date(2012, 1, 2)),
        ("president", date(2012, 1, 1)),
    ]


def test_variants_of_the_code_book_are_one() -> None:
    """Two listed names of one statesman are one person."""
    one = trace_of("Joseph Biden came.", Who("Joseph Biden", country="USA"))
    other = trace_of("Joe Biden left.", Who("Joe Biden", country="USA"))
    assert len(find_identities([one, other])) == 1


def test_ambiguous_last_name_stays_apart_unless_the_story_decides() -> None:
    """ "Dunn" may be Carl or Eva: alone it is neither; in Eva's story it is Eva."""
    carl = trace_of("Carl Dunn came.", Who("Carl Dunn", country="FRA"))
    eva = trace_of("Eva Dunn left.", Who("Eva Dunn", country="FRA"))
    dunn = trace_of("Mr Dunn stayed.", Who("Dunn", country="FRA"))
    alone = find_identities([carl, eva, dunn])
    assert len({_of(t, alone) for t in (carl, eva, dunn)}) == 3
    told = find_identities([carl, eva, dunn], story_of={carl.id: "s1", eva.id: "s2", dunn.id: "s2"})
    assert _of(dunn, told) == _of(eva, told) != _of(carl, told)


def test_title_decides_between_bearers_of_a_last_name() -> None:
    """A last name with a title goes to the one who holds it."""
    carl = trace_of("Carl Dunn came.", Who("Carl Dunn", country="FRA", title="foreign minister"))
    eva = trace_of("Eva Dunn left.", Who("Eva Dunn", country="FRA", title="mayor"))
    dunn = trace_of("Foreign Minister Dunn stayed.", Who("Dunn", country="FRA", title="Foreign Minister"))
    found = find_identities([carl, eva, dunn])
    assert _of(dunn, found) == _of(carl, found) != _of(eva, found)


def test_states_are_never_merged() -> None:
    """Two states are two, whatever a judgement of names might suggest; one state under two names is one."""
    reports = [
        trace_of("Russia moved.", Who("Russia", "state", "RUS")),
        trace_of("Ukraine moved.", Who("Ukraine", "state", "UKR")),
        trace_of("US moved.", Who("US", "state", "USA")),
        trace_of("America moved.", Who("America", "state", "USA")),
    ]
    assert _names(find_identities(reports)) == [("America", "US"), ("Russia",), ("Ukraine",)]


def test_state_and_its_government_are_two_actors() -> None:
    """The Kremlin speaks for Russia, but keeps its own name."""
    reports = [
        trace_of("Russia moved.", Who("Russia", "state", "RUS")),
        trace_of("The Kremlin spoke.", Who("Kremlin", "government", "RUS")),
    ]
    assert len(find_identities(reports)) == 2


def test_the_unnamed_are_not_the_same() -> None:
    """ "A senior official" of two reports need not be one."""
    reports = [trace_of(f"{n} a senior official spoke.", Who("a senior official", country="USA")) for n in range(2)]
    assert len(find_identities(reports)) == 2


def test_full_name_of_two_countries_is_two_unless_story_or_title_speak() -> None:
    """Two people of one full name in two countries are told apart; one story makes them one."""
    one = trace_of("Ada Bell came.", Who("Ada Bell", country="GBR"))
    other = trace_of("Ada Bell left.", Who("Ada Bell", country="AUS"))
    assert len(find_identities([one, other])) == 2
    assert len(find_identities([one, other], story_of={one.id: "s", other.id: "s"})) == 1


def test_people_have_the_last_word() -> None:
    """What somebody judged to be two is two, what he judged one is one; identities can be named as well as actors."""
    one = trace_of("Ada Bell came.", Who("Ada Bell", country="GBR"))
    other = trace_of("Ada Bell left.", Who("Ada Bell", country="GBR"))
    third = trace_of("Ada Dunn left.", Who("Ada Dunn", country="GBR"))
    ids = [t.actors[0].id for t in (one, other, third)]
    assert len(find_identities([one, other], [judged("actor", ids[0], ids[1], "not_same")])) == 2
    married = find_identities([one, other, third], [judged("actor", ids[1], ids[2], "same")])
    assert any({ids[1], ids[2]} <= set(i.actors) for i in married)
    by_identity = [i.id for i in find_identities([one, other, third])]
    assert len(by_identity) == 2
    assert len(find_identities([one, other, third], [judged("actor", *by_identity, "same")])) == 1


def test_ids_stay_when_run_again() -> None:
    """The order of the reports does not change an id, and every actor has one identity."""
    reports = [
        trace_of("Ada Bell came.", Who("Ada Bell", country="GBR")),
        trace_of("Bell left.", Who("Bell", country="GBR")),
        trace_of("Harbour Board met.", Who("Harbour Board", "organisation", "GBR")),
        trace_of("The Harbour Board sat.", Who("Harbour Board", "organisation")),
    ]
    found = find_identities(reports)
    assert found == find_identities(reports[::-1])
    assert sorted(a for i in found for a in i.actors) == sorted(a.id for t in reports for a in t.actors)


def test_groups_without_a_name_stay_apart_though_of_one_country() -> None:
    """ "Officials" of two reports need not be the same people, also where a sentence begins with them."""
    one = trace_of("Officials came.", Who("Officials", "group", "USA"))
    other = trace_of("The officials left.", Who("officials", "group", "USA"))
    named = [trace_of(f"{n}. The River Guard left.", Who("River Guard", "armed_group", "USA")) for n in range(2)]
    assert len(find_identities([one, other])) == 2
    assert len(find_identities(named)) == 1
