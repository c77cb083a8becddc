-- Days by how many outlets, reports and words speak of them.
WITH acts AS (
    SELECT report_id, publisher, id, start, modality, background, confidence, published, n_mentions,
        when_start::DATE AS day
    FROM hidden.events
    WHERE when_start IS NOT NULL AND when_end <= when_start::DATE + INTERVAL 1 DAY AND {where}
), told AS (
    {told}
), by_report AS (
    SELECT day, report_id, any_value(publisher) AS publisher, sum(n_mentions)::BIGINT AS n_mentions
    FROM told WHERE {day} GROUP BY ALL
), counted AS (
    SELECT day, count(DISTINCT publisher) AS n_publishers, count(*) AS n_reports, sum(n_mentions)::BIGINT AS n_mentions
    FROM by_report GROUP BY day ORDER BY n_publishers DESC, n_reports DESC, n_mentions DESC, day LIMIT $most
), best AS (
    SELECT day, count(*) AS n_events, max({'happened': modality = 'happened', 'news': NOT background,
        'confidence': confidence, 'published': -epoch(published), 'report_id': report_id, 'id': id}) AS chosen
    FROM acts SEMI JOIN counted USING (day) GROUP BY day
), named AS (
    SELECT e.* FROM hidden.events e SEMI JOIN best ON e.report_id = best.chosen.report_id AND e.id = best.chosen.id
)
SELECT row_number() OVER (ORDER BY n_publishers DESC, n_reports DESC, c.n_mentions DESC, c.day)::BIGINT AS rank, c.day,
    n_publishers, n_reports, c.n_mentions, coalesce(n_events, 0) AS n_events, type, modality, actors, recipients, words,
    sentence, e.id AS event_id, e.report_id, publisher, published, url, title
FROM counted c LEFT JOIN best b ON c.day = b.day
    LEFT JOIN named e ON e.report_id = b.chosen.report_id AND e.id = b.chosen.id
ORDER BY rank
