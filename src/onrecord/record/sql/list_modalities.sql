-- How many events of each modality.
SELECT modality, count(*) AS n FROM hidden.events WHERE {where} GROUP BY modality
