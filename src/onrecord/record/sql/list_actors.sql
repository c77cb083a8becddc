-- Actors by name over all reports, those in most reports first.
WITH counted AS (
    SELECT lower(name) AS key, count(*) AS n, count(*) OVER () AS n_all FROM hidden.actors WHERE {where}
    GROUP BY key ORDER BY n DESC, key LIMIT $row_limit OFFSET $row_offset
), members AS (
    SELECT c.key, c.n, c.n_all, a.report_id, a.id, a.name, a.kind, a.country, a.actor_title, a.n_mentions, a.published,
        a.start, a."end", a.confidence
    FROM hidden.actors a JOIN counted c ON lower(a.name) = c.key WHERE {where}
), said AS (
    SELECT key, count(*) AS n FROM (SELECT report_id, unnest(speaker_ids) AS id FROM hidden.statements)
    JOIN members USING (report_id, id) GROUP BY key
), held AS (
    SELECT key, count(*) AS n FROM (SELECT report_id, party_id AS id FROM hidden.positions)
    JOIN members USING (report_id, id) GROUP BY key
), did AS (
    SELECT key, count(*) AS n FROM (SELECT report_id, unnest(actor_ids || recipient_ids) AS id FROM hidden.events)
    JOIN members USING (report_id, id) GROUP BY key
)
SELECT m.key, any_value(m.n) AS n, any_value(n_all) AS n_all, mode(name) AS name, mode(kind) AS kind,
    mode(country) AS country, count(DISTINCT report_id) AS n_reports, sum(n_mentions)::BIGINT AS n_mentions,
    list_sort(list(DISTINCT actor_title) FILTER (actor_title IS NOT NULL))[:3] AS titles, min(published) AS first, max(published) AS last,
    coalesce(any_value(said.n), 0) AS n_statements, coalesce(any_value(held.n), 0) AS n_positions,
    coalesce(any_value(did.n), 0) AS n_events
FROM members m LEFT JOIN said USING (key) LEFT JOIN held USING (key) LEFT JOIN did USING (key)
GROUP BY m.key ORDER BY n DESC, key
