total = 0
try:
    with open("big", "wb", buffering=0) as f:
        while total < 1 << 30:
            total += f.write(bytes(65536))
except OSError as error:
    print("stopped:", error.strerror, total <= 4096 * 1024)
