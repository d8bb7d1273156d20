.import --csv /dev/stdin people
.headers on
.mode column
SELECT name, age FROM people ORDER BY CAST(age AS INTEGER) DESC;
.mode json
SELECT city, count(*) AS n FROM people GROUP BY city ORDER BY city;
