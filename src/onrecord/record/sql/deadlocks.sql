-- The newest position of each party on each issue, by the words of the issue.
WITH newest AS (
    SELECT max({'day': coalesce(published, DATE '0001-01-01'), 'confidence': confidence, 'report_id': report_id,
        'id': id}) AS chosen
    FROM hidden.positions WHERE _party IS NOT NULL AND issue <> '' AND {where}
    GROUP BY issue, _party
)
SELECT issue, _party AS party_key, party, party_country, stance, speaker, words, start, "end", _toward AS toward_keys,
    published, confidence, id, report_id, publisher, url, title
FROM hidden.positions p SEMI JOIN newest ON p.report_id = newest.chosen.report_id AND p.id = newest.chosen.id
ORDER BY published DESC NULLS LAST, confidence DESC, report_id, start
