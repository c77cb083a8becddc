-- Of each issue: how many reports and outlets have positions on it, and which parties their reports name together.
WITH told AS (
    SELECT n, report_id, any_value(publisher) AS publisher FROM hidden.positions JOIN issues USING (issue)
    WHERE {where} GROUP BY ALL
), named AS (
    SELECT n, list_sort(list(DISTINCT _party)) AS parties
    FROM told JOIN hidden.actors USING (report_id) WHERE list_contains($parties, _party) GROUP BY n, report_id
), together AS (
    SELECT n, list(DISTINCT parties) AS named FROM named WHERE len(parties) > 1 GROUP BY n
)
SELECT n, count(*) AS n_reports, count(DISTINCT publisher) AS n_publishers, any_value(named) AS named
FROM told LEFT JOIN together USING (n) GROUP BY n
