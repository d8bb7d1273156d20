interface Body { x: number; y: number; z: number; vx: number; vy: number; vz: number; mass: number }

const SOLAR = 4 * Math.PI ** 2;
const YEAR = 365.24;
const bodies: Body[] = [
  { x: 0, y: 0, z: 0, vx: 0, vy: 0, vz: 0, mass: SOLAR },
  { x: 4.84143144246472090, y: -1.16032004402742839, z: -0.103622044471123109, vx: 0.00166007664274403694 * YEAR, vy: 0.00769901118419740425 * YEAR, vz: -0.0000690460016972063023 * YEAR, mass: 0.000954791938424326609 * SOLAR },
  { x: 8.34336671824457987, y: 4.12479856412430479, z: -0.403523417114321381, vx: -0.00276742510726411989 * YEAR, vy: 0.00499852801234917238 * YEAR, vz: 0.0000230417297573763929 * YEAR, mass: 0.000285885980666130812 * SOLAR },
];

function advance(dt: number): void {
  for (let i = 0; i < bodies.length; i++) {
    const a = bodies[i]!;
    for (let j = i + 1; j < bodies.length; j++) {
      const b = bodies[j]!;
      const [dx, dy, dz] = [a.x - b.x, a.y - b.y, a.z - b.z];
      const d2 = dx * dx + dy * dy + dz * dz;
      const mag = dt / (d2 * Math.sqrt(d2));
      a.vx -= dx * b.mass * mag; a.vy -= dy * b.mass * mag; a.vz -= dz * b.mass * mag;
      b.vx += dx * a.mass * mag; b.vy += dy * a.mass * mag; b.vz += dz * a.mass * mag;
    }
  }
  for (const body of bodies) { body.x += dt * body.vx; body.y += dt * body.vy; body.z += dt * body.vz; }
}

for (let i = 0; i < 100000; i++) advance(0.01);
console.log(bodies[0]!.x.toFixed(9));
