# MemoryError can be caught; the loop goes on and the limit holds.
all = []
while True:
    try:
        all.append(bytearray(1 << 20))
    except MemoryError:
        pass
