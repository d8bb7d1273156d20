SELECT length(randomblob(16)), random() = random();
CREATE TEMP TABLE r AS SELECT abs(random()) % 1000000007 AS n FROM generate_series(1, 3);
SELECT count(DISTINCT n) FROM r;
SELECT datetime('now') > '2024-01-01', CURRENT_DATE > '2024-01-01';
