#include "twice.h"

int twice(int n)
{
    return BY * n;
}
