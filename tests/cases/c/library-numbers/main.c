#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>

int main(void) {
    double d;
    long double l;
    float f;
    int n;
    wchar_t wide[100];

    printf("%f %g %e %a %.3f %10.2f|%-6d|%s %%L %c\n", 1.5, 1e300, 0.1, 1.0, 2.0 / 3, 3.14159, 42, "List", 'L');
    printf("%Lf %Lg %5.1Lf %*.*Lf %f\n", 1.5L, 2.25L, 9.75L, 10, 2, 3.125L, 2.5);
    printf("%.17g %.17g %.3g %g %g %.60f\n", 0.1, 1e22, 123456.0, 5e-324, 1.7976931348623157e308, 0.1);

    sscanf("3.25 2.5 1.125 7", "%lf %Lf %f %d", &d, &l, &f, &n);
    printf("%f %Lf %f %d\n", d, l, f, n);
    sscanf("3.5 1.25", "%lf %f", &d, &f);
    printf("%f %f\n", d, f);
    printf("%.1Lf %.20f %.10f\n", strtold("0.5", NULL), strtod("0.1", NULL), strtof("0.1", NULL));

    swprintf(wide, 100, L"%f %Lf %d %ls", 1.25, 2.5L, 3, L"x");
    printf("%ls\n", wide);
    swscanf(L"4.5 5", L"%lf %d", &d, &n);
    printf("%f %d %Lf %f\n", d, n, wcstold(L"1.75", NULL), wcstod(L"2.75", NULL));
}
