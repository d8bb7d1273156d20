# Builds QuickJS-NG with a shell and a prelude of our own, which make it look like Node to the programs of a judge.

source=$PKG_LIBQUICKJS_NG_SYS/embed/quickjs
cp "$HERE"/*.c "$HERE"/*.h .

python3 "$HERE/engine.py" "$source/quickjs.c" quickjs.c

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
