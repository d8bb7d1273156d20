print(("a"):rep(5000):find((".-"):rep(20) .. "b"))
