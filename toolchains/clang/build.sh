# Lays out the compiler and its /usr: the headers and libraries of the package, opened up for ordinary programs, and a C++
# runtime with exceptions, built from the sources that the forge brings.

usr=$OUT/usr
libraries=$usr/lib/wasm32-wasip1
libc_headers=$usr/include/wasm32-wasip1
mkdir -p "$usr/lib" "$usr/include" resources
cp "$PKG_YOWASP_CLANG/gen/llvm.core.wasm" "$OUT/llvm.wasm"
tar -xf "$PKG_YOWASP_CLANG/gen/llvm-resources.tar" -C resources --no-same-owner

# --- headers ---

# clang's own, without the intrinsics of processors that programs here do not run on.
(
    cd resources/include
    cp __std*.h __float*.h builtins.h float.h inttypes.h iso646.h limits.h mm_malloc.h std*.h tgmath.h unwind.h varargs.h \
        wasm_simd128.h "$usr/include/"
)

cp -R resources/include/wasm32-wasip1 "$usr/include/"
cp -R "$HERE/include/sys" "$libc_headers/"

# libc++'s headers are those of the sources that it is built from. zig's copy expects the settings of __config_site on
# the command line of each compilation; here they are read from a file again, by the headers that read them originally.
cxx_headers=$usr/include/c++/v1
mkdir -p "$cxx_headers/bits"
cp -R "$DEP_FORGE/src/libcxx/include/." "$DEP_FORGE/src/libcxxabi/include/." "$cxx_headers/"
cp "$HERE/include/__config_site" "$HERE/include/__basics" "$cxx_headers/"
cp "$HERE/include/bits/stdc++.h" "$cxx_headers/bits/"
rm -rf "$cxx_headers/__cxx03"
for header in __config __configuration/abi.h __configuration/compiler.h __configuration/experimental.h \
    __configuration/hardening.h __configuration/language.h __configuration/platform.h; do
    sed -i '1i #include <__config_site>' "$cxx_headers/$header"
done

# <ostream> has std::print for streams, and with it all of <format>: two thirds of the time that a program with <iostream>
# takes to compile, and names such as `stack` and `queue` that programs with `using namespace std` have for their own. It
# is <print> that programs include for it. <locale> is left out of <ostream> and <istream> likewise.
sed -i '/# *include <__ostream\/print.h>/d; /# *include <format>/d; /# *include <print>/d; /# *include <locale>/d' \
    "$cxx_headers/ostream"
sed -i '/# *include <locale>/d' "$cxx_headers/istream"
sed -i '$i #if _LIBCPP_STD_VER >= 23\n#include <__ostream/print.h>\n#endif' "$cxx_headers/print"
for header in algorithm array bitset deque forward_list fstream functional iomanip iostream istream iterator list map memory \
    numeric ostream queue random regex set sstream stack string string_view tuple unordered_map unordered_set vector; do
    sed -i '$i #include <__basics>' "$cxx_headers/$header"
done
sed -i '$i #include <ctime>\n#include <system_error>' "$cxx_headers/iostream"
sed -i '$i #include <__chrono/duration.h>\n#include <__chrono/file_clock.h>\n#include <__chrono/time_point.h>\n#include <system_error>' \
    "$cxx_headers/filesystem"

# wasi-libc hides the declarations of what preview 1 has no calls for, each under a condition with a comment that says
# what is missing. The ones that glue/ and the stubs of the forge define are declared again.
declare_again() {
    file=$libc_headers/$1
    shift
    for missing do
        grep -q "__wasilibc_unmodified_upstream /\* $missing" "$file" || { echo "no '$missing' in $file" >&2; exit 1; }
        sed -i "s,^#ifdef __wasilibc_unmodified_upstream /\* $missing,#if 1 /* $missing," "$file"
    done
}
declare_again stdio.h 'WASI has no temp directories' 'WASI has no popen' 'gets is obsolete'
declare_again stdlib.h 'WASI has no wait' 'WASI has no temp directories' 'WASI libc doesn.t build the legacy functions'
declare_again malloc.h 'WASI libc doesn.t build the legacy functions'
declare_again unistd.h 'WASI has no pipe' 'WASI has no dup' 'WASI has no chown' 'WASI has no signals' 'WASI has no pause' \
    'WASI has no fork/exec' 'WASI has no getpid etc' 'WASI has no ttyname' 'WASI has no getuid etc' 'WASI has no nice' \
    'WASI has no processes' 'WASI has no eaccess'
declare_again signal.h 'WASI has no ucontext' 'WASI has no sigaction' 'WASI has no signals' 'WASI has no threads yet'
declare_again time.h 'WASI has no timezone tables'
declare_again sys/stat.h 'WASI has no umask' 'WASI has no fifo'
declare_again sys/time.h 'WASI has no getitimer'
declare_again sys/resource.h 'Use alternate WASI libc headers'
# The compiler knows setjmp and longjmp by these names alone, and there is no mask of signals that the others could keep.
sed -i -e '/sigsetjmp (/d; /siglongjmp (/d; /_setjmp (/d; /_longjmp (/d' -e '/^#define setjmp setjmp/a \
#define _setjmp setjmp\
#define _longjmp longjmp\
#define sigsetjmp(buffer, mask) setjmp(buffer)\
#define siglongjmp longjmp' "$libc_headers/setjmp.h"
cat "$HERE/include/sigaction.h" >>"$libc_headers/bits/signal.h"
sed -i 's/^#define CLOCKS_PER_SEC .*/#define CLOCKS_PER_SEC ((clock_t)1000000)/' "$libc_headers/__header_time.h"
cat "$HERE/include/clocks.h" >>"$libc_headers/time.h"
cat "$HERE/include/getrandom.h" >>"$libc_headers/sys/random.h"

# --- libraries ---

mkdir -p "$libraries" objects
cp resources/lib/wasm32-wasip1/*.o "$libraries/"
(
    cd resources/lib/wasm32-wasip1
    cp libc.a libm.a libdl.a libpthread.a librt.a libutil.a libcrypt.a libresolv.a libsetjmp.a \
        libwasi-emulated-*.a "$libraries/"
)
cp -R resources/lib/wasm32-unknown-wasip1 "$usr/lib/"
cp "$DEP_FORGE"/sysroot/lib/wasm32-wasip1/libwasi-stubs.a "$DEP_FORGE"/sysroot/lib/wasm32-wasip1/libc-printscan-long-double.a \
    "$libraries/"

emulation='-D_WASI_EMULATED_SIGNAL -D_WASI_EMULATED_MMAN -D_WASI_EMULATED_GETPID -D_WASI_EMULATED_PROCESS_CLOCKS'
common="--sysroot=$usr -O2 -DNDEBUG -w $emulation"
exceptions='-fwasm-exceptions -mllvm -wasm-use-legacy-eh=false'
source=$DEP_FORGE/src

# Calls are collected and run by several processes at once: compile <object> <driver> <flags and source>.
: >calls
compile() {
    object=objects/$1
    driver=$DEP_FORGE/bin/$2
    shift 2
    mkdir -p "$(dirname "$object")"
    echo "'$driver' $* -c -o '$object'" >>calls
}

for file in abort assert clock division main posix qsort signal; do
    compile "posix/$file.o" wasi-cc "$common -std=gnu17 '$HERE/glue/$file.c'"
done
compile main_void.o wasi-cc "$common '$HERE/glue/main_void.c'"
compile c++abi/main_environment.o wasi-cc "$common '$HERE/glue/main_environment.c'"

unwind="-I'$source/libunwind/include' -I'$source/libunwind/src' -D_LIBUNWIND_HIDE_SYMBOLS"
compile unwind/raise.o wasi-cc "$common $exceptions $unwind '$HERE/glue/raise.c'"
compile unwind/Unwind-wasm.o wasi-cc "$common $exceptions $unwind -D_Unwind_RaiseException=__plain_raise '$source/libunwind/src/Unwind-wasm.c'"
compile unwind/exception_tag.o wasi-cc "$common -mexception-handling '$HERE/glue/exception_tag.s'"

runtime="$common $exceptions -std=c++23 -fvisibility-inlines-hidden -D_LIBCPP_BUILDING_LIBRARY -D_LIBCXXABI_BUILDING_LIBRARY
    -DLIBCXX_BUILDING_LIBCXXABI -I'$source/libcxx/src' -I'$source/libcxx/libc' -I'$source/libcxxabi/src' $unwind"
runtime=$(echo $runtime)

# Left out of libc++abi: what is for builds without exceptions, and the default handlers, for which terminate.cc stands.
# Left out of libc++: operator new and its handler, which libc++abi has, and threads of other systems.
for file in "$source"/libcxxabi/src/*.cpp; do
    name=$(basename "$file" .cpp)
    case $name in
    cxa_noexception | cxa_default_handlers | cxa_thread_atexit) ;;
    *) compile "c++abi/$name.o" wasi-c++ "$runtime '$file'" ;;
    esac
done
for name in terminate thread_atexit; do
    compile "c++abi/$name.o" wasi-c++ "$runtime '$HERE/glue/$name.cc'"
done
for file in $(cd "$source/libcxx/src" && ls *.cpp filesystem/*.cpp ryu/*.cpp experimental/*.cpp); do
    name=$(echo "${file%.cpp}" | tr / _)
    case $file in
    new.cpp | new_handler.cpp | experimental/t*.cpp | experimental/chrono_exception.cpp) ;;
    *) compile "c++/$name.o" wasi-c++ "$runtime '$source/libcxx/src/$file'" ;;
    esac
done
compile start.o wasi-c++ "$runtime '$HERE/glue/start.cc'"

tr '\n' '\0' <calls | xargs -0 -n 1 -P "$JOBS" sh -c

rm -f "$libraries/libc++.a" "$libraries/libc++abi.a"
"$DEP_FORGE/bin/wasi-ar" rcs "$libraries/libposix.a" objects/posix/*.o
"$DEP_FORGE/bin/wasi-ar" rcs "$libraries/libvoidmain.a" objects/main_void.o
"$DEP_FORGE/bin/wasi-ar" rcs "$libraries/libc++abi.a" objects/unwind/*.o objects/c++abi/*.o
"$DEP_FORGE/bin/wasi-ar" rcs "$libraries/libc++.a" objects/c++/*.o
cp objects/start.o "$libraries/crt1-c++.o"

# --- modules ---

# Three quarters of the time that a C++ program takes to compile is libc++'s headers. Compiled once into modules, they are
# looked up instead of read. What a program sees of them stays what it includes, which a precompiled header of everything
# would not keep. Of the map that says which header is part of which module, the lines of headers that this libc++ does not
# have are dropped, and those that let the names of containers out of headers that have nothing to do with them.
map=$cxx_headers/module.modulemap
awk -v folder="$cxx_headers" '
    match($0, /header "[^"]*"/) {
        file = folder "/" substr($0, RSTART + 8, RLENGTH - 9)
        if ((getline line < file) < 0) next
        close(file)
    }
    /export std\.(array|complex|variant)\.fwd/ { next }
    /^} \/\/ module std$/ { print "  module basics { header \"__basics\" export * }" }
    { print }
' resources/include/c++/v1/module.modulemap >"$map"
# These settings have to agree with those that programs are compiled with: runtimes/cpp/language.toml.
settings="-O2 -fexperimental-library $exceptions -mllvm -wasm-enable-sjlj $emulation"
for standard in gnu++17 gnu++20 gnu++23; do
    folder=/usr/modules/$standard
    mkdir -p "$OUT$folder"
    for name in std_core std_ctype_h std_errno_h std_fenv_h std_float_h std_private_mbstate_t std_inttypes_h std_math_h \
        std_string_h std_uchar_h std_wctype_h std std_complex_h std_tgmath_h std_stdatomic_h; do
        echo "clang++ -c -std=$standard $settings -fmodules -fno-implicit-modules -fprebuilt-module-path=$folder \
            -Xclang -emit-module -fmodule-name=$name -x c++ /usr/include/c++/v1/module.modulemap -o $folder/$name.pcm"
    done
done | PYTHONPATH=$PKG_WASMTIME python3 "$HERE/modules.py" "$OUT/llvm.wasm" "$usr"
