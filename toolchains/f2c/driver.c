/* `f2c <switches> <source> -o <translation>`. Stock f2c derives the name of what it writes, takes no endings but .f and
   cannot say that it was given another language than its own. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#undef main
#undef exit

int f2c_main(int count, char **arguments);

static char *translation;
static const char *source;

/* f2c's own, for which this one stands, makes the name of an output from that of the input. */
char *c_name(char *input, int ending) {
    (void)input, (void)ending;
    return translation;
}

/* Whether most statements begin in the columns that fixed form keeps for labels. */
static int looks_free(void) {
    FILE *file = fopen(source, "r");
    char line[256];
    int left = 0, right = 0;
    while (file && fgets(line, sizeof line, file)) {
        int column = 0;
        if (strchr("cC*!dD#", *line) && !(isalpha((unsigned char)*line) && isalpha((unsigned char)line[1])))
            continue;
        while (line[column] == ' ')
            column++;
        if (line[column] == '\t')
            right++;
        else if (isalpha((unsigned char)line[column]))
            *(column < 5 ? &left : &right) += 1;
    }
    if (file)
        fclose(file);
    return left > 0 && left * 4 >= right;
}

/* What f2c calls to end. */
void f2c_exit(int status) {
    if (status != 0 && source && looks_free())
        fputs("This compiler takes FORTRAN 77 in fixed form: statements begin in column 7 and end in column 72.\n", stderr);
    exit(status);
}

int main(int count, char **arguments) {
    char **passed = calloc(count + 1, sizeof *passed);
    int kept = 0;
    if (!passed)
        return 1;
    for (int i = 0; i < count; i++) {
        if (strcmp(arguments[i], "-o") == 0 && i + 1 < count)
            translation = arguments[++i];
        else
            passed[kept++] = arguments[i];
    }
    if (!translation || kept < 2) {
        fputs("usage: f2c <switches> <source> -o <translation>\n", stderr);
        return 1;
    }
    source = passed[kept - 1];
    f2c_exit(f2c_main(kept, passed));
}
