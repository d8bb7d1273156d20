import os

path, n = "d", 0
try:
    while n < 100_000:
        os.mkdir(path)
        path, n = path + "/d", n + 1
except OSError as error:
    print("stopped:", error.strerror, n <= 500)
