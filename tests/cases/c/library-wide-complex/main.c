#include <complex.h>
#include <float.h>
#include <inttypes.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <tgmath.h>
#include <wchar.h>
#include <wctype.h>

int main(void) {
    setlocale(LC_ALL, "C.UTF-8");
    wchar_t wide[32];
    size_t length = mbstowcs(wide, "h\u00e9llo \u20ac", 32);
    printf("%zu %ls %lc %d\n", length, wide, L'\u20ac', towupper(L'\u00e9') == L'\u00c9');
    swprintf(wide, 32, L"%d %ls", 42, L"wide");
    printf("%ls %ld %d\n", wide, wcstol(L"77x", NULL, 8), iswalpha(L'\u00e9') != 0);
    double complex z = 3 + 4 * I;
    printf("%g %g%+gi %.4f %.4f\n", fabs(z), creal(z * z), cimag(z * z), creal(sqrt(z)), carg(-1.0));
    printf("%d %d\n", (int)sizeof(sqrt(2.0f)), (int)sizeof(pow(2.0f, 1.0)));
    printf("%.10Lf %Lg %Lg\n", 0.5L / 4, 1e300L * 1e5L, ldexpl(1, 2000));
    unsigned __int128 product = (unsigned __int128)UINT64_MAX * UINT64_MAX;
    printf("%" PRIx64 " %" PRIx64 "\n", (uint64_t)(product >> 64), (uint64_t)product);
    printf("%a %a %g %d\n", 0.1, -2.5, strtod("0x1.8p3", NULL), fpclassify(DBL_MIN / 2) == FP_SUBNORMAL);
    printf("%.17g %.3e %g %g\n", 0.1, 12345.678, fma(2, 3, 4), remainder(7, 4));
}
