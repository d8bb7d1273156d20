CREATE VIRTUAL TABLE temp.points USING csv(filename='points.csv', header=yes);
SELECT sum(x * y) FROM points;
.read more.sql
.separator ;
.import words.txt words
SELECT word FROM words WHERE id = 3;
ATTACH 'other.db' AS other;
CREATE TABLE other.big AS SELECT value AS v, hex(randomblob(50)) AS h FROM generate_series(1, 5000);
DETACH other;
.open other.db
SELECT count(*), sum(v), min(length(h)) FROM big;
PRAGMA integrity_check;
VACUUM;
.once out.csv
SELECT v FROM big WHERE v <= 3;
SELECT readfile('out.csv');
SELECT writefile('blob.bin', x'00ff');
SELECT hex(readfile('blob.bin')), readfile('none.txt') IS NULL;
.backup copy.db
.open copy.db
SELECT count(*) FROM big;
PRAGMA journal_mode = WAL;
