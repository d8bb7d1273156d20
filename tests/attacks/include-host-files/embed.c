#include <stdio.h>

static const unsigned char text[] = {
#embed "/etc/passwd"
    , 0};

int main(void) { puts((const char *)text); }
