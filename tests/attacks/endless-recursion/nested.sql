CREATE TABLE source AS SELECT replace(hex(zeroblob(100000)), '00', '(') AS p;
.output deep.sql
.mode list
SELECT 'SELECT ' || p || '1;' FROM source;
.output
.read deep.sql
SELECT json_extract((SELECT replace(hex(zeroblob(100000)), '00', '[')), '$');
