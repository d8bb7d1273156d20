CREATE TABLE sales(region TEXT, month INT, amount INT);
INSERT INTO sales VALUES ('n',1,10),('n',2,30),('n',3,20),('s',1,5),('s',2,5),('s',3,50);
SELECT region, month, amount, sum(amount) OVER w, rank() OVER (PARTITION BY region ORDER BY amount DESC) AS r,
       lag(amount, 1, 0) OVER w, ntile(2) OVER w
FROM sales WINDOW w AS (PARTITION BY region ORDER BY month) ORDER BY region, month;
WITH RECURSIVE fib(n, a, b) AS (SELECT 1, 0, 1 UNION ALL SELECT n + 1, b, a + b FROM fib WHERE n < 15)
SELECT group_concat(a, ' ') FROM fib;
CREATE VIEW best AS SELECT region, max(amount) AS top FROM sales GROUP BY region;
CREATE TRIGGER log AFTER INSERT ON sales BEGIN UPDATE sales SET amount = -1 WHERE rowid = new.rowid AND new.amount < 0; END;
INSERT INTO sales VALUES ('n', 4, -99) RETURNING region, amount;
SELECT * FROM sales WHERE month = 4;
INSERT INTO sales VALUES ('x', 1, 1) ON CONFLICT DO NOTHING;
SELECT * FROM best ORDER BY top DESC;
BEGIN; DELETE FROM sales; SELECT count(*) FROM sales; ROLLBACK; SELECT count(*) FROM sales;
.schema best
.tables
