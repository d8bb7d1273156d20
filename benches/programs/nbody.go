// The inner planets and two giants around a sun, stepped by velocity Verlet in plain doubles.
package main

import (
	"fmt"
	"math"
)

const (
	steps = 4_000_000
	dt    = 0.002
)

type body struct{ x, y, z, vx, vy, vz, mass float64 }

func planet(distance, speed, tilt, mass float64) body {
	return body{distance, distance * tilt, distance * tilt * tilt, -speed * tilt, speed, speed * tilt * 0.5, mass}
}

func kick(bodies []body, dt float64) {
	for i := range bodies {
		a := &bodies[i]
		for j := i + 1; j < len(bodies); j++ {
			b := &bodies[j]
			dx, dy, dz := b.x-a.x, b.y-a.y, b.z-a.z
			square := dx*dx + dy*dy + dz*dz
			pull := dt / (square * math.Sqrt(square))
			fromB, fromA := b.mass*pull, a.mass*pull
			a.vx += dx * fromB
			a.vy += dy * fromB
			a.vz += dz * fromB
			b.vx -= dx * fromA
			b.vy -= dy * fromA
			b.vz -= dz * fromA
		}
	}
}

func drift(bodies []body, dt float64) {
	for i := range bodies {
		a := &bodies[i]
		a.x += dt * a.vx
		a.y += dt * a.vy
		a.z += dt * a.vz
	}
}

func energy(bodies []body) float64 {
	total := 0.0
	for i := range bodies {
		a := &bodies[i]
		total += 0.5 * a.mass * (a.vx*a.vx + a.vy*a.vy + a.vz*a.vz)
		for j := i + 1; j < len(bodies); j++ {
			b := &bodies[j]
			dx, dy, dz := b.x-a.x, b.y-a.y, b.z-a.z
			total -= a.mass * b.mass / math.Sqrt(dx*dx+dy*dy+dz*dz)
		}
	}
	return total
}

func main() {
	bodies := []body{
		{mass: 39.5},
		planet(1.0, 6.28, 0.01, 0.00012),
		planet(1.5, 5.1, 0.03, 0.00001),
		planet(5.2, 2.75, 0.02, 0.037),
		planet(9.5, 2.03, 0.04, 0.011),
	}
	fmt.Printf("%.9f\n", energy(bodies))
	for step := 0; step < steps; step++ {
		drift(bodies, dt/2)
		kick(bodies, dt)
		drift(bodies, dt/2)
	}
	fmt.Printf("%.9f %.6f\n", energy(bodies), bodies[1].x)
}
