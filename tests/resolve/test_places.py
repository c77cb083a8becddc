"""Places of a report: which names, which places, what for."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model.dossier import Place
from onrecord.model.reading import Entity
from onrecord.model.span import Span
from onrecord.resolve.places import find_places, home_country, resolve_names
from tests.builders import build_reading, find_span


def resolve(text: str, *names: str, url: str | None = None) -> list[Place | None]:
    """Resolve names given by their words."""
    return resolve_names(text, [find_span(text, name) for name in names], url=url)


def test_a_dash_after_a_dateline_is_no_part_of_the_name() -> None:
    """The bare name is the span, whatever joins it to the text."""
    text = "VIENNA - The talks went on."
    (place,) = [p for p in find_places(build_reading(text)) if p.in_furniture]
    assert place.span.of(text) == "VIENNA"


def test_a_name_with_its_state_is_the_one_there() -> None:
    """ "X, Y" picks the X that lies in Y, for other mentions of X too."""
    text = "The bridge at Paris, Texas, was shut. Paris has no other."
    first, _, second = resolve(text, "Paris", "Texas", "Paris#2")
    assert first is not None
    assert second is not None
    assert (first.country, first.geonameid) == ("USA", 4717560)
    assert second.geonameid == first.geonameid


def test_a_bare_well_known_name_is_the_well_known_place() -> None:
    """Without anything else, Paris is the capital of France."""
    (paris,) = resolve("Ministers met in Paris for two days.", "Paris")
    assert paris is not None
    assert (paris.country, paris.precision) == ("FRA", 1)
    assert paris.confidence > 0.6


def test_neighbours_tell_which_of_many_is_meant() -> None:
    """A name many places share is the one near the others of the report."""
    text = "Buses from Lexington, Frankfort and Louisville in Kentucky stopped at Georgetown on Friday."
    town = resolve(text, "Lexington", "Frankfort", "Louisville", "Kentucky", "Georgetown")[-1]
    assert town is not None
    assert town.lat is not None
    assert abs(town.lat - 38.2) < 0.5


def test_regions_of_the_own_table_have_no_geonames_id() -> None:
    """A crisis region is placed by our own table."""
    (strait,) = resolve("Tankers waited outside the Strait of Hormuz.", "Strait of Hormuz")
    assert strait is not None
    assert (strait.geonameid, strait.country) == (None, None)
    assert strait.lat is not None
    assert abs(strait.lat - 26.6) < 0.1


def test_precision_follows_the_kind_of_place() -> None:
    """1 a town, 3 and 4 divisions, 7 a country; part of a country is less than a country."""
    text = "From Kenya to Ohio, from Oxfordshire to Nakuru, and in northern Kenya."
    found = resolve(text, "Kenya", "Ohio", "Oxfordshire", "Nakuru", "northern Kenya")
    assert [p.precision for p in found if p] == [7, 4, 3, 1, 6]


def test_a_bare_name_is_the_town_and_one_with_its_sort_the_division() -> None:
    """ "Kherson" is the town, "Kherson region" the province."""
    text = "Trains to Kherson and Kherson region were late."
    town, province = resolve(text, "Kherson", "Kherson region")
    assert town is not None
    assert province is not None
    assert (town.precision, province.precision) == (1, 4)


def test_a_site_lies_where_the_report_plays() -> None:
    """A street no gazetteer knows is put into the only town of the report, less sure and less precise than the town."""
    text = "Police in Mombasa closed Old Qwyxz Street. Mombasa was calm by noon."
    town, street = resolve(text, "Mombasa", "Old Qwyxz Street")
    assert town is not None
    assert street is not None
    assert (street.lat, street.geonameid) == (town.lat, None)
    assert street.confidence < town.confidence
    assert street.name == "Old Qwyxz Street"


def test_an_unknown_name_stays_unknown() -> None:
    """A name nobody knows and that is no site has no place."""
    assert resolve("They came from Qwyxzzatown.", "Qwyxzzatown") == [None]


def test_home_of_an_outlet() -> None:
    """The ending of an address or the place in a name tells where an outlet is at home."""
    assert home_country(None, "https://www.example.ie/news") == "IRL"
    assert home_country("Jakarta Gazette", None) == "IDN"
    assert home_country("Morning Gazette", "https://example.com/x") is None
    assert home_country(None, "not an address") is None


def places_of(text: str, entities: list[tuple[str, str]], **options: object) -> dict[str, Place]:
    """Find the places of a hand-made reading, by their words."""
    found = find_places(build_reading(text, entities=entities, **options))  # type: ignore[arg-type]
    return {p.span.of(text): p for p in found}


def test_entities_become_places_without_article_and_possessive() -> None:
    """The span is the bare name."""
    text = "Rebels near the Khyber Pass attacked Peshawar's outskirts."
    found = places_of(text, [("the Khyber Pass", "Location"), ("Peshawar's", "Location")])
    assert set(found) == {"Khyber Pass", "Peshawar"}
    assert found["Peshawar"].country == "PAK"


def test_names_of_people_and_bodies_are_no_places() -> None:
    """An entity of another class is left alone, whatever the gazetteer knows of its words."""
    text = "Jordan Paris met London Breed at the Lima Institute."
    entities = [("Jordan Paris", "Person"), ("London Breed", "Person"), ("Lima Institute", "Organization")]
    assert places_of(text, entities) == {}


def test_well_known_names_are_found_without_entities() -> None:
    """Countries, crisis regions and large cities are found by the gazetteer alone; little towns are not."""
    found = places_of("Convoys left Nairobi for Somalia and crossed the Black Sea, said Reading.", [])
    assert {"Nairobi", "Somalia", "Black Sea"} <= set(found)
    assert "Reading" not in found


def test_unknown_locations_are_kept_without_a_point() -> None:
    """A place the gazetteer does not know is told, without a pin."""
    place = places_of("Fighting reached Qwyxzzatown.", [("Qwyxzzatown", "Location")])["Qwyxzzatown"]
    assert (place.lat, place.country, place.precision) == (None, None, None)


@pytest.mark.parametrize(
    ("text", "name", "use"),
    [
        ("Moscow denied the report.", "Moscow", "government"),
        ("Shells fell in Moscow.", "Moscow", "literal"),
        ("Russian troops moved.", "Russian", "modifier"),
        ("Malaysia's minister resigned.", "Malaysia", "modifier"),
        ("He walked along Malaysia's coast.", "Malaysia", "literal"),
        ("She was ambassador to Turkey.", "Turkey", "government"),
        ("They fled to Turkey.", "Turkey", "literal"),
        ("The president of Kenya spoke.", "Kenya", "government"),
        ("New sanctions against Belarus were drawn up.", "Belarus", "government"),
    ],
)
def test_use(text: str, name: str, use: str) -> None:
    """Governments and modifiers are told from places that something happens at."""
    label = "NORP" if name == "Russian" else "Location"
    assert places_of(text, [(name, label)])[name].use == use


def test_syntax_tells_the_use_where_words_do_not() -> None:
    """A subject that is a capital is a government; a compound before a noun a modifier."""
    text = "Ankara on Tuesday quietly shelved it. A Nakuru farmer left."
    found = places_of(
        text,
        [("Ankara", "Location"), ("Nakuru", "Location")],
        tree={"Ankara": ("shelved", "nsubj"), "Nakuru": ("farmer", "compound")},
        upos={"farmer": "NOUN", "shelved": "VERB"},
    )
    assert (found["Ankara"].use, found["Nakuru"].use) == ("government", "modifier")


def test_a_dateline_gives_a_place_in_furniture() -> None:
    """The town of a dateline is found though it has no tokens."""
    text = "NAIROBI, May 2 (Reuters) - Talks were put off again, officials said.\n\nNobody came to the table."
    found = places_of(text, [], published="2031-05-02")
    assert found["NAIROBI"].in_furniture
    assert found["NAIROBI"].country == "KEN"


def test_ids_are_stable_and_spans_in_order() -> None:
    """The same report gives the same ids; places stand in text order."""
    text = "From Lagos they drove to Abuja and on to Kano."
    entities = [("Lagos", "Location"), ("Abuja", "Location"), ("Kano", "Location")]
    once, twice = (find_places(build_reading(text, entities=entities)) for _ in range(2))
    assert once == twice
    assert [p.span.of(text) for p in once] == ["Lagos", "Abuja", "Kano"]
    assert len({p.id for p in once}) == 3


@given(st.text(max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_no_words_break_it(text: str, one: int, other: int) -> None:
    """Whatever the words and the span, the answer is a place on the globe or none."""
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    (place,) = resolve_names(text, [Span(start, end)])
    assert place is None or (place.lat is not None and abs(place.lat) <= 90 and 0 <= place.confidence <= 1)


@given(
    st.text(max_size=80), st.lists(st.sampled_from(["Paris", "U.S.", "Lake Orrin", "\ud800", "Kenya's"]), max_size=4)
)
def test_no_reading_breaks_it(text: str, words: list[str]) -> None:
    """Places of odd texts stand in order inside the text, and know their precision where they have a point."""
    whole = " ".join([text, *words])
    places = find_places(build_reading(whole, entities=[(word, "Location") for word in dict.fromkeys(words)]))
    assert list(places) == sorted(places, key=lambda p: p.span)
    for place in places:
        assert 0 <= place.span.start < place.span.end <= len(whole)
        assert (place.lat is None) == (place.precision is None)


@pytest.mark.parametrize("piece", ["Paris, ", "A", "9", " ", "“", "New York in ", "St. ", "Lake Lake ", "-’"])
def test_time_grows_with_the_length(piece: str) -> None:
    """Eight times the hostile text takes about eight times as long, not sixty-four."""

    def seconds(length: int) -> float:
        text = (piece * (length // len(piece) + 1))[:length]
        spans = [Span(n, min(n + 40, length)) for n in range(0, length, 50)]
        best = 9.0
        for _ in range(3):
            began = time.process_time()
            resolve_names(text, spans)
            best = min(best, time.process_time() - began)
        return best

    resolve_names("Paris", [Span(0, 5)])
    small, large = seconds(8_000), seconds(64_000)
    assert large < 24 * small + 0.1


def test_many_places_take_linear_time() -> None:
    """Thousands of different names, each known to the gazetteer or not, take time in proportion to their number."""

    def seconds(n: int) -> float:
        names = [f"{word} {number} Street" for number in range(n // 4) for word in ("Paris", "Kano", "Qwyxz", "Lima")]
        text = ", ".join(names)
        starts = [0]
        for name in names[:-1]:
            starts.append(starts[-1] + len(name) + 2)
        spans = [Span(start, start + len(name)) for start, name in zip(starts, names, strict=True)]
        began = time.process_time()
        assert len(resolve_names(text, spans)) == n
        return time.process_time() - began

    seconds(40)
    assert seconds(3_200) < 24 * seconds(400) + 0.2


def test_long_names_are_cut() -> None:
    """A name of a million letters is looked at no longer than others."""
    began = time.process_time()
    resolve_names("A" * 1_000_000, [Span(0, 1_000_000)])
    resolve_names("Lake " * 200_000, [Span(0, 1_000_000)])
    assert time.process_time() - began < 2


def test_a_famous_town_wins_without_a_home() -> None:
    """Where nothing tells whose press printed a report, a bare name means the larger town."""
    text = "The ministers met in Geneva on Friday."
    (place,) = resolve_names(text, [Span(text.index("Geneva"), text.index("Geneva") + 6)])
    assert place is not None and place.country == "CHE"


def test_who_does_it_is_no_spot() -> None:
    """A capital behind a passive verb, and a state joined to a subject, are governments."""
    text = "The plan was rejected by Moscow. Norway and Sweden agreed."
    reading = build_reading(
        text,
        entities=[("Moscow", "Location"), ("Norway", "Location"), ("Sweden", "Location")],
        upos={"rejected": "VERB", "agreed": "VERB", "by": "ADP", "and": "CCONJ"},
        tree={"Moscow": ("rejected", "obl:agent"), "Norway": ("agreed", "nsubj"), "Sweden": ("Norway", "conj")},
    )
    assert [place.use for place in find_places(reading)] == ["government", "government", "government"]


def uses(text: str, names: list[str], **options: object) -> list[str]:
    """Return what each of some names, all Locations, is used for."""
    found = places_of(text, [(name, "Location") for name in names], **options)
    return [found[name.split("#")[0]].use for name in names]


@pytest.mark.parametrize(
    ("text", "name", "tree", "use"),
    [
        ("For months we advised Kathmandu to talk.", "Kathmandu", ("advised", "iobj"), "government"),
        ("They bombed Kathmandu on Sunday.", "Kathmandu", ("bombed", "obj"), "literal"),
        ("The envoys sided with Riyadh at once.", "Riyadh", ("sided", "obl"), "government"),
        ("Ministers called on Russia to pull out.", "Russia", ("called", "obl"), "government"),
        ("Shells fell on Kyiv at dawn.", "Kyiv", ("fell", "obl"), "literal"),
        ("The halt to arms deliveries to Iraq held.", "Iraq", ("deliveries", "nmod"), "government"),
        ("A visit to Iraq was put off.", "Iraq", ("visit", "nmod"), "literal"),
        ("She left early for Iraq by train.", "Iraq", ("left", "obl"), "literal"),
        ("Nobody in Moscow knows it.", "Moscow", ("Nobody", "nmod"), "government"),
        ("He clings to the presidency of Kenya still.", "Kenya", ("presidency", "nmod"), "government"),
        ("The governor of Sughd spoke.", "Sughd", ("governor", "nmod"), "modifier"),
        ("Brazil: Unfriendly is the mildest word.", "Brazil", (None, "root"), "government"),
        ("In Simferopol armed men stopped a bus.", "Simferopol", ("men", "compound"), "literal"),
        ("The jet left Syria's air space.", "Syria", ("space", "nmod:poss"), "literal"),
        ("The Black Sea is open.", "Black Sea", ("open", "nsubj"), "literal"),
    ],
)
def test_the_word_a_name_hangs_on_tells_the_use(text: str, name: str, tree: tuple[str | None, str], use: str) -> None:
    """States are told, asked, dealt with; towns are bombed, visited, left for."""
    tags = {"advised": "VERB", "men": "NOUN", "space": "NOUN", "Nobody": "PRON", "governor": "NOUN"}
    assert uses(text, [name], tree={name.rsplit(maxsplit=1)[-1]: tree}, upos=tags) == [use]


def test_a_body_in_a_capital_that_speaks_is_its_government() -> None:
    """ "The ministry in Lima denied" is no act in Lima; what stands before the ministry is."""
    text = "The ministry in Lima denied it. Crowds stood before the ministry in Quito."
    tree = {
        "Lima": ("ministry", "nmod"), "ministry": ("denied", "nsubj"),
        "Quito": ("ministry#2", "nmod"), "ministry#2": ("stood", "obl"),
    }  # fmt: skip
    assert uses(text, ["Lima", "Quito"], tree=tree) == ["government", "literal"]


def test_joined_states_are_used_alike() -> None:
    """What stands before the first of several names holds for all."""
    text = "It was drawn up by the United States and Rwanda. The leaders of Germany, France and Russia met."
    found = uses(
        text,
        ["United States", "Rwanda", "Germany", "France", "Russia"],
        tree={
            "States": ("drawn", "obl:agent"),
            "United": ("States", "compound"),
            "Rwanda": ("States", "conj"),
            "Germany": ("leaders", "nmod"),
            "France": ("Germany", "conj"),
            "Russia": ("Germany", "conj"),
        },
    )
    assert found == ["government"] * 5


def test_a_place_the_network_takes_for_a_body_or_a_person() -> None:
    """Words before a name that only a place can follow outweigh an unsure class."""
    text = "He spoke at the White House. They flew the wounded to Djibouti. Djibouti Smith stayed."
    tree = {"Djibouti": ("flew", "obl")}
    page = build_reading(text, entities=[("White House", "Organization"), ("Djibouti", "Person")], tree=tree)
    entities = tuple(Entity(e.tokens, e.label, 0.6) for e in page.entities)
    assert [p.name for p in find_places(replace(page, entities=entities))] == ["White House", "Djibouti"]


def test_a_little_town_counts_behind_a_word_for_where() -> None:
    """The network passed over it; "in" before it tells."""
    assert set(places_of("Rebels want to be in Kidal by Friday. Kidal Watch wrote it.", [])) == {"Kidal"}


def test_ships_and_points_of_the_compass_are_no_places() -> None:
    """A name behind a word for a ship is the ship's."""
    text = "They met the tanker Granada and a carrier, the Orrin, off Granada. The South agreed."
    names = ["Granada", "Orrin", "Granada#2", "South"]
    found = find_places(build_reading(text, entities=[(name, "Location") for name in names]))
    assert [p.span.start for p in found] == [text.rindex("Granada")]


def test_an_unsure_unknown_name_is_left_out() -> None:
    """An unknown name that the network half believes to be a place is none."""
    page = build_reading("Qwyxzza denied it.", entities=[("Qwyxzza", "Location")])
    unsure = tuple(Entity(e.tokens, e.label, 0.4) for e in page.entities)
    assert find_places(replace(page, entities=unsure)) == ()


def test_a_saint_is_not_cut_off() -> None:
    """The network's "St" takes the rest of the name with it."""
    found = places_of("Boats closed St Helier for a day.", [("St", "Facility")])
    assert found["St Helier"].country == "JEY"


def test_a_site_is_no_town_of_its_name() -> None:
    """A hotel or airport named like a far-off town lies where the report plays."""
    text = "In Nairobi they met at the Serena hotel. Nairobi was calm."
    found = places_of(text, [("Nairobi", "Location"), ("Serena", "Location")], tree={"Serena": ("hotel", "compound")})
    assert (found["Serena"].country, found["Serena"].name) == ("KEN", "Serena")


def test_where_a_quoted_government_sits_is_not_where_a_report_plays() -> None:
    """A site goes to the town something happens in, not to the capitals that speak."""
    text = "Minsk denied it. Minsk was angry. In Vilnius they filled Old Qwyxz Square."
    tree = {"Minsk": ("denied", "nsubj"), "Minsk#2": ("angry", "nsubj")}
    found = places_of(
        text,
        [("Minsk", "Location"), ("Minsk#2", "Location"), ("Vilnius", "Location"), ("Old Qwyxz Square", "Location")],
        tree=tree,
    )
    assert found["Old Qwyxz Square"].country == "LTU"


def test_a_dateline_may_name_two_towns() -> None:
    """ "LIMA/QUITO, May 2" gives both."""
    found = places_of("LIMA/QUITO, May 2 (Reuters) - Talks were put off again, officials said.", [])
    assert (found["LIMA"].country, found["QUITO"].country) == ("PER", "ECU")


def test_a_bare_name_is_the_city_however_wide_its_division() -> None:
    """ "New York" is the city, where no other place of the state is named."""
    (city,) = resolve("The statement was issued in New York.", "New York")
    assert city is not None and (city.precision, city.geonameid) == (1, 5128581)
