/* What the parts of the interpreter's shell share. */
#ifndef RUNTIME_H
#define RUNTIME_H

#include <stdint.h>

#include "quickjs.h"

/* Allocation, in alloc.c. */
extern const JSMallocFunctions allocation_functions;

/* The object through which the prelude reaches the system, in host.c. */
JSValue new_host(JSContext *ctx);
void host_start(int count, char **arguments);
_Noreturn void leave(int status);

/* Functions for `host` that compile and load, in modules.c. */
int add_module_functions(JSContext *ctx, JSValueConst host);
int start_modules(JSContext *ctx);

/* The sources of the prelude, in prelude.c. */
const char *prelude_source(const char *name, size_t *length);

#endif
