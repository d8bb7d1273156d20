import os

for action in (lambda f: f.truncate(1 << 40), lambda f: (f.seek(1 << 40), f.write(b"x")), lambda f: f.truncate((1 << 63) - 1)):
    with open("sparse", "wb", buffering=0) as f:
        try:
            action(f)
            print("accepted")
        except OSError as error:
            print("refused", error.strerror)
print("small", os.path.getsize("sparse") <= 4096 * 1024)
