SELECT sum(value) FROM stdin, json_each('[' || replace(trim(line), ' ', ',') || ']');
