/* The `forth` program for WASI preview 1: pForth with a dictionary that is complete when a run begins.

   At set-up, pForth builds its dictionary from its own sources, which are in the module as text, and the memory is kept. A
   run includes one file and leaves at its end. What it prints goes to standard output, and an error to standard error, with
   the file, the line and the exit code 1. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <wasi/libc-environ.h>

#include "pf_all.h"

#include "library.h"

void pfInit(void);

void __wasi_init_tp(void);
void __wasm_call_ctors(void);
void __wasilibc_reset_preopens(void);
int __main_void(void);

enum { STREAM_BUFFER = 32768, DATA_CELLS = 65536, RETURN_CELLS = 262144, HEADER_BYTES = 1 << 20, CODE_BYTES = 4 << 20 };
static char input_buffer[STREAM_BUFFER], output_buffer[STREAM_BUFFER];
static int prepared, preparing;

/* The files that are being included, for messages. */
enum { MOST_FILES = 32 };
static struct {
    FILE *stream;
    char name[256];
} files[MOST_FILES];
static int file_count;

FILE *__real_fopen(const char *path, const char *mode);
FILE *__wrap_fopen(const char *path, const char *mode) {
    if (preparing) {
        for (size_t i = 0; i < sizeof library / sizeof *library; i++)
            if (strcmp(library[i].name, path) == 0)
                return fmemopen((void *)library[i].text, strlen(library[i].text), "r");
        return NULL;
    }
    FILE *stream = __real_fopen(path, mode);
    if (stream) {
        files[file_count % MOST_FILES].stream = stream;
        snprintf(files[file_count % MOST_FILES].name, sizeof files->name, "%s", path);
        file_count++;
    }
    return stream;
}

/* Standard streams belong to the program for as long as it runs. */
int __real_fclose(FILE *stream);
int __wrap_fclose(FILE *stream) { return stream == stdin || stream == stdout ? 0 : __real_fclose(stream); }

static const char *explanation(ThrowCode code) {
    switch (code) {
    case THROW_ABORT: return "abort";
    case THROW_ABORT_QUOTE: return "abort\"";
    case THROW_STACK_OVERFLOW: return "stack overflow";
    case THROW_STACK_UNDERFLOW: return "stack underflow";
    case THROW_FLOAT_STACK_UNDERFLOW: return "floating-point stack underflow";
    case THROW_EXECUTING: return "a word that is for compiling only";
    case THROW_UNDEFINED_WORD: return "undefined word";
    case THROW_PAIRS: return "control structure mismatch";
    case THROW_SEMICOLON: return "the stack changed between : and ;";
    case THROW_DEFERRED: return "not a deferred word";
    case -9: return "invalid memory address";
    case -10: return "division by zero";
    default: return "exception";
    }
}

/* An error that nobody caught, once for every file that is left because of it. */
void forth_report(ThrowCode code, FILE *stream) {
    if (code == THROW_BYE || code == THROW_QUIT)
        return;
    const char *name = "forth";
    for (int i = 0; i < MOST_FILES; i++)
        if (files[i].stream == stream)
            name = files[i].name;
    fflush(stdout);
    fprintf(stderr, "%s:%d: %s (%d)\n%.*s\n", name, (int)gCurrentTask->td_LineNumber, explanation(code), (int)code,
            (int)gCurrentTask->td_SourceNum, gCurrentTask->td_SourcePtr);
}

/* A word that is in no dictionary; the report follows. */
void forth_unknown(const char *word) {
    fflush(stdout);
    fprintf(stderr, "forth: %.*s ?\n", *word & 31, word + 1);
}

int sdTerminalOut(char c) { return preparing ? c : putchar(c); }
int sdTerminalEcho(char c) { return c; }
int sdTerminalIn(void) {
    fflush(stdout);
    return getchar();
}
int sdQueryTerminal(void) { return feof(stdin) ? 0 : -1; }
int sdTerminalFlush(void) { return 0; }
void sdTerminalInit(void) {}
void sdTerminalTerm(void) {}
cell_t sdSleepMillis(cell_t milliseconds) {
    fflush(stdout);
    struct timespec time = {milliseconds / 1000, milliseconds % 1000 * 1000000};
    return nanosleep(&time, NULL);
}

static void prepare(void) {
    preparing = 1;
    pfSetQuiet(1);
    pfInit();
    pfSetCurrentTask(pfCreateTask(DATA_CELLS, RETURN_CELLS));
    if (!pfBuildDictionary(HEADER_BYTES, CODE_BYTES) || pfIncludeFile("system.fth") != 0 || pfIncludeFile("own.fth") != 0) {
        fputs("forth: the dictionary cannot be built\n", stderr);
        exit(EXIT_FAILURE);
    }
    pfExecIfDefined("AUTO.INIT");
    preparing = 0;
    prepared = 1;
}

/* Called once at set-up by whoever makes the snapshot. What libc knows of the world by then is forgotten again. */
__attribute__((export_name("wizer-initialize"))) void wizer_initialize(void) {
    __wasi_init_tp();
    __wasm_call_ctors();
    prepare();
    __wasilibc_deinitialize_environ();
    __wasilibc_reset_preopens();
}

static _Noreturn void leave(int status) {
    fflush(NULL);
    _Exit(status);
}

/* Stands in for `_start` in a module that was made from a snapshot, where libc is initialized already. */
__attribute__((export_name("wizer-resume"))) void wizer_resume(void) { leave(__main_void()); }

int main(int count, char **arguments) {
    setvbuf(stdin, input_buffer, _IOFBF, STREAM_BUFFER);
    setvbuf(stdout, output_buffer, _IOFBF, STREAM_BUFFER);
    if (!prepared)
        prepare();
    const char *source = count > 1 ? arguments[1] : "/dev/stdin";
    if (access(source, R_OK) != 0) {
        fprintf(stderr, "forth: %s: %s\n", source, strerror(errno));
        leave(EXIT_FAILURE);
    }
    ThrowCode result = pfIncludeFile(source);
    leave(result == 0 || result == THROW_BYE || result == THROW_QUIT ? (int)gVarByeCode : EXIT_FAILURE);
}
