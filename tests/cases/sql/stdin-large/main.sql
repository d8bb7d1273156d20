SELECT count(*), sum(CAST(line AS INTEGER)), max(rowid) FROM stdin;
SELECT count(*) FROM stdin WHERE line > '0';
