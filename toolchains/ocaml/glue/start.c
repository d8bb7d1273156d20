/* Takes the place of startup_byt.c's `caml_main`, which does everything at once: here the runtime is started, a program is
   loaded and a program is run, so that a snapshot can be taken between any two of them. */
#include "start.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wasi/libc-environ.h>

#include "caml/alloc.h"
#include "caml/backtrace.h"
#include "caml/callback.h"
#include "caml/codefrag.h"
#include "caml/custom.h"
#include "caml/domain.h"
#include "caml/dynlink.h"
#include "caml/fail.h"
#include "caml/fix_code.h"
#include "caml/gc_ctrl.h"
#include "caml/interp.h"
#include "caml/intext.h"
#include "caml/minor_gc.h"
#include "caml/misc.h"
#include "caml/prims.h"
#include "caml/printexc.h"
#include "caml/stacks.h"
#include "caml/startup.h"
#include "caml/startup_aux.h"
#include "caml/sys.h"

void __wasilibc_reset_preopens(void);

static jmp_buf stopped;

void libc_forget(void) {
    __wasilibc_deinitialize_environ();
    __wasilibc_reset_preopens();
}

_Noreturn void leave(int status) {
    fflush(NULL);
    _Exit(status);
}

void start_runtime(void) {
    caml_init_domain();
    caml_parse_ocamlrunparam();
    caml_startup_aux(0);
    caml_init_custom_operations();
    caml_ext_table_init(&caml_shared_libs_path, 8);
    caml_init_gc(caml_init_minor_heap_wsz, caml_init_heap_wsz, caml_init_heap_chunk_sz, caml_init_percent_free,
                 caml_init_max_percent_free, caml_init_major_window, caml_init_custom_major_ratio,
                 caml_init_custom_minor_ratio, caml_init_custom_minor_max_bsz, caml_init_policy);
    caml_init_stack(caml_init_max_stack_wsz);
    caml_init_atom_table();
    caml_init_backtrace();
    caml_interprete(NULL, 0);
}

/* The linker writes the names in the order of the table that it was told of, which is nearly always this very table, so
   each name is looked for at its own place first. */
static void find_primitives(const char *name) {
    int count = 0;
    while (caml_names_of_builtin_cprim[count])
        count++;
    caml_ext_table_init(&caml_prim_table, count + 1);
    for (int place = 0; *name; name += strlen(name) + 1, place++) {
        int found = place;
        if (place >= count || strcmp(name, caml_names_of_builtin_cprim[place]) != 0)
            for (found = 0; found < count && strcmp(name, caml_names_of_builtin_cprim[found]) != 0;)
                found++;
        if (found == count)
            caml_fatal_error("unknown C primitive `%s'", name);
        caml_ext_table_add(&caml_prim_table, (void *)caml_builtin_cprim[found]);
    }
}

static char *section(Image *image, const char *name, size_t *size) {
    char *bytes = image->find(image, name, size);
    if (!bytes)
        caml_fatal_error("section `%s' is missing", name);
    return bytes;
}

void load_program(Image *image) {
    size_t size;
    caml_start_code = (code_t)section(image, "CODE", &size);
    caml_code_size = size;
    caml_init_code_fragments();
    caml_init_debug_info();
    char *names = section(image, "PRIM", &size);
    find_primitives(names);
    free(names);
    char *data = section(image, "DATA", &size);
    caml_global_data = caml_input_value_from_block(data, size);
    free(data);
    caml_oldify_one(caml_global_data, &caml_global_data);
    caml_oldify_mopup();
}

int run_program(int resume) {
    /* Set again by whoever leaves through here. */
    if (setjmp(stopped))
        return 0;
    value result = resume ? caml_interprete_resume() : caml_interprete(caml_start_code, caml_code_size);
    if (Is_exception_result(result)) {
        Caml_state->exn_bucket = Extract_exception(result);
        caml_fatal_uncaught_exception(Caml_state->exn_bucket);
    }
    return 0;
}

_Noreturn void stop_program(value argument) {
    caml_resumed_argument = argument;
    longjmp(stopped, 1);
}
