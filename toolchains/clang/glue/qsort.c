/* A stable merge sort, as glibc's qsort is: wasi-libc's smoothsort is several times slower, and programs get used to a
   qsort that keeps equal elements in order. Without memory for a copy it falls back to a heap sort. */
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>

typedef int compare(const void *, const void *, void *);

struct sort {
    size_t size;
    compare *compare;
    void *argument;
    char *copy;
};

/* Elements of the usual sizes are moved by one load and one store. */
static inline void move(char *to, const char *from, size_t size) {
    if (size == 4)
        memcpy(to, from, 4);
    else if (size == 8)
        memcpy(to, from, 8);
    else
        memcpy(to, from, size);
}

static void merge_sort(struct sort *sort, char *base, size_t count) {
    if (count < 2)
        return;
    size_t size = sort->size, half = count / 2;
    char *left = base, *right = base + half * size, *left_end = right, *right_end = base + count * size, *to = sort->copy;
    merge_sort(sort, left, half);
    merge_sort(sort, right, count - half);
    if (sort->compare(right - size, right, sort->argument) <= 0)
        return;
    while (left < left_end && right < right_end) {
        char **from = sort->compare(left, right, sort->argument) <= 0 ? &left : &right;
        move(to, *from, size);
        to += size;
        *from += size;
    }
    memcpy(to, left, (size_t)(left_end - left));
    to += left_end - left;
    memcpy(base, sort->copy, (size_t)(to - sort->copy));
}

static void swap(char *a, char *b, size_t size) {
    for (; size > 0; size--, a++, b++) {
        char byte = *a;
        *a = *b;
        *b = byte;
    }
}

static void sift_down(struct sort *sort, char *base, size_t at, size_t count) {
    size_t size = sort->size;
    for (size_t child; (child = 2 * at + 1) < count; at = child) {
        if (child + 1 < count && sort->compare(base + child * size, base + (child + 1) * size, sort->argument) < 0)
            child++;
        if (sort->compare(base + at * size, base + child * size, sort->argument) >= 0)
            return;
        swap(base + at * size, base + child * size, size);
    }
}

static void heap_sort(struct sort *sort, char *base, size_t count) {
    for (size_t at = count / 2; at-- > 0;)
        sift_down(sort, base, at, count);
    for (size_t end = count; end-- > 1;) {
        swap(base, base + end * sort->size, sort->size);
        sift_down(sort, base, 0, end);
    }
}

void qsort_r(void *base, size_t count, size_t size, compare *order, void *argument) {
    if (count < 2 || size == 0)
        return;
    char on_stack[1024];
    size_t bytes = count * size;
    struct sort sort = {size, order, argument, bytes <= sizeof on_stack ? on_stack : malloc(bytes)};
    if (!sort.copy) {
        heap_sort(&sort, base, count);
        return;
    }
    merge_sort(&sort, base, count);
    if (sort.copy != on_stack)
        free(sort.copy);
}

static int call(const void *a, const void *b, void *order) { return ((int (*)(const void *, const void *))order)(a, b); }

void qsort(void *base, size_t count, size_t size, int (*order)(const void *, const void *)) {
    qsort_r(base, count, size, call, (void *)order);
}
