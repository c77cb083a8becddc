-- The words that stand for an actor of one name, each with its newest place.
WITH told AS (
    SELECT report_id, published, title, publisher, unnest(_words) AS words, unnest(_keys) AS place
    FROM hidden.actors WHERE lower(name) = $key
)
SELECT words, count(*) AS n, count(DISTINCT report_id) AS n_reports, is_pronoun(words) AS pronoun,
    min(published) AS first, max(published) AS last,
    max({'published': coalesce(published, DATE '0001-01-01'), 'report_id': report_id, 'place': place,
        'publisher': publisher}) AS newest, count(*) OVER () AS n_all
FROM told GROUP BY words ORDER BY n_reports DESC, n DESC, words LIMIT $row_limit
