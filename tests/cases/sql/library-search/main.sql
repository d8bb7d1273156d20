CREATE VIRTUAL TABLE notes USING fts5(title, body, tokenize = 'porter');
INSERT INTO notes VALUES
  ('Gardens', 'Planting tomatoes and growing beans'), ('Boats', 'A boat that sails'), ('Growth', 'What grows in a garden');
SELECT title FROM notes WHERE notes MATCH 'grow' ORDER BY rank, title;
SELECT highlight(notes, 1, '[', ']') FROM notes WHERE notes MATCH 'sail';
CREATE VIRTUAL TABLE boxes USING rtree(id, x0, x1, y0, y1);
INSERT INTO boxes VALUES (1, 0, 2, 0, 2), (2, 5, 6, 5, 6), (3, 1, 5.5, 1, 5.5);
SELECT id FROM boxes WHERE x1 >= 5 AND x0 <= 5 AND y1 >= 5 AND y0 <= 5 ORDER BY id;
