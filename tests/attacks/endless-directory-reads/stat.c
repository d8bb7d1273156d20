#include <sys/stat.h>

int main(void) {
    struct stat st;
    for (;;) stat("a/b/c/../../none", &st);
}
