<?php
final class Body
{
    public function __construct(public float $x, public float $y, public float $z,
        public float $vx, public float $vy, public float $vz, public float $mass) {}
}

$bodies = [new Body(0, 0, 0, 0, 0, 0, 39.47), new Body(4.84, -1.16, -0.10, 0.6, 2.8, -0.02, 0.03),
    new Body(8.34, 4.12, -0.4, -1.01, 1.82, 0.008, 0.01)];
for ($step = 0; $step < 100_000; $step++) {
    foreach ($bodies as $i => $a) {
        for ($j = $i + 1; $j < 3; $j++) {
            $b = $bodies[$j];
            $dx = $a->x - $b->x;
            $dy = $a->y - $b->y;
            $dz = $a->z - $b->z;
            $distance = $dx * $dx + $dy * $dy + $dz * $dz;
            $scale = 0.001 / ($distance * sqrt($distance));
            $a->vx -= $dx * $b->mass * $scale;
            $a->vy -= $dy * $b->mass * $scale;
            $a->vz -= $dz * $b->mass * $scale;
            $b->vx += $dx * $a->mass * $scale;
            $b->vy += $dy * $a->mass * $scale;
            $b->vz += $dz * $a->mass * $scale;
        }
    }
    foreach ($bodies as $b) {
        $b->x += 0.001 * $b->vx;
        $b->y += 0.001 * $b->vy;
        $b->z += 0.001 * $b->vz;
    }
}
printf("%.9f\n", $bodies[0]->x);
