2000000000 allocate throw drop ." got it"
