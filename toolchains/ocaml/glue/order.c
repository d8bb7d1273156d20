/* A file has to be compiled after those whose modules it uses, and an interface before its module. People name files in any
   order, so the names of modules are looked for in the sources. Words in comments and strings count too, which at worst
   leads to a circle, and a circle is left in the order that was given. The main source comes last whatever it mentions. */
#include "order.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct Source {
    char *name;
    /* The module's name, capitalized, within `name` but for its first letter. */
    char initial;
    const char *rest;
    size_t rest_length;
    int is_interface, is_main, state;
    char *text;
} Source;

static int has_ending(const char *name, const char *ending) {
    size_t length = strlen(name), tail = strlen(ending);
    return length > tail && strcmp(name + length - tail, ending) == 0;
}

static char *read_text(const char *name) {
    FILE *file = fopen(name, "rb");
    if (!file)
        return NULL;
    size_t size = 0, room = 65536;
    char *text = malloc(room);
    while (text) {
        size += fread(text + size, 1, room - size - 1, file);
        if (size < room - 1)
            break;
        char *larger = realloc(text, room *= 2);
        if (!larger)
            free(text);
        text = larger;
    }
    if (text)
        text[size] = 0;
    fclose(file);
    return text;
}

static int is_word(char c) { return isalnum((unsigned char)c) || c == '_' || c == '\''; }

static int mentions(const Source *source, const Source *module) {
    const char *at = source->text;
    if (!at)
        return 0;
    while ((at = strchr(at, module->initial))) {
        int starts = at == source->text || !is_word(at[-1]);
        at++;
        if (starts && strncmp(at, module->rest, module->rest_length) == 0 && !is_word(at[module->rest_length]))
            return 1;
    }
    return 0;
}

static int same_module(const Source *a, const Source *b) {
    return a->initial == b->initial && a->rest_length == b->rest_length && memcmp(a->rest, b->rest, a->rest_length) == 0;
}

enum { UNSEEN, SEEN, DONE };

static void place(Source *sources, int count, int which, char **order, int *placed) {
    Source *source = &sources[which];
    if (source->state != UNSEEN)
        return;
    source->state = SEEN;
    for (int i = 0; i < count; i++) {
        int needed = same_module(source, &sources[i]) ? !source->is_interface : mentions(source, &sources[i]);
        if (i != which && needed)
            place(sources, count, i, order, placed);
    }
    source->state = DONE;
    order[(*placed)++] = source->name;
}

void order_sources(int count, char **arguments) {
    Source *sources = calloc(count + 1, sizeof *sources);
    char **order = calloc(count + 1, sizeof *order);
    int found = 0, placed = 0;
    for (int i = 1; sources && order && i < count; i++) {
        int is_interface = has_ending(arguments[i], ".mli");
        if (arguments[i][0] == '-' || strcmp(arguments[i - 1], "-o") == 0 ||
            (!is_interface && !has_ending(arguments[i], ".ml")))
            continue;
        Source *source = &sources[found++];
        const char *slash = strrchr(arguments[i], '/'), *base = slash ? slash + 1 : arguments[i];
        source->name = arguments[i];
        source->initial = toupper((unsigned char)*base);
        source->rest = base + 1;
        source->rest_length = strlen(base) - 1 - (is_interface ? 4 : 3);
        source->is_interface = is_interface;
        source->is_main = strcmp(base, "main.ml") == 0;
    }
    if (found > 1) {
        for (int i = 0; i < found; i++)
            sources[i].text = read_text(sources[i].name);
        for (int pass = 0; pass < 2; pass++)
            for (int i = 0; i < found; i++)
                if (sources[i].is_main == pass)
                    place(sources, found, i, order, &placed);
        for (int i = 1, next = 0; i < count && next < placed; i++)
            for (int j = 0; j < found; j++)
                if (arguments[i] == sources[j].name) {
                    sources[j].name = NULL;
                    arguments[i] = order[next++];
                    break;
                }
        for (int i = 0; i < found; i++)
            free(sources[i].text);
    }
    free(sources);
    free(order);
}
