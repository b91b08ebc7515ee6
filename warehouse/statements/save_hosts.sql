-- Writes down what hosts asked for; what was not asked this time stays as it was. seen_hosts is an Arrow table handed in.
CREATE OR REPLACE TEMP TABLE merged_hosts AS
SELECT
    seen_hosts.host,
    greatest(seen_hosts.closed_until, hosts.closed_until) AS closed_until,
    if(seen_hosts.robots_until IS NULL, hosts.robots_txt, seen_hosts.robots_txt) AS robots_txt,
    coalesce(seen_hosts.robots_until, hosts.robots_until) AS robots_until
FROM seen_hosts
LEFT JOIN hosts USING (host);

DELETE FROM hosts WHERE host IN (SELECT host FROM merged_hosts);
INSERT INTO hosts BY NAME
SELECT * FROM merged_hosts;
