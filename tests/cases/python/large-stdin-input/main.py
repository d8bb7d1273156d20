count = 0
try:
    while True:
        count += len(input())
except EOFError:
    print(count)
