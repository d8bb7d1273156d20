/* The compiler: the bytecode of ocamlc with the runtime that runs it. A snapshot is taken when all modules of the compiler
   are initialized and it is about to read its environment and its arguments. */
#include "start.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "caml/alloc.h"
#include "caml/exec.h"
#include "caml/fail.h"
#include "caml/memory.h"
#include "caml/startup_aux.h"
#include "caml/sys.h"
#include "order.h"

void __wasi_init_tp(void);
void __wasm_call_ctors(void);
int __main_void(void);
value caml_sys_argv(value unit);
value caml_obj_truncate(value block, value size);

static unsigned char bytecode[] = {
#embed "ocamlc.byte"
};

static int preparing, prepared;

static uint32_t big_endian(const unsigned char *bytes) {
    return (uint32_t)bytes[0] << 24 | bytes[1] << 16 | bytes[2] << 8 | bytes[3];
}

/* A bytecode executable ends with a list of its sections, their number and a magic text. */
static char *find_in_memory(Image *image, const char *name, size_t *size) {
    (void)image;
    const unsigned char *end = bytecode + sizeof bytecode - EXEC_MAGIC_LENGTH - 4;
    uint32_t count = big_endian(end);
    const unsigned char *entry = end, *start = end - 8 * count;
    while (count-- > 0) {
        entry -= 8;
        start -= big_endian(entry + 4);
        if (memcmp(entry, name, 4) == 0) {
            *size = big_endian(entry + 4);
            char *copy = malloc(*size + 1);
            memcpy(copy, start, *size);
            copy[*size] = 0;
            return copy;
        }
    }
    return NULL;
}

/* The linker puts this in front of the function with which programs read the environment. While the compiler's modules are
   initialized, all that it has is the place of the library; the variable that comes next is the first thing it asks for
   when it sets to work. */
value __real_caml_sys_getenv(value name);
value __wrap_caml_sys_getenv(value name) {
    if (!preparing)
        return __real_caml_sys_getenv(name);
    if (strcmp(String_val(name), "OCAMLPARAM") == 0)
        stop_program(name);
    if (strcmp(String_val(name), "OCAMLLIB") == 0)
        return caml_copy_string("/usr/lib/ocaml");
    caml_raise_not_found();
}

/* The array of arguments is made before there are any. Made too long for the minor heap, it can be cut later. */
enum { MOST_ARGUMENTS = 4096 };

static void prepare(void) {
    static char *nothing[MOST_ARGUMENTS + 1];
    for (int i = 0; i < MOST_ARGUMENTS; i++)
        nothing[i] = "";
    start_runtime();
    Image image = {find_in_memory};
    load_program(&image);
    caml_sys_init("/usr/bin/ocamlc", nothing);
    preparing = 1;
    run_program(0);
    preparing = 0;
    prepared = 1;
}

__attribute__((export_name("wizer-initialize"))) void wizer_initialize(void) {
    __wasi_init_tp();
    __wasm_call_ctors();
    prepare();
    libc_forget();
}

__attribute__((export_name("wizer-resume"))) void wizer_resume(void) { leave(__main_void()); }

int main(int count, char **arguments) {
    if (!prepared)
        prepare();
    if (count > MOST_ARGUMENTS) {
        fputs("ocamlc: too many arguments\n", stderr);
        return 2;
    }
    order_sources(count, arguments);
    value list = caml_sys_argv(Val_unit);
    for (int i = 0; i < count; i++)
        caml_modify(&Field(list, i), caml_copy_string(arguments[i]));
    caml_obj_truncate(caml_sys_argv(Val_unit), Val_long(count));
    return run_program(1);
}
