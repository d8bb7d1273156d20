n = 0
try:
    while n < 1000:
        with open(f"/tmp/{n}", "wb") as f:
            f.write(bytes(1 << 20))
        n += 1
except OSError as error:
    print("stopped:", error.strerror, n <= 8)
