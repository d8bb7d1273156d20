SELECT (SELECT file FROM pragma_database_list WHERE name = 'main') <> '' AS in_file;
CREATE TABLE IF NOT EXISTS t(a);
INSERT INTO t VALUES (1), (2);
SELECT sum(a) FROM t;
.databases
