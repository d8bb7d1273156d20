// The inner planets and two giants around a sun, stepped by velocity Verlet in plain floats.
const STEPS = 40000;
const DT = 0.002;

function body(distance, speed, tilt, mass) {
  return {
    x: distance, y: distance * tilt, z: distance * tilt * tilt,
    vx: -speed * tilt, vy: speed, vz: speed * tilt * 0.5, mass,
  };
}

const bodies = [
  { x: 0, y: 0, z: 0, vx: 0, vy: 0, vz: 0, mass: 39.5 },
  body(1.0, 6.28, 0.01, 0.00012),
  body(1.5, 5.1, 0.03, 0.00001),
  body(5.2, 2.75, 0.02, 0.037),
  body(9.5, 2.03, 0.04, 0.011),
];

function kick(dt) {
  for (let i = 0; i < bodies.length; i++) {
    const a = bodies[i];
    for (let j = i + 1; j < bodies.length; j++) {
      const b = bodies[j];
      const dx = a.x - b.x, dy = a.y - b.y, dz = a.z - b.z;
      const square = dx * dx + dy * dy + dz * dz;
      const pull = dt / (square * Math.sqrt(square));
      const fromB = b.mass * pull, fromA = a.mass * pull;
      a.vx -= dx * fromB; a.vy -= dy * fromB; a.vz -= dz * fromB;
      b.vx += dx * fromA; b.vy += dy * fromA; b.vz += dz * fromA;
    }
  }
}

function drift(dt) {
  for (const a of bodies) {
    a.x += dt * a.vx; a.y += dt * a.vy; a.z += dt * a.vz;
  }
}

function energy() {
  let total = 0;
  for (let i = 0; i < bodies.length; i++) {
    const a = bodies[i];
    total += 0.5 * a.mass * (a.vx * a.vx + a.vy * a.vy + a.vz * a.vz);
    for (let j = i + 1; j < bodies.length; j++) {
      const b = bodies[j];
      const dx = a.x - b.x, dy = a.y - b.y, dz = a.z - b.z;
      total -= (a.mass * b.mass) / Math.sqrt(dx * dx + dy * dy + dz * dz);
    }
  }
  return total;
}

console.log(energy().toFixed(9));
for (let step = 0; step < STEPS; step++) {
  drift(DT / 2);
  kick(DT);
  drift(DT / 2);
}
console.log(energy().toFixed(9) + " " + bodies[1].x.toFixed(6));
