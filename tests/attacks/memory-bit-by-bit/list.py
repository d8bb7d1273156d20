all = []
while True:
    all.append(bytes(10000))
