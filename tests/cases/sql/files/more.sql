SELECT 'read ' || count(*) FROM points;
