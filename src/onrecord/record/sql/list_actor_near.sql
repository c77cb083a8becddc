-- Names that may be of the same actor: they end with the same word, or one has all words of the other.
SELECT mode(name) AS name, mode(kind) AS kind, mode(country) AS country, count(DISTINCT report_id) AS n_reports,
    max({'report_id': report_id, 'start': start, 'end': "end", 'words': words}) AS newest
FROM hidden.actors
WHERE lower(name) <> $key AND kind = $kind AND (ends_with(lower(name), ' ' || $last) OR lower(name) = $last
    OR contains(' ' || lower(name) || ' ', ' ' || $key || ' '))
GROUP BY lower(name) ORDER BY n_reports DESC, name LIMIT $row_limit
