#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int by_length(const void *a, const void *b) {
    const char *x = *(const char *const *)a, *y = *(const char *const *)b;
    size_t lx = strlen(x), ly = strlen(y);
    return lx != ly ? (lx > ly) - (lx < ly) : strcmp(x, y);
}

int main(void) {
    char text[] = "pear,fig,,banana;kiwi apple";
    const char *words[8];
    size_t n = 0;
    for (char *w = strtok(text, ",; "); w; w = strtok(NULL, ",; ")) words[n++] = w;
    qsort(words, n, sizeof *words, by_length);
    for (size_t i = 0; i < n; i++) printf("%s%c", words[i], i + 1 < n ? ' ' : '\n');
    const char *key = "kiwi";
    const char **hit = bsearch(&key, words, n, sizeof *words, by_length);
    printf("bsearch %td\n", hit - words);

    char *end;
    long number = strtol("42abc", &end, 10);
    printf("%ld %s|", number, end);
    printf("%ld %lu ", strtol("-0x1f", NULL, 0), strtoul("777", NULL, 8));
    errno = 0;
    strtol("99999999999999999999", NULL, 10);
    printf("%s\n", errno == ERANGE ? "ERANGE" : "in range");

    char buffer[16];
    int needed = snprintf(buffer, sizeof buffer, "%s-%05d-%x", "number", 42, 48879);
    printf("%s (%d)\n", buffer, needed);
    int a, b;
    char unit[8];
    printf("%d ", sscanf("12:34 km", "%d:%d %7s", &a, &b, unit));
    printf("%d %d %s\n", a, b, unit);

    char move[] = "abcdef";
    memmove(move + 2, move, 4);
    printf("%s %s %zu %s\n", move, strstr("haystack", "st"), strspn("112x", "123"), strrchr("a/b/c", '/'));
    for (char *p = move; *p; p++) *p = (char)toupper((unsigned char)*p);
    char *copy = strdup(move);
    printf("%s %d %lld\n", copy, strcmp("a", "b") < 0, LLONG_MAX);
    free(copy);
}
