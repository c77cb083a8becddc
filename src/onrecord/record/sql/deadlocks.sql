-- The newest position of each party on each issue, by the words of the issue.
SELECT issue, _party AS party_key, party, party_country, stance, speaker, words, start, "end", _toward AS toward_keys,
    published, confidence, id, report_id, publisher, url, title
FROM hidden.positions WHERE _party IS NOT NULL AND issue <> '' AND {where}
QUALIFY row_number() OVER (PARTITION BY issue, _party ORDER BY published DESC NULLS LAST, confidence DESC, report_id,
    start) = 1
ORDER BY published DESC NULLS LAST, confidence DESC, report_id, start
