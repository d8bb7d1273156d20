# Builds QuickJS-NG with a shell and a prelude of our own, which make it look like Node to the programs of a judge.

source=$PKG_LIBQUICKJS_NG_SYS/embed/quickjs
cp "$HERE"/*.c "$HERE"/*.h .

# The parsers of JavaScript and of JSON recur with little on the stack in linear memory and much on the engine's own, so
# they are stopped 7 MiB earlier than other code.
sed 's/js_check_stack_overflow(s->ctx->rt, 1000)/js_check_stack_overflow(s->ctx->rt, 7 << 20)/' "$source/quickjs.c" >quickjs.c
grep -q 'rt, 7 << 20' quickjs.c

# The prelude becomes part of the module, as text.
{
    echo '#include <string.h>'
    echo '#include "runtime.h"'
    for file in "$HERE"/prelude/*.js; do
        name=$(basename "$file" .js)
        echo "static const char ${name}_source[] = {"
        echo "#embed \"$file\""
        echo '};'
    done
    echo 'const char *prelude_source(const char *name, size_t *length) {'
    for file in "$HERE"/prelude/*.js; do
        name=$(basename "$file" .js)
        echo "    if (strcmp(name, \"$name\") == 0) return *length = sizeof ${name}_source, ${name}_source;"
    done
    echo '    return NULL;'
    echo '}'
} >prelude.c

flags="-O3 -D_GNU_SOURCE -DNDEBUG -D_WASI_EMULATED_SIGNAL -I$source"
echo "-std=gnu11 -w quickjs.c" >units
for file in libregexp libunicode dtoa quickjs-libc; do
    echo "-std=gnu11 -w $source/$file.c"
done >>units
for file in main host modules alloc prelude; do
    echo "-std=gnu23 -Wall $file.c"
done >>units
xargs -P "$JOBS" -L 1 "$DEP_FORGE/bin/wasi-cc" $flags -c <units

"$DEP_FORGE/bin/wasi-cc" *.o -lwasi-emulated-signal \
    -z stack-size=16777216 -Wl,--stack-first,--strip-all -o "$OUT/javascript.wasm"
