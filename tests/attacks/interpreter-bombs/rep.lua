print(#("a"):rep(1 << 40))
