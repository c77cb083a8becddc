-- Days by how many outlets, reports and words speak of them. {} stands for what is chosen, {day} for the days.
WITH acts AS (
    SELECT *, when_start::DATE AS day FROM hidden.events
    WHERE when_start IS NOT NULL AND when_end <= when_start::DATE + INTERVAL 1 DAY AND {where}
), told AS (
    {told}
), counted AS (
    SELECT day, count(DISTINCT publisher) AS n_publishers, count(DISTINCT report_id) AS n_reports,
        sum(n_mentions)::BIGINT AS n_mentions
    FROM told WHERE {day} GROUP BY day
), best AS (
    SELECT * FROM acts WHERE {day}
    QUALIFY row_number() OVER (PARTITION BY day ORDER BY modality = 'happened' DESC, background, confidence DESC,
        published, report_id, start) = 1
), n_acts AS (SELECT day, count(*) AS n_events FROM acts WHERE {day} GROUP BY day)
SELECT row_number() OVER (ORDER BY n_publishers DESC, n_reports DESC, n_mentions DESC, day)::BIGINT AS rank, day,
    n_publishers, n_reports, n_mentions, coalesce(n_events, 0) AS n_events, type, modality, actors, recipients, words,
    sentence, id AS event_id, report_id, publisher, published, url, title
FROM counted LEFT JOIN best USING (day) LEFT JOIN n_acts USING (day)
ORDER BY rank
