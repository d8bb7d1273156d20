#include <stdlib.h>
#include <string.h>

int main(void) {
    size_t size = 100 << 20;
    char *volatile block = malloc(size);
    if (!block) return 1;
    for (int i = 0;; i++) memset(block, i, size);
}
