#include "lib/twice.h"
#include <math.h>
#include <stdio.h>

int main(int argc, char **argv)
{
    (void)argv;
    printf("%d %.3f\n", twice(42), sqrt(argc + 1));
    return 0;
}
