assert(load(("x"):rep(1000000) .. " y"))
