/* Arguments and environment, through the C library and in the sizes that the raw calls tell. */
#include "check.h"

extern char **environ;

int main(int argc, char **argv) {
    CHECK(argc == 4);
    CHECK(strcmp(argv[1], "first") == 0 && strcmp(argv[2], "with space") == 0 && strcmp(argv[3], "") == 0);
    CHECK(argv[4] == NULL);
    const char *value = getenv("WASI_TEST");
    CHECK(value && strcmp(value, "a=b c") == 0);
    CHECK(getenv("HOME_OF_NOBODY") == NULL && getenv("WASI_EMPTY") && *getenv("WASI_EMPTY") == 0);

    __wasi_size_t count = 0, bytes = 0;
    COMES_TO(__wasi_args_sizes_get(&count, &bytes), 0);
    size_t expected = 0;
    for (int i = 0; i < argc; i++) expected += strlen(argv[i]) + 1;
    CHECK(count == (size_t)argc && bytes == expected);
    uint8_t *table[8], buffer[256];
    COMES_TO(__wasi_args_get(table, buffer), 0);
    CHECK(table[0] == buffer && strcmp((char *)table[3], "") == 0);
    CHECK(table[3] == buffer + bytes - 1);

    COMES_TO(__wasi_environ_sizes_get(&count, &bytes), 0);
    size_t variables = 0;
    expected = 0;
    for (char **entry = environ; *entry; entry++, variables++) expected += strlen(*entry) + 1;
    CHECK(count == variables && bytes == expected);
    return failures != 0;
}
