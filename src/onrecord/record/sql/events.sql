-- One row per event, with the names of its parties, its place and the words round its trigger.
WITH f AS (
    SELECT r.id AS report_id, r.publisher, r.published, r.url, r.title, fact, picked(r.short, fact.actors) AS doers,
        picked(r.short, fact.recipients) AS others, picked(r.short, fact.actors_alleged) AS alleged,
        picked(r.short, fact.disputed_by) AS deniers,
        list_filter(r.places, lambda p: p.id = fact."where")[1] AS place,
        picked(r.short, list_filter(r.statements, lambda s: s.id = fact.statement)[1].speakers) AS sayers,
        around(r.text, fact.trigger_span) AS sentence
    FROM r, unnest(r.events) AS u(fact)
)
SELECT fact.id, report_id, publisher, published, url, title, fact.type, fact.mode, fact.modality, fact.negated,
    names_of(doers) AS actors, names_of(others) AS recipients,
    fact.trigger_span.words AS words, fact.trigger_span.start AS start, fact.trigger_span."end" AS "end", sentence,
    fact."when".start AS when_start, fact."when"."end" AS when_end, fact."when".value AS when_value,
    fact."when".span.words AS when_words, place.name AS place, place.lat AS lat, place.lon AS lon,
    place.country AS place_country, place.precision AS place_precision, place.geonameid AS geonameid,
    fact.plover, fact.custom_type, fact.contexts, fact.quad, fact.intensity, fact.background,
    fact.condition_span.words AS condition, names_of(sayers) AS said_by, names_of(alleged) AS actors_alleged,
    names_of(deniers) AS disputed_by, countries_of(doers) AS actor_countries, sectors_of(doers) AS actor_sectors,
    countries_of(others) AS recipient_countries, sectors_of(others) AS recipient_sectors,
    fact.actors AS actor_ids, fact.recipients AS recipient_ids, fact.statement, fact.part_of,
    1 + len(fact.mentions) AS n_mentions, fact.in_furniture, fact.confidence,
    keys_of(doers || others || alleged) AS _actor, keys_of(sayers) AS _speaker, keyed(sentence) AS _text,
    parties_of(doers) AS _doers, parties_of(others) AS _others,
    pairs_of(parties_of(doers), parties_of(others)) AS _pairs, keys_at(fact.trigger_span) AS _keys
FROM f
