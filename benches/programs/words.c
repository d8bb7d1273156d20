// Words counted in a hash table with open addressing, looked up again, and half of them removed.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROUNDS = 60, WORDS = 200000, SLOTS = 1 << 15, KEY = 12 };

struct slot {
    char key[KEY];
    int count;  // 0 is a free slot, -1 one whose word was removed.
};

static uint32_t hash(const char *text) {
    uint32_t hash = 2166136261u;
    for (; *text; text++) hash = (hash ^ (unsigned char)*text) * 16777619u;
    return hash;
}

static struct slot *find(struct slot *slots, const char *key) {
    uint32_t at = hash(key) % SLOTS;
    while (slots[at].count && strcmp(slots[at].key, key) != 0) at = (at + 1) % SLOTS;
    return &slots[at];
}

static void name(char *key, uint32_t number) {
    char digits[KEY];
    int length = 0;
    do {
        digits[length++] = (char)('0' + number % 10);
        number /= 10;
    } while (number);
    *key++ = 'w';
    while (length) *key++ = digits[--length];
    *key = 0;
}

int main(void) {
    struct slot *slots = malloc(SLOTS * sizeof *slots);
    if (!slots) abort();
    long checksum = 0, left = 0;
    char key[KEY];
    for (int round = 0; round < ROUNDS; round++) {
        uint32_t seed = (uint32_t)round + 1;
        memset(slots, 0, SLOTS * sizeof *slots);
        for (int index = 0; index < WORDS; index++) {
            seed = (seed * 1103515245u + 12345u) & 0x7FFFFFFF;
            name(key, (seed >> 12) % 9000);
            struct slot *slot = find(slots, key);
            strcpy(slot->key, key);
            slot->count++;
        }
        for (uint32_t number = 0; number < 9000; number += 2) {
            name(key, number);
            struct slot *slot = find(slots, key);
            if (slot->count) slot->count = -1;
        }
        left = 0;
        for (int at = 0; at < SLOTS; at++) {
            if (slots[at].count > 0) {
                checksum = (checksum * 31 + (long)strlen(slots[at].key) * slots[at].count) % 1000003;
                left++;
            }
        }
    }
    printf("%ld %ld\n", checksum, left);
    free(slots);
    return 0;
}
