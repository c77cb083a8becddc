-- Dated events by who does them, day or stretch of days, and modality; those of the parties with most events.
WITH acts AS (
    SELECT report_id, id, start, "end", words, modality, type, confidence, when_start::DATE AS first,
        greatest(when_start, when_end - INTERVAL 1 SECOND)::DATE AS last, published,
        unnest(CASE WHEN len(_doers) > 0 THEN _doers ELSE ['nobody named'] END) AS party
    FROM hidden.events WHERE when_start IS NOT NULL AND NOT background AND {where} AND {day}
), drawn AS (
    SELECT * FROM acts WHERE first >= $low AND first <= $high
), lanes AS (
    SELECT party, count(*) AS n_party FROM drawn GROUP BY party ORDER BY n_party DESC, party LIMIT $lanes
)
SELECT party, any_value(n_party) AS n_party, modality, count(*) AS n, min(first) AS first, max(last) AS last,
    last > first AS rough, max({'confidence': confidence, 'report_id': report_id, 'id': id, 'start': start,
        'end': "end", 'words': words, 'type': type}) AS best
FROM drawn JOIN lanes USING (party)
GROUP BY party, modality, date_diff('day', $low::DATE, first) // $step, drawn.last > drawn.first
ORDER BY n_party DESC, party, first, modality
