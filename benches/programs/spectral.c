// The spectral norm of the infinite matrix a(i, j) = 1 / ((i + j)(i + j + 1) / 2 + i + 1), cut to N rows, by power iteration.
#include <math.h>
#include <stdio.h>

enum { N = 2400, ROUNDS = 10 };

static double entry(int i, int j) {
    int diagonal = i + j;
    return 1.0 / (diagonal * (diagonal + 1) / 2 + i + 1);
}

static void times(const double *vector, double *product) {
    for (int i = 0; i < N; i++) {
        double total = 0;
        for (int j = 0; j < N; j++) total += entry(i, j) * vector[j];
        product[i] = total;
    }
}

static void transposed_times(const double *vector, double *product) {
    for (int i = 0; i < N; i++) {
        double total = 0;
        for (int j = 0; j < N; j++) total += entry(j, i) * vector[j];
        product[i] = total;
    }
}

int main(void) {
    static double u[N], v[N], between[N];
    for (int i = 0; i < N; i++) u[i] = 1;
    for (int round = 0; round < ROUNDS; round++) {
        times(u, between);
        transposed_times(between, v);
        times(v, between);
        transposed_times(between, u);
    }
    double along = 0, across = 0;
    for (int i = 0; i < N; i++) {
        along += u[i] * v[i];
        across += v[i] * v[i];
    }
    printf("%.9f\n", sqrt(along / across));
    return 0;
}
