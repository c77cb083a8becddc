-- All statements with the words of some others, which are named by the hashes of their words.
SELECT * FROM (
    SELECT hash(_text) AS same, report_id, publisher, published, title, speaker, words, start, "end"
    FROM hidden.statements WHERE len(_text) >= $least AND {where}
) SEMI JOIN (SELECT unnest($same::UBIGINT[]) AS same) USING (same)
ORDER BY published DESC NULLS LAST, report_id, start
LIMIT $row_limit
