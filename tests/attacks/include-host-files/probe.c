#include <stdio.h>

#if __has_include("/etc/passwd") || __has_include("/proc/self/maps") || __has_include("/usr/bin/env")
#define SEEN "seen"
#else
#define SEEN "not there"
#endif

int main(void) { puts(SEEN); }
