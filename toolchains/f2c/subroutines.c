/* To a translated program every subroutine is an `int`, and a function has one type in WebAssembly. In the library some are
   `void`: build.sh gives those other names, and these stand in front of them. */
#include "f2c.h"

void void_getarg_(ftnint *number, char *text, ftnlen length);
void void_getenv_(char *name, char *text, ftnlen name_length, ftnlen length);
void void_exit_(integer *status);
void void_s_cat(char *text, char *parts[], ftnint lengths[], ftnint *count, ftnlen length);
void void_s_copy(char *to, char *from, ftnlen to_length, ftnlen from_length);

int getarg_(ftnint *number, char *text, ftnlen length) {
    void_getarg_(number, text, length);
    return 0;
}

int getenv_(char *name, char *text, ftnlen name_length, ftnlen length) {
    void_getenv_(name, text, name_length, length);
    return 0;
}

int exit_(integer *status) {
    void_exit_(status);
    return 0;
}

int s_cat(char *text, char *parts[], ftnint lengths[], ftnint *count, ftnlen length) {
    void_s_cat(text, parts, lengths, count, length);
    return 0;
}

int s_copy(char *to, char *from, ftnlen to_length, ftnlen from_length) {
    void_s_copy(to, from, to_length, from_length);
    return 0;
}
