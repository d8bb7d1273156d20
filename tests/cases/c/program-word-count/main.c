/* Text statistics: a hash table of words with chaining that grows, and a sort by count. */
#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct Entry {
    struct Entry *next;
    uint32_t hash;
    unsigned count;
    char word[];
} Entry;

typedef struct {
    Entry **buckets;
    size_t capacity, size;
} Table;

static uint32_t hash_of(const char *s) {
    uint32_t h = 2166136261u;
    while (*s) h = (h ^ (unsigned char)*s++) * 16777619u;
    return h;
}

static void grow(Table *t) {
    size_t capacity = t->capacity ? t->capacity * 2 : 8;
    Entry **buckets = calloc(capacity, sizeof *buckets);
    for (size_t i = 0; i < t->capacity; i++)
        for (Entry *e = t->buckets[i], *next; e; e = next) {
            next = e->next;
            e->next = buckets[e->hash & (capacity - 1)];
            buckets[e->hash & (capacity - 1)] = e;
        }
    free(t->buckets);
    t->buckets = buckets;
    t->capacity = capacity;
}

static void count_word(Table *t, const char *word) {
    if (t->size >= t->capacity) grow(t);
    uint32_t h = hash_of(word);
    Entry **slot = &t->buckets[h & (t->capacity - 1)];
    for (Entry *e = *slot; e; e = e->next)
        if (e->hash == h && strcmp(e->word, word) == 0) {
            e->count++;
            return;
        }
    Entry *e = malloc(sizeof *e + strlen(word) + 1);
    *e = (Entry){.next = *slot, .hash = h, .count = 1};
    strcpy(e->word, word);
    *slot = e;
    t->size++;
}

static int by_count(const void *a, const void *b) {
    const Entry *x = *(Entry *const *)a, *y = *(Entry *const *)b;
    return x->count != y->count ? (x->count < y->count) - (x->count > y->count) : strcmp(x->word, y->word);
}

int main(void) {
    Table table = {0};
    char word[64];
    size_t length = 0, letters = 0, lines = 0;
    for (int c; (c = getchar()) != EOF;) {
        lines += c == '\n';
        if (isalpha(c) && length < sizeof word - 1) {
            word[length++] = (char)tolower(c);
            letters++;
        } else if (length) {
            word[length] = 0;
            count_word(&table, word);
            length = 0;
        }
    }
    Entry **all = malloc(table.size * sizeof *all);
    size_t n = 0;
    for (size_t i = 0; i < table.capacity; i++)
        for (Entry *e = table.buckets[i]; e; e = e->next) all[n++] = e;
    qsort(all, n, sizeof *all, by_count);
    printf("%zu lines, %zu letters, %zu different words\n", lines, letters, n);
    for (size_t i = 0; i < n && i < 6; i++) printf("%3u %s\n", all[i]->count, all[i]->word);
    for (size_t i = 0; i < n; i++) free(all[i]);
    free(all);
    free(table.buckets);
}
