/* Looks for a secret in all of its memory, which it grows as far as it may, in its environment and among its files. */
#include <dirent.h>
#include <stdio.h>
#include <string.h>

extern char **environ;

static const unsigned char hidden[] = { 9, 31, 25, 8, 31, 14, 119, 50, 45, 98, 49, 99, 44, 104, 46, 109 };

static int is_here(const volatile unsigned char *at) {
    for (int i = 0; i < 16; i++)
        if ((at[i] ^ 'Z') != hidden[i]) return 0;
    return 1;
}

static long scan(void) {
    long found = 0;
    size_t end = __builtin_wasm_memory_size(0) * 65536;
    for (size_t at = 0; at + 16 <= end; at++) found += is_here((const volatile unsigned char *)at);
    return found;
}

static long unclean(size_t from) {
    size_t end = __builtin_wasm_memory_size(0) * 65536;
    long found = 0;
    for (size_t at = from; at < end; at += 8) found += *(const volatile unsigned long long *)at != 0;
    return found;
}

int main(void) {
    long found = scan();
    size_t before = __builtin_wasm_memory_size(0) * 65536;
    while (__builtin_wasm_memory_grow(0, 16) != -1) { }
    while (__builtin_wasm_memory_grow(0, 1) != -1) { }
    found += scan() + unclean(before);
    for (char **e = environ; e && *e; e++) found += strncmp(*e, "LEFT", 4) == 0;
    const char *places[] = { ".", "/tmp", "/" };
    for (int i = 0; i < 3; i++) {
        DIR *folder = opendir(places[i]);
        for (struct dirent *entry; folder && (entry = readdir(folder));) found += strncmp(entry->d_name, "left", 4) == 0;
        if (folder) closedir(folder);
    }
    if (found) printf("found %ld\n", found);
    else puts("nothing");
}
