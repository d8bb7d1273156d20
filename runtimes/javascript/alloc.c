/* The allocator of the JavaScript heap. Small objects come from pages that hold one size each, so an object needs no
   header, and taking one is popping a list. The size of an object that is given back is found through a table of pages.
   Large objects go to the C library. This is faster than the C library alone, which QuickJS keeps very busy. */
#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "runtime.h"

enum {
    GRAIN = 8,
    LARGEST = 512,
    CLASSES = LARGEST / GRAIN + 1,
    PAGE_BITS = 14,
    PAGE = 1 << PAGE_BITS,
    /* Memory is got from the system in steps of this many bytes, a few WebAssembly pages, for each step is a host call. */
    STEP = 262144,
};

typedef struct Free {
    struct Free *next;
} Free;

static Free *free_lists[CLASSES];
/* For each class, what is left of the page that is being carved up. */
static char *fresh[CLASSES], *fresh_end[CLASSES];
static char *step, *step_end;
/* For each page of the address space the class of its objects, or zero where the C library is in charge. */
static uint8_t page_class[UINT64_C(0x100000000) >> PAGE_BITS];

static size_t class_of(size_t size) { return (size + GRAIN - 1) / GRAIN; }

static void *take_fresh(size_t class) {
    size_t size = class * GRAIN;
    if ((size_t)(fresh_end[class] - fresh[class]) < size) {
        if (step == step_end) {
            char *more = sbrk(STEP);
            if (more == (char *)-1)
                return NULL;
            step = more;
            step_end = more + STEP;
        }
        page_class[(uintptr_t)step >> PAGE_BITS] = class;
        fresh[class] = step;
        fresh_end[class] = step + PAGE;
        step += PAGE;
    }
    void *object = fresh[class];
    fresh[class] += size;
    return object;
}

static void *allocate(void *unused, size_t size) {
    (void)unused;
    if (size > LARGEST)
        return malloc(size);
    size_t class = class_of(size ? size : 1);
    Free *first = free_lists[class];
    if (!first)
        return take_fresh(class);
    free_lists[class] = first->next;
    return first;
}

static void *allocate_zeroed(void *unused, size_t count, size_t size) {
    size_t total;
    if (__builtin_mul_overflow(count, size, &total))
        return NULL;
    if (total > LARGEST)
        return calloc(count, size);
    void *object = allocate(unused, total);
    return object ? memset(object, 0, total) : NULL;
}

static void release(void *unused, void *object) {
    (void)unused;
    size_t class = page_class[(uintptr_t)object >> PAGE_BITS];
    if (class == 0) {
        free(object);
        return;
    }
    Free *first = object;
    first->next = free_lists[class];
    free_lists[class] = first;
}

static size_t usable_size(const void *object) {
    size_t class = page_class[(uintptr_t)object >> PAGE_BITS];
    if (class != 0)
        return class * GRAIN;
    return object ? malloc_usable_size((void *)object) : 0;
}

static void *reallocate(void *unused, void *old, size_t size) {
    if (!old)
        return allocate(unused, size);
    size_t class = page_class[(uintptr_t)old >> PAGE_BITS];
    if (class == 0 && size > LARGEST)
        return realloc(old, size);
    if (class != 0 && size <= class * GRAIN && class_of(size) >= class / 2)
        return old;
    void *new = allocate(unused, size);
    if (!new)
        return NULL;
    size_t old_size = usable_size(old);
    memcpy(new, old, old_size < size ? old_size : size);
    release(unused, old);
    return new;
}

const JSMallocFunctions allocation_functions = {
    .js_calloc = allocate_zeroed,
    .js_malloc = allocate,
    .js_free = release,
    .js_realloc = reallocate,
    .js_malloc_usable_size = usable_size,
};
