while true do local _ = ("x"):rep(20000000) end
