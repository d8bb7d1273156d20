# The most pancake flips of any permutation, over all permutations in the order of Heap's algorithm.
N = 9


def flips_of(order):
    pancakes = order[:]
    count = 0
    first = pancakes[0]
    while first:
        pancakes[: first + 1] = pancakes[first::-1]
        count += 1
        first = pancakes[0]
    return count


def main():
    order = list(range(N))
    turns = [0] * N
    most = checksum = 0
    sign = 1
    level = 0
    while level < N:
        if level == 0:
            flips = flips_of(order)
            most = max(most, flips)
            checksum += sign * flips
            level = 1
        elif turns[level] < level:
            other = turns[level] if level % 2 else 0
            order[other], order[level] = order[level], order[other]
            sign = -sign
            turns[level] += 1
            level = 0
        else:
            turns[level] = 0
            level += 1
    print(checksum, most)


main()
