block = bytearray(1 << 30)
print(len(block))
