import zlib

data = zlib.compress(bytes(1 << 20), 9)
for _ in range(3):
    data = zlib.compress(data * 500, 9)
while True:
    data = zlib.decompress(data)
