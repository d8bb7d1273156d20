/* The `sqlite3` program for WASI preview 1: SQLite's own shell, which reads its script from the file of the submission
   where the stock program reads standard input. Standard input is thus free for data.

   What follows the name of the script is what follows `sqlite3` on a command line: options, a database, statements. The
   module works with and without a snapshot, in which SQLite is initialized already. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <wasi/libc-environ.h>

/* The shell calls this for the stream that it reads its statements from. */
FILE *script_stream(void);
#define main shell_main
#include "shell.c"
#undef main

void __wasi_init_tp(void);
void __wasm_call_ctors(void);
void __wasilibc_reset_preopens(void);
int __main_void(void);

int sqlite3_csv_init(sqlite3 *db, char **message, const sqlite3_api_routines *api);
int sqlite3_uuid_init(sqlite3 *db, char **message, const sqlite3_api_routines *api);
int stdin_table_init(sqlite3 *db, char **message, const sqlite3_api_routines *api);

/* libc's own buffers hold 1 KiB, and every time one is full or empty the host is called. */
enum { STREAM_BUFFER = 32768 };
static char input_buffer[STREAM_BUFFER], output_buffer[STREAM_BUFFER];

static FILE *script;
static int prepared;

FILE *script_stream(void) { return script; }

static void initialize(void) {
    sqlite3_config(SQLITE_CONFIG_URI, 1);
    sqlite3_initialize();
    sqlite3_auto_extension((void (*)(void))sqlite3_csv_init);
    sqlite3_auto_extension((void (*)(void))sqlite3_uuid_init);
    sqlite3_auto_extension((void (*)(void))stdin_table_init);
}

/* The shell calls this where it would initialize SQLite. */
void shell_initialize(void) {
    if (!prepared)
        initialize();
}

/* Opening a first connection fills the tables of built-in functions; the generator of random numbers is reset so that
   every run seeds its own. */
__attribute__((export_name("wizer-initialize"))) void wizer_initialize(void) {
    __wasi_init_tp();
    __wasm_call_ctors();
    initialize();
    sqlite3 *db;
    if (sqlite3_open(":memory:", &db) != SQLITE_OK ||
        sqlite3_exec(db, "CREATE TABLE t(a); INSERT INTO t VALUES(1); SELECT * FROM t, json_each('[1]')", NULL, NULL, NULL))
        abort();
    sqlite3_close(db);
    sqlite3_randomness(0, NULL);
    prepared = 1;
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
    script = stdin;
    if (count > 1 && strcmp(arguments[1], "-") != 0) {
        script = fopen(arguments[1], "rb");
        if (!script) {
            fprintf(stderr, "%s: cannot open %s: %s\n", arguments[0], arguments[1], strerror(errno));
            leave(EXIT_FAILURE);
        }
    }
    if (count > 1) {
        arguments[1] = arguments[0];
        count--;
        arguments++;
    }
    leave(shell_main(count, arguments));
}
