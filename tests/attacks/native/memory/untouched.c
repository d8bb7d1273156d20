#include <stdio.h>
#include <sys/mman.h>
int main(void) {
    char *p = mmap(0, 1l << 38, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    printf("%d\ndone\n", p != MAP_FAILED);
}
