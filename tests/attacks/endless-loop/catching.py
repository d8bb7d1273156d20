# Swallows whatever is thrown, so that only a stop from outside ends it.
while True:
    try:
        while True:
            1 / 0
    except BaseException:
        continue
