int deeper(volatile char *x) { volatile char y[4096]; y[0] = *x; return deeper(y) + y[1]; }
int main(void) { char x = 1; return deeper(&x); }
