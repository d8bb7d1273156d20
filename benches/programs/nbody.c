// The inner planets and two giants around a sun, stepped by velocity Verlet in plain doubles.
#include <math.h>
#include <stdio.h>

enum { BODIES = 5, STEPS = 4000000 };
static const double DT = 0.002;

struct body {
    double x, y, z, vx, vy, vz, mass;
};

static struct body body(double distance, double speed, double tilt, double mass) {
    return (struct body){distance, distance * tilt, distance * tilt * tilt, -speed * tilt, speed, speed * tilt * 0.5, mass};
}

static void kick(struct body *bodies, double dt) {
    for (int i = 0; i < BODIES; i++) {
        struct body *a = &bodies[i];
        for (int j = i + 1; j < BODIES; j++) {
            struct body *b = &bodies[j];
            double dx = a->x - b->x, dy = a->y - b->y, dz = a->z - b->z;
            double square = dx * dx + dy * dy + dz * dz;
            double pull = dt / (square * sqrt(square));
            double from_b = b->mass * pull, from_a = a->mass * pull;
            a->vx -= dx * from_b;
            a->vy -= dy * from_b;
            a->vz -= dz * from_b;
            b->vx += dx * from_a;
            b->vy += dy * from_a;
            b->vz += dz * from_a;
        }
    }
}

static void drift(struct body *bodies, double dt) {
    for (int i = 0; i < BODIES; i++) {
        struct body *a = &bodies[i];
        a->x += dt * a->vx;
        a->y += dt * a->vy;
        a->z += dt * a->vz;
    }
}

static double energy(const struct body *bodies) {
    double total = 0;
    for (int i = 0; i < BODIES; i++) {
        const struct body *a = &bodies[i];
        total += 0.5 * a->mass * (a->vx * a->vx + a->vy * a->vy + a->vz * a->vz);
        for (int j = i + 1; j < BODIES; j++) {
            const struct body *b = &bodies[j];
            double dx = a->x - b->x, dy = a->y - b->y, dz = a->z - b->z;
            total -= a->mass * b->mass / sqrt(dx * dx + dy * dy + dz * dz);
        }
    }
    return total;
}

int main(void) {
    struct body bodies[BODIES] = {{.mass = 39.5},
                                  body(1.0, 6.28, 0.01, 0.00012),
                                  body(1.5, 5.1, 0.03, 0.00001),
                                  body(5.2, 2.75, 0.02, 0.037),
                                  body(9.5, 2.03, 0.04, 0.011)};
    printf("%.9f\n", energy(bodies));
    for (int step = 0; step < STEPS; step++) {
        drift(bodies, DT / 2);
        kick(bodies, DT);
        drift(bodies, DT / 2);
    }
    printf("%.9f %.6f\n", energy(bodies), bodies[1].x);
    return 0;
}
