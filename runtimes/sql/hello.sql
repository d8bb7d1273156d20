CREATE TABLE words(position INTEGER PRIMARY KEY, word TEXT NOT NULL);
INSERT INTO words VALUES (2, 'world'), (1, 'Hello');
SELECT group_concat(word, ', ') || '!' FROM (SELECT word FROM words ORDER BY position);
