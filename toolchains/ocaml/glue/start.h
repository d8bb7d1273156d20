/* What the two programs that are made of the runtime have in common: the compiler and the interpreter of its output. */
#ifndef START_H
#define START_H
#define CAML_INTERNALS
#include "caml/config.h"
#include "caml/mlvalues.h"

/* The sections of a bytecode executable, wherever they are: `find` gives a section's size and its bytes, with a zero
   after them, in memory of its own; or NULL. */
typedef struct Image {
    char *(*find)(struct Image *image, const char *name, size_t *size);
} Image;

/* Makes the heap, the stack and the tables: all that needs no program. */
void start_runtime(void);
/* Reads a program: its code, its data and the names of the functions in C that it calls. */
void load_program(Image *image);
/* Runs the program from its start, or, when it was stopped, from there on. The result is the program's exit status. */
int run_program(int resume);
/* Leaves the running program, which can then be resumed: it calls again the function in C that called this. */
_Noreturn void stop_program(value argument);

/* In interp.c, as build.sh changes it: what is to be resumed, and with which argument. */
extern value caml_resumed_argument;
value caml_interprete_resume(void);

void libc_forget(void);
_Noreturn void leave(int status);
#endif
