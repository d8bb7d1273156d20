import sys

count = total = 0
for line in sys.stdin:
    total += int(line)
    count += 1
print(f"{count} numbers, sum {total}")
