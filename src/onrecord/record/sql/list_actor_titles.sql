-- The titles, countries and parties an actor of one name has had, by when.
SELECT actor_title AS title, kind, country, speaks_for, count(DISTINCT report_id) AS n_reports, min(published) AS first,
    max(published) AS last, max({'published': coalesce(published, DATE '0001-01-01'), 'report_id': report_id,
        'start': start, 'end': "end", 'words': words}) AS newest
FROM hidden.actors WHERE lower(name) = $key GROUP BY ALL
ORDER BY first NULLS LAST, last, title LIMIT $row_limit
