WITH RECURSIVE
  moves(step, n, a, b, c) AS (
    SELECT 0, 0, 0, 0, 0
    UNION ALL SELECT step + 1, 0, 0, 0, 0 FROM moves WHERE step < 100000
  )
SELECT count(*), max(step) FROM moves;
CREATE TABLE tree(id INTEGER PRIMARY KEY, parent INT);
INSERT INTO tree SELECT value, value / 2 FROM generate_series(1, 1023);
WITH RECURSIVE up(id, depth) AS (SELECT 1000, 0 UNION ALL SELECT parent, depth + 1 FROM tree JOIN up USING (id) WHERE parent > 0)
SELECT group_concat(id, '<'), max(depth) FROM up;
PRAGMA recursive_triggers = ON;
CREATE TABLE countdown(n INT);
CREATE TRIGGER again AFTER INSERT ON countdown WHEN new.n > 0 BEGIN INSERT INTO countdown VALUES (new.n - 1); END;
INSERT INTO countdown VALUES (900);
SELECT count(*) FROM countdown;
INSERT INTO countdown VALUES (2000);
SELECT count(*) FROM countdown;
