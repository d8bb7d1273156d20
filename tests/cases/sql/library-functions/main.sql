SELECT json_extract('{"a":[1,{"b":"x"}]}', '$.a[1].b'), '{"k":2}' ->> 'k', json_group_array(value) FROM generate_series(1, 10, 3);
SELECT printf('%08.3f|%-5s|%x', 3.14159, 'ab', 255), round(sqrt(2), 6), pow(2, 10), log2(8), pi() > 3.14;
SELECT date('2024-02-28', '+2 days'), strftime('%Y-%j', '2024-12-31'), julianday('2000-01-01');
SELECT 'abc' REGEXP '^a.c$', regexp('[0-9]+', 'x42'), 'a' LIKE 'A', 'abc' GLOB 'a*', instr('hello', 'll'), hex('é'), upper('straße');
SELECT median(value), percentile(value, 90) FROM generate_series(1, 9);
SELECT total(x), avg(x), group_concat(x, '-' ORDER BY x DESC), count(*) FILTER (WHERE x > 1) FROM (SELECT 1 AS x UNION SELECT 2 UNION SELECT 3);
SELECT iif(NULL IS NULL, 'null', 'not'), coalesce(NULL, 5), typeof(x'00'), 7 / 2, 7 % 3, 7 / 2.0, 1 = 1.0, '10' < '9';
SELECT decimal_add('0.1', '0.2'), base64(x'010203'), quote('it''s'), unicode('€'), char(8364);
