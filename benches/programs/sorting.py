# A merge sort written out, and the built-in sort with a key, on the same pseudo-random numbers.
COUNT = 12_000
ROUNDS = 12


def numbers(count, seed):
    result = []
    for _ in range(count):
        seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
        result.append(seed >> 8)
    return result


def merge_sort(items):
    if len(items) < 2:
        return items
    middle = len(items) // 2
    left, right = merge_sort(items[:middle]), merge_sort(items[middle:])
    merged = []
    i = j = 0
    while i < len(left) and j < len(right):
        if left[i] <= right[j]:
            merged.append(left[i])
            i += 1
        else:
            merged.append(right[j])
            j += 1
    merged.extend(left[i:])
    merged.extend(right[j:])
    return merged


checksum = 0
for round in range(ROUNDS):
    items = numbers(COUNT, round)
    own = merge_sort(items)
    assert own == sorted(items)
    by_digits = sorted(items, key=lambda number: (number % 1000, number))
    for index in range(0, COUNT, 97):
        checksum = (checksum * 31 + own[index] + by_digits[index]) % 1000003
print(checksum)
