local block = ("x"):rep(1 << 30)
print(#block)
