# Builds OCaml's bytecode runtime for WASI, and with it its compiler, which comes with the source as bytecode, and the
# libraries, which that compiler makes on a native build of the same runtime.

mkdir native wasm library
cp -R "$PKG_OCAML/runtime" "$PKG_OCAML/stdlib" "$PKG_OCAML/otherlibs" .
chmod -R u+w runtime stdlib otherlibs

# Replaces a text by another in a file, and fails where the text is not there.
change() {
    grep -q -- "$2" "$1" || { echo "build.sh: '$2' is not in $1" >&2; exit 1; }
    sed "s@$2@$3@" "$1" >changed
    cat changed >"$1"
    rm changed
}

# --- the runtime's sources ---

(
    cd runtime
    cp "$HERE/config/m.h" "$HERE/config/s.h" caml/
    sh "$PKG_OCAML/tools/make-version-header.sh" "$PKG_OCAML/VERSION" >caml/version.h
    sed -e '/\/\*/d; /^#/d; s/enum /static char * names_of_/; s/{$/[] = {/; s/\([A-Z][A-Z_0-9]*\)/"\1"/g' \
        caml/instruct.h >caml/opnames.h
    sed -n -e '/^  /s/ \([A-Z]\)/ \&\&lbl_\1/gp' -e '/^}/q' caml/instruct.h >caml/jumptbl.h
    # There is no debugger without sockets, and what it would have been asked is left over.
    echo 'opcode_t caml_debugger_saved_instruction(code_t pc) { return *pc; }' >>debugger.c
    printf '#define OCAML_STDLIB_DIR "/usr/lib/ocaml"\n#define HOST "wasm32-wasi"\n' >build_config.h
)

# The loop of the interpreter, without the setjmp in front of it, and without the two instructions of the debugger, which
# jump into the middle of it: what no instruction changes would be worked out for all of them at the head of an outer loop.
loop=runtime/interp.c
cp $loop native/interp.c
for text in '^value caml_interprete(code_t prog, asize_t prog_size)$' '^  struct longjmp_buffer raise_buf;' \
    '^  initial_local_roots = Caml_state' '^  accu = Val_int(0);' '^    curr_instr = \*pc++;$' \
    '^  goto dispatch_instr$' '\*pc++ \* sizeof(value)'; do
    grep -q "$text" $loop || { echo "build.sh: '$text' is not in $loop" >&2; exit 1; }
done
{
    sed -e '/^  initial_local_roots = Caml_state/,/^  accu = Val_int(0);/c\  ENTER' -e '/^  struct longjmp_buffer raise_buf;/d' \
        -e 's/^    curr_instr = \*pc++;$/    FETCH/' -e 's/\*pc++ \* sizeof(value)/*pc++ * (intnat)sizeof(value)/' \
        -e 's/^  goto dispatch_instr$/  __builtin_trap()/' \
        -e 's/^value caml_interprete(\(code_t prog, asize_t prog_size\))$/static value run(\1, struct entry *entry)/' \
        -e 's/^\/\* The interpreter itself \*\/$/#include "interp_entry.h"/' native/interp.c
    cat "$HERE/glue/interp_entry.c"
} >wasm/interp.c

# The names of the functions in C that bytecode calls, the runtime's and those in the files given; and the table of them.
prims() {
    {
        (cd runtime && sh ./gen_primitives.sh)
        cat "$@"
    } | LC_ALL=C sort -u
}
table() {
    echo '#define CAML_INTERNALS'
    echo '#include "caml/mlvalues.h"'
    echo '#include "caml/prims.h"'
    sed 's/.*/extern value &();/' "$1"
    echo 'c_primitive caml_builtin_cprim[] = {'
    sed 's/.*/  &,/' "$1"
    echo '  0 };'
    echo 'char * caml_names_of_builtin_cprim[] = {'
    sed 's/.*/  "&",/' "$1"
    echo '  0 };'
}

# --- a native runtime ---

sources='interp misc stacks fix_code startup_aux startup_byt freelist major_gc minor_gc memory alloc roots_byt globroots fail_byt
    signals signals_byt printexc backtrace_byt backtrace compare ints eventlog floats str array io extern intern hash sys meta
    parsing gc_ctrl md5 obj lexing callback debugger weak compact finalise custom dynlink afl unix bigarray memprof domain
    skiplist codefrag'
prims /dev/null >native/prims
table native/prims >native/prims.c
for name in $sources main; do
    echo "$name"
done | xargs -P "$JOBS" -I '{}' cc -O1 -w -fwrapv -fno-strict-aliasing -DCAMLDLLIMPORT= -DCAML_NAME_SPACE -Iruntime \
    -c 'runtime/{}.c' -o 'native/{}.o'
cc -O1 -w -DCAML_NAME_SPACE -Iruntime -o native/ocamlrun native/prims.c native/*.o -lm

# --- the libraries ---

# Every module is compiled on its own, because the flags differ. Debugging information makes the traces of exceptions.
lib=$OUT/lib native=$PWD/native
mkdir "$lib"
ocamlc() {
    OCAMLLIB=$lib "$native/ocamlrun" "$PKG_OCAML/boot/ocamlc" "$@"
}

# The standard library: all interfaces, each after those that it mentions, then the modules in the order of their
# dependencies. Their full names have a prefix, and messages show the names of the original files.
modules=$(sed -n '/^STDLIB_MODULE_BASENAMES/,/[^\\]$/p' stdlib/StdlibModules | sed 's/.*=//; s/\\$//')
sed "s@%%VERSION%%@$(sed -n 1p "$PKG_OCAML/VERSION")@" stdlib/sys.mlp >stdlib/sys.ml
first='camlinternalFormatBasics.mli camlinternalAtomic.mli stdlib.mli'
interfaces=$(cd stdlib && ocamlc -depend -sort $(ls *.mli | grep -v '^stdlib.mli$'))
objects=
for file in $first $interfaces $(printf '%s.ml ' $modules std_exit); do
    module=${file%.*} kind=${file#*.} flags=
    full=$module
    case $module in
    camlinternalFormatBasics | camlinternalAtomic) flags=-nopervasives ;;
    stdlib) flags='-nopervasives -no-alias-deps' ;;
    camlinternal* | std_exit) ;;
    *) full=stdlib__$(echo "$module" | cut -c 1 | tr a-z A-Z)$(echo "$module" | cut -c 2-) ;;
    esac
    case $file in
    *Labels.ml | float.ml) flags='-nolabels -no-alias-deps' ;;
    esac
    case $file in
    stdlib.* | *Labels.mli) (cd stdlib && awk -f expand_module_aliases.awk "$file") ;;
    *) sed "1i # 1 \"$file\"" "stdlib/$file" ;;
    esac >"$lib/$full.$kind"
    [ $kind = ml ] || [ ! -f "$lib/$full.cmi" ] || continue
    ocamlc -g -w -a -nostdlib -I "$lib" $flags -c "$lib/$full.$kind"
    case $file in
    std_exit.* | *.mli) ;;
    *) objects="$objects $lib/$full.cmo" ;;
    esac
done
ocamlc -nostdlib -a -o "$lib/stdlib.cma" $objects
rm $objects

# library <name> <flags> <sources>
library() {
    archive=$1 flags=$2
    shift 2
    objects=
    for source do
        name=$(basename "$source")
        sed "1i # 1 \"$name\"" "$source" >"$lib/$name"
        ocamlc -g -w -a -I "$lib" $flags -c "$lib/$name"
        case $name in *.ml) objects="$objects $lib/${name%.ml}.cmo" ;; esac
    done
    ocamlc -a -o "$lib/$archive.cma" $objects
    rm $objects
}
library str '' otherlibs/str/str.mli otherlibs/str/str.ml
library unix -nolabels otherlibs/unix/unix.mli otherlibs/unix/unix.ml
num=$PKG_OCAML_NUM/src
library nums '' "$num/int_misc.mli" "$num/int_misc.ml" "$num/nat.mli" "$num/nat.ml" "$num/big_int.mli" "$num/big_int.ml" \
    "$num/arith_flags.mli" "$num/arith_flags.ml" "$num/ratio.mli" "$num/ratio.ml" "$num/num.mli" "$num/num.ml" \
    "$num/arith_status.mli" "$num/arith_status.ml"
rm "$lib"/*.ml "$lib"/*.mli

# --- the runtime for WebAssembly ---

# What is left out needs headers or settings that are not here; missing.c stands for it.
unix=$(cd otherlibs/unix && ls *.c | sed 's/\.c$//' |
    grep -v -x -e addrofstr -e strofaddr -e chroot -e getgr -e getpw -e mkfifo)
cat otherlibs/unix/*.c otherlibs/str/strstubs.c "$num/nat_stubs.c" |
    sed -n 's/^CAMLprim value \([a-zA-Z0-9_]*\).*/\1/p' >wasm/libraries
prims wasm/libraries >wasm/prims
table wasm/prims >wasm/prims.c
# The linker in the sandbox looks up here which functions there are.
cp wasm/prims "$lib/primitives"
# What it puts in front of every program.
echo '#!/usr/bin/ocamlrun' >"$lib/camlheader"

# An object larger than memory is refused before its size in bytes is cut to 32 bits.
change runtime/memory.c 'if (wosize > Max_wosize)' 'if (wosize > 0x0fffffff)'
change runtime/bigarray.c 'data = malloc(size);' 'data = size > 0x7fffffff ? NULL : malloc(size);'
# Two fields of a pointer's size in a block of values; the other half of each is cleared as well.
change runtime/caml/stacks.h '(((code_t \*)(tp))\[0\])' '(*(code_t *)(tp))'

# Sizes are unsigned and have 32 bits: a negative multiple of one would be a large number in 64.
change runtime/caml/mlvalues.h '\[-sizeof(value)\]' '[-(intnat)sizeof(value)]'
# Structures that are laid over blocks of values, and are given to functions as such.
change runtime/parsing.c '^  char \* \([a-z_]*;\)' '  CAMLalign(8) char * \1'
for function in parsing.c:caml_parse_engine lexing.c:caml_lex_engine lexing.c:caml_new_lex_engine; do
    file=runtime/${function%:*} function=${function#*:}
    change "$file" "^CAMLprim value $function(" "static value on_$function("
    case $function in
    caml_parse_engine)
        echo "CAMLprim value $function(value a, value b, value c, value d)"
        echo "{ return on_$function((void *)a, (void *)b, c, d); }"
        ;;
    *) echo "CAMLprim value $function(value a, value b, value c) { return on_$function((void *)a, b, (void *)c); }" ;;
    esac >>"$file"
done
# An address does not make a constant that is wider than it.
change runtime/weak.c '^value caml_ephe_none = (value) &ephe_dummy;' \
    'value caml_ephe_none;\n__attribute__((constructor)) static void make_none(void) { caml_ephe_none = (value)\&ephe_dummy; }'
change runtime/freelist.c '^static value nf_prev = Nf_head;' \
    'static value nf_prev;\n__attribute__((constructor)) static void make_head(void) { nf_prev = Nf_head; }'
# A name that the headers of the stubs know otherwise.
sed 's/\bwrite(/write_byte(/' runtime/extern.c >changed && mv changed runtime/extern.c

flags="-O3 -fwrapv -fwrapv-pointer -fno-strict-aliasing -w -std=gnu17 -DSHRINKED_GNUC -DCAMLDLLIMPORT= -DCAML_NAME_SPACE
    -DBNG_ARCH_generic -D_WASI_EMULATED_SIGNAL -D_WASI_EMULATED_PROCESS_CLOCKS -D_WASI_EMULATED_GETPID -include wasi-stubs.h
    -Iruntime -Iotherlibs/unix -I$num -I$HERE/glue -mllvm -wasm-enable-sjlj -mllvm -wasm-use-legacy-eh=false"
compile() {
    for file do
        echo "$file"
    done | xargs -P "$JOBS" -I '{}' sh -c "'$DEP_FORGE/bin/wasi-cc' $(echo $flags) -c '{}' -o \"wasm/\$(echo '{}' | tr / _).o\""
}
compile $(printf 'runtime/%s.c ' $sources | sed 's@runtime/interp.c@@') wasm/prims.c "$HERE/glue/start.c"
compile $(printf 'otherlibs/unix/%s.c ' $unix) otherlibs/str/strstubs.c "$num/bng.c" "$num/nat_stubs.c" "$HERE/glue/missing.c"
# Offsets of pointers that cannot wrap become part of the loads and stores.
flags="$flags -fno-wrapv-pointer"
compile wasm/interp.c
objects=$(echo wasm/*.o)

# The stack lies below everything else, so that running over its end stops the program instead of changing its data.
link() {
    output=$1
    shift
    "$DEP_FORGE/bin/wasi-cc" -O3 $objects "$@" -lsetjmp -lwasi-stubs -lwasi-emulated-signal -lwasi-emulated-process-clocks \
        -lwasi-emulated-getpid -lm -z stack-size=8388608 -Wl,--stack-first,--strip-all -o "$OUT/$output.wasm"
}
mkdir programs
cp "$PKG_OCAML/boot/ocamlc" programs/ocamlc.byte
for name in ocamlrun ocamlc order; do
    "$DEP_FORGE/bin/wasi-cc" $flags -std=gnu23 --embed-dir=programs -c "$HERE/glue/$name.c" -o "programs/$name.o"
done
link ocamlrun programs/ocamlrun.o
link ocamlc programs/ocamlc.o programs/order.o -Wl,--wrap=caml_sys_getenv
