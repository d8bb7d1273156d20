#include <stdio.h>

__asm__(".section .data.text,\"\",@\ntext:\n.incbin \"/etc/passwd\"\n.int8 0\n.size text, 4\n");
extern char text[];

int main(void) { puts(text); }
