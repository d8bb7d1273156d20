block = bytearray(20_000_000)
while True:
    block[:] = bytes(20_000_000)
