SELECT name, iif(readfile(name) IS NULL, 'denied', readfile(name))
FROM (SELECT '/etc/passwd' AS name UNION SELECT '/proc/self/environ' UNION SELECT '/proc/cpuinfo' UNION SELECT '../../etc/hosts'
      UNION SELECT '/etc/hostname');
SELECT name FROM fsdir('/') WHERE name LIKE '%passwd%';
ATTACH '/etc/passwd' AS p;
.read /proc/version
SELECT 'done';
