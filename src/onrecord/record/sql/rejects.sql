-- Inputs that could not be read, each origin and code once, but for those that were read later.
SELECT origin, code, reason, ingested_at FROM all_rejects j
WHERE NOT EXISTS (FROM hidden.reports r WHERE r.origin = j.origin AND r.ingested_at >= j.ingested_at) AND {where}
QUALIFY row_number() OVER (PARTITION BY origin, code ORDER BY ingested_at DESC) = 1
ORDER BY ingested_at DESC, origin
