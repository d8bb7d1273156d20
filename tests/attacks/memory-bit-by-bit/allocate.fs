: eat begin 1000 allocate throw 1 swap ! again ; eat
