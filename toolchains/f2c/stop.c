/* The STOP statement. That of libf2c always ends well; here a number becomes the exit status, as with the compilers of
   today, and the message is theirs too. */
#include <stdio.h>
#include <stdlib.h>

#include "f2c.h"
#undef abs
#undef min
#undef max

int s_stop(char *text, ftnlen length) {
    int status = 0, numeric = length > 0;
    for (ftnlen i = 0; i < length; i++) {
        numeric = numeric && text[i] >= '0' && text[i] <= '9';
        status = numeric ? (status * 10 + text[i] - '0') % 256 : 0;
    }
    fflush(stdout);
    if (length > 0)
        fprintf(stderr, "STOP %.*s\n", (int)length, text);
    exit(status);
}

/* Whether the number that is being written wants a D in its exponent. */
int f__d_exponent;
