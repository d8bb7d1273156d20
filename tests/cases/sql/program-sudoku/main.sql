-- Solves a sudoku by a recursive query.
CREATE TABLE input AS SELECT replace(line, ' ', '') AS sud FROM stdin LIMIT 1;
WITH RECURSIVE
  digits(z, lp) AS (SELECT '1', 1 UNION ALL SELECT CAST(lp + 1 AS TEXT), lp + 1 FROM digits WHERE lp < 9),
  x(s, ind) AS (
    SELECT sud, instr(sud, '.') FROM input
    UNION ALL
    SELECT substr(s, 1, ind - 1) || z || substr(s, ind + 1), instr(substr(s, 1, ind - 1) || z || substr(s, ind + 1), '.')
    FROM x, digits AS z
    WHERE ind > 0 AND NOT EXISTS (
      SELECT 1 FROM digits AS lp
      WHERE z.z = substr(s, ((ind - 1) / 9) * 9 + lp, 1)
         OR z.z = substr(s, ((ind - 1) % 9) + (lp - 1) * 9 + 1, 1)
         OR z.z = substr(s, (((ind - 1) / 3) % 3) * 3 + ((ind - 1) / 27) * 27 + lp + ((lp - 1) / 3) * 6, 1)))
SELECT substr(s, 1 + 9 * value, 9) FROM x, generate_series(0, 8) WHERE ind = 0;
