SELECT report_id, publisher, when_start::DATE AS day, 1 AS n_mentions FROM hidden.times
WHERE type IN ('DATE', 'TIME') AND when_start IS NOT NULL AND when_end <= when_start::DATE + INTERVAL 1 DAY AND {where}
