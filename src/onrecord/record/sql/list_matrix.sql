-- The newest position of each party on each issue up to a day, and its last before that (or, where a day to compare
-- with is given, its newest up to that one). Issues come as names with the number of their group.
WITH named AS (
    SELECT unnest($issues::VARCHAR[]) AS issue, unnest($groups::INT[]) AS n
), held AS (
    SELECT n, _party AS party_key, {
        'day': coalesce(published, DATE '0001-01-01'), 'confidence': confidence, 'report_id': report_id, 'id': id,
        'stance': stance, 'start': start, 'end': "end", 'words': words, 'party': party, 'issue': issue
    } AS own
    FROM hidden.positions JOIN named USING (issue) WHERE _party IS NOT NULL AND {where}
), newest AS (
    SELECT n, party_key, count(*) AS n_positions, count(DISTINCT own.report_id) AS n_reports, max(own) AS own
    FROM held WHERE $at::DATE IS NULL OR own.day <= $at GROUP BY ALL
), older AS (
    SELECT h.n, h.party_key, max(h.own) AS own FROM held h
    JOIN newest w ON h.n = w.n AND h.party_key = w.party_key AND h.own.day < w.own.day
    WHERE $then::DATE IS NULL OR h.own.day <= $then GROUP BY ALL
)
SELECT w.n, w.party_key, n_positions, n_reports, w.own AS own, o.own AS older
FROM newest w LEFT JOIN older o ON w.n = o.n AND w.party_key = o.party_key
ORDER BY w.n, w.party_key
