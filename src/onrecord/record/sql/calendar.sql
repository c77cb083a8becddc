-- What lay ahead when it was printed: one row per day, type of event and parties, over all reports of it.
WITH acts AS (
    SELECT *, list_sort(once(_doers || _others)) AS parties FROM hidden.events
    WHERE when_start IS NOT NULL AND when_end > published AND NOT background AND {where}
), ahead AS (
    SELECT * FROM acts WHERE modality IN ('planned', 'offered', 'threatened', 'demanded', 'possible') AND NOT negated
), off AS (
    SELECT type, when_start::DATE AS day, unnest(parties) AS party, max(published) AS published
    FROM acts WHERE modality = 'denied' GROUP BY ALL
), newest AS (
    SELECT * FROM ahead
    QUALIFY row_number() OVER (PARTITION BY when_start, when_end, type, parties
        ORDER BY published DESC, confidence DESC, report_id, start) = 1
), counted AS (
    SELECT when_start, when_end, type, parties, count(DISTINCT publisher) AS n_publishers,
        count(DISTINCT report_id) AS n_reports, sum(n_mentions)::BIGINT AS n_mentions,
        min(published) AS first_published, max(published) AS last_published,
        list_sort(list(DISTINCT modality)) AS modalities
    FROM ahead GROUP BY ALL
)
SELECT when_start, when_end, when_value, when_words, type, mode,
    CASE WHEN EXISTS (FROM off o WHERE o.type = newest.type AND o.day = newest.when_start::DATE
            AND list_contains(newest.parties, o.party) AND o.published >= newest.published) THEN 'called off'
        WHEN modality = 'planned' AND condition IS NULL THEN 'planned'
        WHEN modality = 'planned' THEN 'conditional' ELSE modality END AS certainty,
    modalities, actors, recipients, place, place_country, lat, lon, words, sentence, condition, n_publishers, n_reports,
    n_mentions, first_published, last_published, confidence, id AS event_id, report_id, publisher, published, url, title
FROM newest JOIN counted USING (when_start, when_end, type, parties)
WHERE {day}
ORDER BY when_start, n_publishers DESC, n_reports DESC, type, report_id, start
