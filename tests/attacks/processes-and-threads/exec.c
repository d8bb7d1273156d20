#include <stdio.h>
#include <stdlib.h>

int execv(const char *, char *const *);
int system(const char *);
FILE *popen(const char *, const char *);

int main(void) {
    char *args[] = {"/bin/echo", "executed", 0};
    system("echo executed");
    popen("echo executed", "r");
    execv(args[0], args);
    puts("done");
}
