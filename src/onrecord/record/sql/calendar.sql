-- What lay ahead when it was printed: one row per day, type of event and parties, over all reports of it.
WITH acts AS (
    SELECT report_id, id, publisher, published, confidence, modality, negated, type, when_start, when_end, n_mentions,
        list_sort(once(_doers || _others)) AS parties
    FROM hidden.events
    WHERE when_start::DATE >= published AND NOT background AND {where} AND {day}
        AND modality IN ('planned', 'offered', 'threatened', 'demanded', 'possible', 'denied')
), off AS (
    SELECT type, day, party, max(published) AS published
    FROM (
        SELECT type, when_start::DATE AS day, unnest(parties) AS party, published FROM acts WHERE modality = 'denied'
    ) GROUP BY ALL
), counted AS (
    SELECT when_start, when_end, type, parties, count(DISTINCT publisher) AS n_publishers,
        count(DISTINCT report_id) AS n_reports, sum(n_mentions)::BIGINT AS n_mentions,
        min(published) AS first_published, max(published) AS last_published,
        list_sort(list(DISTINCT modality)) AS modalities,
        max({'published': published, 'confidence': confidence, 'report_id': report_id, 'id': id}) AS newest
    FROM acts WHERE modality <> 'denied' AND NOT negated GROUP BY when_start, when_end, type, parties
    ORDER BY when_start, n_publishers DESC, n_reports DESC, type, newest LIMIT $most
), named AS (
    SELECT e.* FROM hidden.events e SEMI JOIN counted c ON e.report_id = c.newest.report_id AND e.id = c.newest.id
)
SELECT c.when_start, c.when_end, when_value, when_words, c.type, mode,
    CASE WHEN EXISTS (FROM off o WHERE o.type = c.type AND o.day = c.when_start::DATE
            AND list_contains(c.parties, o.party) AND o.published >= e.published) THEN 'called off'
        WHEN modality = 'planned' AND condition IS NULL THEN 'planned'
        WHEN modality = 'planned' THEN 'conditional' ELSE modality END AS certainty,
    modalities, actors, recipients, place, place_country, lat, lon, words, sentence, condition, n_publishers, n_reports,
    c.n_mentions, first_published, last_published, confidence, e.id AS event_id, e.report_id, publisher, published, url,
    title
FROM counted c JOIN named e ON e.report_id = c.newest.report_id AND e.id = c.newest.id
ORDER BY c.when_start, n_publishers DESC, n_reports DESC, c.type, c.newest
