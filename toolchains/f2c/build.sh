# Builds f2c with an entry of our own, which says where the translation goes, and the library of the translated programs.

cp -R "$PKG_F2C/src" f2c
cp -R "$PKG_LIBF2C2" libf2c
chmod -R u+w f2c libf2c
mkdir -p "$OUT/f2c"

# Replaces a text by another in a file, and fails where the text is not there.
change() {
    grep -q -- "$2" "$1" || { echo "build.sh: '$2' is not in $1" >&2; exit 1; }
    sed "s@$2@$3@" "$1" >changed
    cat changed >"$1"
    rm changed
}

# The old C of both wants its own standard, and pointers that may wrap.
flags='-O2 -w -std=gnu89 -fwrapv -fwrapv-pointer -D_WASI_EMULATED_SIGNAL -D_WASI_EMULATED_GETPID
    -D_WASI_EMULATED_PROCESS_CLOCKS -include wasi-stubs.h'

(
    cd f2c
    grep -n . tokens | sed 's/\([^:]*\):\(.*\)/#define \2 \1/' >tokdefs.h
    : >sysdep.hd
    # The name of the translation, for which stock f2c puts another ending to the source's.
    change sysdep.c '^c_name(char \*s, int ft)' 'unused_c_name(char *s, int ft)'
    # Sources may have any ending, and what is being translated is not worth a line of its own.
    change main.c '^ *\(.*\)if (s1 - s >= 3) {$' '\1{ ftn_files[i++] = s; continue;'
    change main.c 'fprintf(diagfile, "%s:\\n", file_name);' ';'
    change proc.c 'fprintf(diagfile, "   %s" *, (Class==CLMAIN .*);' ';'
    change proc.c 'fprintf(diagfile, " %s", progname->fextname);' ';'
    change proc.c 'fprintf(diagfile, ":\\n");' ';'
    change proc.c 'fprintf(diagfile, "       entry ");' ';'
    change proc.c 'fprintf(diagfile, "   %s:\\n", entry->fextname);' ';'
    cp "$HERE/driver.c" .
    rm malloc.c memset.c sysdeptest.c xsum.c
    echo *.c | xargs -P "$JOBS" -n 4 "$DEP_FORGE/bin/wasi-cc" $flags -Dmain=f2c_main -Dexit=f2c_exit -c
    "$DEP_FORGE/bin/wasi-cc" -O2 *.o -lwasi-stubs -lwasi-emulated-signal -lwasi-emulated-getpid -z stack-size=8388608 \
        -Wl,--stack-first,--strip-all -o "$OUT/f2c.wasm"
)

(
    cd libf2c
    # A number with 8 bytes is a `long long` everywhere.
    sed 's/^#ifdef INTEGER_STAR_8.*/#if 1/' f2c.h0 >f2c.h
    cp f2c.h "$OUT/f2c/f2c.h"
    cp signal1.h0 signal1.h
    cp sysdep1.h0 sysdep1.h
    cp "$HERE/arith.h" "$HERE/stop.c" .
    # Dw.d writes its exponent with a D.
    change wrtfmt.c '^.case D:$' \
        'case D: f__d_exponent = 1; len = wrt_E((ufloat *)ptr,p->p1,p->p2.i[0],p->p2.i[1],len); f__d_exponent = 0; return len;'
    change wref.c '^.se = buf + d + 3;$' "se = buf + d + 3; if (f__d_exponent) buf[d + 2] = 'D';"
    # stop.c stands for s_stop.c.
    rm arithchk.c s_stop.c
    echo 'extern int f__d_exponent;' >d_exponent.h
    # As other compilers of Fortran do it, a number below 1 has a zero before its point.
    zeros=-DWANT_LEAD_0
    renamed=
    for name in getarg_ getenv_ exit_ s_cat s_copy; do
        renamed="$renamed -D$name=void_$name"
    done
    echo *.c | xargs -P "$JOBS" -n 12 "$DEP_FORGE/bin/wasi-cc" $flags $renamed -DSkip_f2c_Undefs -DSIGNED_ZEROS $zeros -include d_exponent.h -c
    "$DEP_FORGE/bin/wasi-cc" $flags -I. -c "$HERE/subroutines.c"
    # `main` is wanted in any case, and an archive gives only what is asked for.
    mv main.o "$OUT/f2c/main.o"
    "$DEP_FORGE/bin/wasi-ar" rcs "$OUT/f2c/libf2c.a" *.o
)
