: eat begin 1000000 allocate throw drop again ; eat
