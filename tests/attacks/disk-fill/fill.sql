.open full.db
CREATE TABLE t(b);
WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 20000) INSERT INTO t SELECT randomblob(4000) FROM c;
SELECT writefile('x.bin', zeroblob(50000000));
SELECT 'done';
