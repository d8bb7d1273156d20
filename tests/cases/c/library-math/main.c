#include <complex.h>
#include <float.h>
#include <inttypes.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>

int main(void) {
    const double pi = acos(-1.0);
    printf("%.10f %.6f %.6f %.6f\n", pi, sin(pi / 6), exp(1), log10(1000));
    printf("%g %g %g\n", pow(2, 0.5), fmod(-7, 3), hypot(3, 4));
    printf("%.1f %.1f %.1f %ld\n", floor(-1.5), ceil(-1.5), trunc(-1.5), lround(2.5));
    printf("%e %G %a\n", 12345.678, 1e-10, 0.5);
    printf("%+d|%5d|%-5d|%05d|%x|%X|%o|%#x\n", 7, 7, 7, 7, 255, 255, 8, 255);
    printf("%8.3f|%-8.2f|%.0f|%c|%%|%10s|%-10s|%.2s\n", 3.14159, 2.5, 0.5, 'A', "right", "left", "cut");
    printf("%" PRIu64 " %" PRId32 " %zu %hhd\n", UINT64_MAX, INT32_MIN, (size_t)7, (signed char)300);
    printf("%f %f %f\n", INFINITY, -INFINITY, fabs(NAN));
    printf("%d %d\n", isnan(NAN) != 0, DBL_DIG);
    double complex z = csqrt(-4);
    printf("%.1f%+.1fi\n", creal(z), cimag(z));
    printf("%.3Lf\n", sqrtl(2.0L));
    printf("%.17g %.17g\n", 0.1, 1.0 / 3);
}
