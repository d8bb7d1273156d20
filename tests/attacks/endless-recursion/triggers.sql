PRAGMA recursive_triggers = ON;
CREATE TABLE t(n INT);
CREATE TRIGGER again AFTER INSERT ON t BEGIN INSERT INTO t VALUES (new.n + 1); END;
INSERT INTO t VALUES (0);
.read main.sql
