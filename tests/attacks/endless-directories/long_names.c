#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int main(void) {
    size_t size = 16 << 20;
    char *name = malloc(size + 1);
    memset(name, 'a', size);
    name[size] = 0;
    printf("long %s\n", open(name, O_CREAT | O_WRONLY, 0666) < 0 ? "refused" : "accepted");
    for (size_t i = 1; i < size; i += 2) name[i] = '/';
    printf("deep %s\n", open(name, O_CREAT | O_WRONLY, 0666) < 0 ? "refused" : "accepted");
    for (size_t i = 0; i < size; i++) name[i] = "../"[i % 3];
    printf("dots %s\n", open(name, O_RDONLY) < 0 ? "refused" : "accepted");
    puts("done");
}
