-- The days between which nearly all dated events lie, and how many there are.
SELECT min(day) AS first, max(day) AS last, quantile_disc(day, 0.02) AS low, quantile_disc(day, 0.98) AS high,
    count(*) AS n FROM (
    SELECT when_start::DATE AS day FROM hidden.events
    WHERE when_start IS NOT NULL AND NOT background AND {where} AND {day})
