# Words counted in a dictionary, looked up again, and half of them removed.
ROUNDS = 10
WORDS = 60_000

checksum = 0
for round in range(ROUNDS):
    seed = round + 1
    counts = {}
    for _ in range(WORDS):
        seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
        word = "w%d" % ((seed >> 12) % 9000)
        counts[word] = counts.get(word, 0) + 1
    for number in range(0, 9000, 2):
        counts.pop("w%d" % number, None)
    for word, count in counts.items():
        checksum = (checksum * 31 + len(word) * count) % 1000003
print(checksum, len(counts))
