print("x" * 30_000_000)
while True:
    pass
