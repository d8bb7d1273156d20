__asm__(".section .data.big,\"\",@\nbig:\n.skip 4000000000, 1\n");
int main(void) { return 0; }
