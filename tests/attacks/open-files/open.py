files = []
try:
    for _ in range(100_000):
        files.append(open("/dev/null"))
except (OSError, MemoryError) as error:
    print(type(error).__name__)
print("done")
