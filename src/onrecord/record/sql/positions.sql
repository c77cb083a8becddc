-- One row per position.
WITH f AS (
    SELECT r.id AS report_id, r.publisher, r.published, r.url, r.title, fact,
        list_filter(r.short, lambda a: a.id = fact.party)[1] AS side,
        list_filter(r.short, lambda a: a.id = fact.speaker)[1] AS sayer, picked(r.short, fact.toward) AS others
    FROM r, unnest(r.positions) AS u(fact)
)
SELECT fact.id, report_id, publisher, published, url, title, fact.issue, side.name AS party,
    side.country AS party_country, fact.stance, names_of(others) AS toward, sayer.name AS speaker,
    sayer.country AS speaker_country, fact.content_span.words AS words, fact.content_span.start AS start,
    fact.content_span."end" AS "end", countries_of(others) AS toward_countries, fact.party AS party_id,
    fact.speaker AS speaker_id, fact.toward AS toward_ids, fact.statement, fact.confidence,
    coalesce(side.key, '') || coalesce(sayer.key, '') || keys_of(others) AS _actor,
    coalesce(sayer.key, '') AS _speaker, keyed(fact.content_span.words) AS _text, keyed(fact.issue) AS _issue,
    side.party AS _party, parties_of(others) AS _toward, keys_at(fact.content_span) AS _keys
FROM f
