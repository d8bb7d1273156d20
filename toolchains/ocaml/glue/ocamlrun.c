/* Runs the bytecode that the compiler made: `ocamlrun <name> <file> <arguments>`, where the name is what the program sees
   as its own. A snapshot holds the runtime with an empty heap. */
#include "start.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "caml/backtrace.h"
#include "caml/exec.h"
#include "caml/gc_ctrl.h"
#include "caml/minor_gc.h"
#include "caml/misc.h"
#include "caml/stacks.h"
#include "caml/startup.h"
#include "caml/startup_aux.h"
#include "caml/sys.h"

void __wasi_init_tp(void);
void __wasm_call_ctors(void);
int __main_void(void);
extern uintnat caml_percent_free, caml_percent_max;

static int prepared;

typedef struct File {
    Image image;
    int descriptor;
    struct exec_trailer trailer;
} File;

static char *find_in_file(Image *image, const char *name, size_t *size) {
    File *file = (File *)image;
    int32_t found = caml_seek_optional_section(file->descriptor, &file->trailer, (char *)name);
    if (found < 0)
        return NULL;
    char *bytes = malloc((size_t)found + 1);
    if (!bytes || read(file->descriptor, bytes, found) != found)
        caml_fatal_error("error reading section %s", name);
    bytes[found] = 0;
    *size = found;
    return bytes;
}

static void prepare(void) {
    start_runtime();
    prepared = 1;
}

/* What OCAMLRUNPARAM asks for can only be known at the start of a run; the part that matters then is taken up. */
static void read_parameters(void) {
    uintnat minor = caml_init_minor_heap_wsz, policy = caml_init_policy;
    caml_parse_ocamlrunparam();
    caml_change_max_stack_size(caml_init_max_stack_wsz);
    caml_percent_free = caml_init_percent_free > 0 ? caml_init_percent_free : 1;
    caml_percent_max = caml_init_max_percent_free;
    if (caml_init_minor_heap_wsz != minor && caml_init_minor_heap_wsz >= Minor_heap_min &&
        caml_init_minor_heap_wsz <= Minor_heap_max)
        caml_set_minor_heap_size(Bsize_wsize(caml_init_minor_heap_wsz));
    caml_init_policy = policy;
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
    if (count < 2) {
        fputs("ocamlrun: no bytecode file specified\n", stderr);
        return 127;
    }
    read_parameters();
    File file = {{find_in_file}, -1, {0}};
    char *name = arguments[1];
    file.descriptor = caml_attempt_open(&name, &file.trailer, 1);
    if (file.descriptor < 0) {
        fprintf(stderr, "ocamlrun: the file '%s' is not a bytecode executable file\n", arguments[1]);
        return 127;
    }
    caml_read_section_descriptors(file.descriptor, &file.trailer);
    load_program(&file.image);
    close(file.descriptor);
    arguments[1] = arguments[0];
    caml_sys_init(name, arguments + 1);
    caml_load_main_debug_info();
    return run_program(0);
}
