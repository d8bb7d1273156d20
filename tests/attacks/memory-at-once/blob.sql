SELECT length(group_concat(b, '')) FROM (SELECT zeroblob(900000000) AS b FROM generate_series(1, 4));
