/* What libf2c's arithchk.c would print on a machine with numbers as WebAssembly has them. */
#define IEEE_8087
#define Arith_Kind_ASL 1
#define QNaN0 0x0
#define QNaN1 0x7ff80000
