-- One row per place.
SELECT fact.id, r.id AS report_id, r.publisher, r.published, r.url, r.title, fact.name, fact.geonameid, fact.lat,
    fact.lon, fact.country, fact.precision, fact.use, fact.span.words AS words, fact.span.start AS start,
    fact.span."end" AS "end", fact.in_furniture, fact.confidence,
    keyed(fact.name || ' ' || fact.span.words) AS _text, keys_at(fact.span) AS _keys
FROM r, unnest(r.places) AS u(fact)
