#include "/proc/version"
int main(void) { return 0; }
