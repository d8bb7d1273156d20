/* The `php` program for WASI preview 1: PHP's command line without its options.
 *
 * The start is cut in two. `wizer-initialize` registers everything that is built in, which a snapshot keeps; `main` starts
 * the request, runs the script and ends the request. The module works just as well without a snapshot. */
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <wasi/api.h>
#include <wasi/libc-environ.h>

#include "php.h"
#include "SAPI.h"
#include "php_main.h"
#include "php_variables.h"
#include "zend_call_stack.h"
#include "ext/random/php_random.h"
#include "ext/random/php_random_csprng.h"
#include "ext/standard/php_standard.h"

void __wasi_init_tp(void);
void __wasm_call_ctors(void);
void __wasilibc_reset_preopens(void);
int __main_void(void);

static bool prepared;
static char *script = "";

/* Whatever is printed is collected here, for a call of the host on every `echo` is the greater part of its cost. It is
 * written before anything else is written, or read from standard input, so that nobody can tell. */
static char output[32768];
static size_t output_length;

ssize_t __real_write(int descriptor, const void *bytes, size_t count);
ssize_t __real_read(int descriptor, void *bytes, size_t count);

static bool write_output(void)
{
    size_t at = 0;
    while (at < output_length) {
        ssize_t done = __real_write(STDOUT_FILENO, output + at, output_length - at);
        if (done < 0) {
            break;
        }
        at += done;
    }
    bool good = at == output_length;
    output_length = 0;
    return good;
}

/* The linker puts these in front of libc's own. */
ssize_t __wrap_write(int descriptor, const void *bytes, size_t count)
{
    if (output_length > 0) {
        write_output();
    }
    return __real_write(descriptor, bytes, count);
}

ssize_t __wrap_read(int descriptor, void *bytes, size_t count)
{
    if (descriptor == STDIN_FILENO && output_length > 0) {
        write_output();
    }
    return __real_read(descriptor, bytes, count);
}

/* Streams for php://stdin and the like share the standard descriptors, and each is closed with its own. */
int __real_close(int descriptor);
int __wrap_close(int descriptor)
{
    return descriptor <= STDERR_FILENO ? 0 : __real_close(descriptor);
}

/* Who sleeps wants what was printed before to be seen. */
unsigned __real_sleep(unsigned seconds);
int __real_usleep(useconds_t time);
int __real_nanosleep(const struct timespec *time, struct timespec *left);

unsigned __wrap_sleep(unsigned seconds)
{
    write_output();
    return __real_sleep(seconds);
}

int __wrap_usleep(useconds_t time)
{
    write_output();
    return __real_usleep(time);
}

int __wrap_nanosleep(const struct timespec *time, struct timespec *left)
{
    write_output();
    return __real_nanosleep(time, left);
}

static _Noreturn void leave(int status)
{
    write_output();
    fflush(NULL);
    _Exit(status & 0xff);
}

/* PHP's heap wants chunks of 2 MiB, aligned, and gives parts of them back. This hands out whole pages of WebAssembly, and
 * build.sh lets zend_alloc.c call it in place of mmap and munmap. */
enum { PAGE_SHIFT = 16, PAGE = 1 << PAGE_SHIFT, CHUNK = 2 << 20, PAGES = 65536 };
static uint8_t free_pages[PAGES];
static size_t lowest_free = PAGES, grown_to;

static size_t run_of_free(size_t at, size_t count)
{
    size_t length = 0;
    while (length < count && at + length < grown_to && free_pages[at + length]) {
        length++;
    }
    return length;
}

void *enclos_map(void *wanted, size_t size)
{
    size_t count = (size + PAGE - 1) >> PAGE_SHIFT;
    size_t step = size >= CHUNK ? CHUNK >> PAGE_SHIFT : 1;
    size_t first = (uintptr_t)wanted >> PAGE_SHIFT;
    if (wanted) {
        if (run_of_free(first, count) < count) {
            return NULL;
        }
    }
    else {
        first = (lowest_free + step - 1) / step * step;
        while (first < grown_to && run_of_free(first, count) < count) {
            first += step;
        }
        if (first >= grown_to) {
            size_t end = __builtin_wasm_memory_size(0);
            first = (end + step - 1) / step * step;
            if (first + count > PAGES || __builtin_wasm_memory_grow(0, first + count - end) == (size_t)-1) {
                errno = ENOMEM;
                return NULL;
            }
            memset(free_pages + end, 1, first - end);
            if (first > end && end < lowest_free) {
                lowest_free = end;
            }
            grown_to = first + count;
        }
    }
    memset(free_pages + first, 0, count);
    return (void *)(first << PAGE_SHIFT);
}

int enclos_unmap(void *address, size_t size)
{
    size_t first = (uintptr_t)address >> PAGE_SHIFT;
    memset(free_pages + first, 1, (size + PAGE - 1) >> PAGE_SHIFT);
    if (first < lowest_free) {
        lowest_free = first;
    }
    return 0;
}

/* The stack lies at the bottom of the memory, below all data. */
extern char __data_end, __global_base;
bool enclos_stack(zend_call_stack *stack)
{
    stack->max_size = (size_t)&__global_base;
    stack->base = &__global_base;
    return true;
}

/* What libc says of a process is its time alone; the rest is zero. */
ZEND_FUNCTION(getrusage)
{
    static const char *const rest[] = {
        "ru_oublock", "ru_inblock", "ru_msgsnd", "ru_msgrcv", "ru_maxrss", "ru_ixrss", "ru_idrss", "ru_minflt", "ru_majflt",
        "ru_nsignals", "ru_nvcsw", "ru_nivcsw", "ru_nswap", "ru_stime.tv_usec", "ru_stime.tv_sec",
    };
    clock_t used = clock();
    array_init(return_value);
    for (size_t at = 0; at < sizeof rest / sizeof *rest; at++) {
        add_assoc_long(return_value, rest[at], 0);
    }
    add_assoc_long(return_value, "ru_utime.tv_usec", used % CLOCKS_PER_SEC * (1000000 / CLOCKS_PER_SEC));
    add_assoc_long(return_value, "ru_utime.tv_sec", used / CLOCKS_PER_SEC);
}

static size_t collect(const char *text, size_t length)
{
    if (length > sizeof output - output_length && !write_output()) {
        EG(exit_status) = 255;
        php_handle_aborted_connection();
    }
    if (length > sizeof output) {
        ssize_t done = 0;
        for (size_t at = 0; at < length; at += done) {
            done = __real_write(STDOUT_FILENO, text + at, length - at);
            if (done < 0) {
                EG(exit_status) = 255;
                php_handle_aborted_connection();
                return at;
            }
        }
        return length;
    }
    memcpy(output + output_length, text, length);
    output_length += length;
    return length;
}

/* Called after every `echo`, because of implicit_flush. */
static void ignore_flush(void *context)
{
}

static void log_message(const char *message, int type)
{
    fprintf(stderr, "%s\n", message);
    fflush(stderr);
}

static int ignore_header(sapi_header_struct *header, sapi_header_op_enum operation, sapi_headers_struct *headers)
{
    return 0;
}

static int ignore_headers(sapi_headers_struct *headers)
{
    return SAPI_HEADER_SENT_SUCCESSFULLY;
}

static void ignore_header_line(sapi_header_struct *header, void *context)
{
}

static char *no_cookies(void)
{
    return NULL;
}

static void register_variables(zval *variables)
{
    php_import_environment_variables(variables);
    static const char *const names[] = {"PHP_SELF", "SCRIPT_NAME", "SCRIPT_FILENAME", "PATH_TRANSLATED"};
    for (size_t at = 0; at < sizeof names / sizeof *names; at++) {
        php_register_variable(names[at], script, variables);
    }
    php_register_variable("DOCUMENT_ROOT", "", variables);
}

/* Of the extension readline, which most installations have, what a program without a terminal can use: no prompt is
 * printed then, and nothing is kept. */
PHP_FUNCTION(readline)
{
    char *prompt = NULL, *line = NULL;
    size_t prompt_length, space = 0;
    ZEND_PARSE_PARAMETERS_START(0, 1)
        Z_PARAM_OPTIONAL
        Z_PARAM_STRING_OR_NULL(prompt, prompt_length)
    ZEND_PARSE_PARAMETERS_END();
    write_output();
    ssize_t length = getline(&line, &space, stdin);
    if (length < 0) {
        RETVAL_FALSE;
    }
    else {
        RETVAL_STRINGL(line, length > 0 && line[length - 1] == '\n' ? length - 1 : length);
    }
    free(line);
}

PHP_FUNCTION(readline_add_history)
{
    char *line;
    size_t length;
    ZEND_PARSE_PARAMETERS_START(1, 1)
        Z_PARAM_STRING(line, length)
    ZEND_PARSE_PARAMETERS_END();
    RETURN_TRUE;
}

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_MASK_EX(readline_arguments, 0, 0, MAY_BE_STRING | MAY_BE_FALSE)
    ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, prompt, IS_STRING, 1, "null")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(history_arguments, 0, 1, _IS_BOOL, 0)
    ZEND_ARG_TYPE_INFO(0, prompt, IS_STRING, 0)
ZEND_END_ARG_INFO()

static const zend_function_entry readline_functions[] = {
    PHP_FE(readline, readline_arguments)
    PHP_FE(readline_add_history, history_arguments)
    PHP_FE_END
};

static zend_module_entry readline_module = {
    STANDARD_MODULE_HEADER, "readline", readline_functions, NULL, NULL, NULL, NULL, NULL, PHP_VERSION,
    STANDARD_MODULE_PROPERTIES,
};

static int start_up(sapi_module_struct *module)
{
    return php_module_startup(module, &readline_module);
}

static int nothing_left(void)
{
    return SUCCESS;
}

/* What the command line always sets, and then what Debian's php.ini for it adds: messages go to standard error only, and
 * the memory has no limit but the host's. */
static void set_defaults(HashTable *settings)
{
    static const char *const values[][2] = {
        {"html_errors", "0"}, {"register_argc_argv", "1"}, {"implicit_flush", "1"}, {"output_buffering", "0"},
        {"max_execution_time", "0"}, {"max_input_time", "-1"}, {"display_errors", "0"}, {"log_errors", "1"},
        {"memory_limit", "-1"}, {"short_open_tag", "0"}, {"variables_order", "GPCS"}, {"error_reporting", "22527"},
        {"zend.assertions", "-1"}, {"zend.exception_ignore_args", "1"}, {"serialize_precision", "-1"}, {"precision", "14"},
    };
    for (size_t at = 0; at < sizeof values / sizeof *values; at++) {
        zval value;
        ZVAL_NEW_STR(&value, zend_string_init(values[at][1], strlen(values[at][1]), 1));
        zend_hash_str_update(settings, values[at][0], strlen(values[at][0]), &value);
    }
}

static sapi_module_struct command_line = {
    .name = "cli",
    .pretty_name = "Command Line Interface",
    .startup = start_up,
    .shutdown = php_module_shutdown_wrapper,
    .deactivate = nothing_left,
    .ub_write = collect,
    .flush = ignore_flush,
    .sapi_error = php_error,
    .header_handler = ignore_header,
    .send_headers = ignore_headers,
    .send_header = ignore_header_line,
    .read_cookies = no_cookies,
    .register_server_variables = register_variables,
    .log_message = log_message,
    .php_ini_ignore = 1,
    .php_ini_ignore_cwd = 1,
    .phpinfo_as_text = 1,
    .ini_defaults = set_defaults,
    .executable_location = "/usr/bin/php",
};

static void prepare(void)
{
    sapi_startup(&command_line);
    if (command_line.startup(&command_line) == FAILURE) {
        fputs("php: cannot start\n", stderr);
        exit(EXIT_FAILURE);
    }
    prepared = true;
}

/* Called once at set-up by whoever makes the snapshot. What libc knows of the world by then is forgotten again. */
__attribute__((export_name("wizer-initialize"))) void wizer_initialize(void)
{
    __wasi_init_tp();
    __wasm_call_ctors();
    prepare();
    /* Otherwise /dev/urandom stays open. */
    php_random_csprng_shutdown();
    __wasilibc_deinitialize_environ();
    __wasilibc_reset_preopens();
}

/* Stands in for `_start` in a module that was made from a snapshot, where libc is initialized already. */
__attribute__((export_name("wizer-resume"))) void wizer_resume(void)
{
    leave(__main_void());
}

static void register_stream(const char *url, const char *mode, const char *name)
{
    php_stream *stream = php_stream_open_wrapper_ex(url, mode, 0, NULL, NULL);
    if (!stream) {
        return;
    }
    stream->flags |= PHP_STREAM_FLAG_NO_RSCR_DTOR_CLOSE;
    zend_constant constant;
    php_stream_to_zval(stream, &constant.value);
    Z_CONSTANT_FLAGS(constant.value) = 0;
    constant.name = zend_string_init_interned(name, strlen(name), 0);
    zend_register_constant(&constant);
}

static void run_script(void)
{
    CG(skip_shebang) = 1;
    zend_is_auto_global(ZSTR_KNOWN(ZEND_STR_AUTOGLOBAL_SERVER));
    PG(during_request_startup) = 0;
    register_stream("php://stdin", "rb", "STDIN");
    register_stream("php://stdout", "wb", "STDOUT");
    register_stream("php://stderr", "wb", "STDERR");

    zend_file_handle file;
    if (strcmp(script, "-") == 0) {
        zend_stream_init_fp(&file, stdin, "Standard input code");
    }
    else {
        zend_stream_init_filename(&file, script);
    }
    file.primary_script = 1;
    php_execute_script(&file);
    zend_destroy_file_handle(&file);
}

int main(int count, char **arguments)
{
    const char *folder = getenv("ENCLOS_PWD");
    if (folder && chdir(folder) == 0) {
        unsetenv("ENCLOS_PWD");
    }
    if (!prepared) {
        prepare();
    }
    int at = count > 2 && strcmp(arguments[1], "--") == 0 ? 2 : 1;
    script = at < count ? arguments[at] : "-";
    if (strcmp(script, "-v") == 0 || strcmp(script, "--version") == 0) {
        printf("PHP %s (cli)\n", PHP_VERSION);
        leave(0);
    }
    if (strcmp(script, "-") != 0 && access(script, R_OK) != 0) {
        printf("Could not open input file: %s\n", script);
        leave(1);
    }

    zend_first_try {
        SG(headers_sent) = 1;
        SG(request_info).no_headers = 1;
        SG(request_info).argc = count > at ? count - at : 1;
        SG(request_info).argv = count > at ? arguments + at : &script;
        SG(request_info).path_translated = script;
        if (php_request_startup() == FAILURE) {
            leave(1);
        }
        SG(headers_sent) = 1;
        SG(request_info).no_headers = 1;
        zend_try {
            run_script();
        } zend_end_try();
        /* Functions for the end, destructors and buffers; it gives all memory back as well. */
        php_request_shutdown(NULL);
    } zend_end_try();
    leave(EG(exit_status));
}
