#include <setjmp.h>
#include <stdio.h>

static sigjmp_buf there;
static jmp_buf elsewhere;

int main(void) {
    volatile int turns = 0;
    if (sigsetjmp(there, 1) < 3)
        siglongjmp(there, ++turns);
    printf("%d turns\n", turns);
    if (_setjmp(elsewhere) == 0)
        _longjmp(elsewhere, 1);
    puts("back");
}
