n = 0
try:
    while n < 1_000_000:
        open(f"f{n}", "w").close()
        n += 1
except OSError as error:
    print("stopped:", error.strerror, n <= 500)
