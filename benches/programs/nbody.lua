-- The inner planets and two giants around a sun, stepped by velocity Verlet in plain floats.
local STEPS <const> = 130000
local DT <const> = 0.002
local sqrt = math.sqrt

local function body(distance, speed, tilt, mass)
  return {
    x = distance, y = distance * tilt, z = distance * tilt * tilt,
    vx = -speed * tilt, vy = speed, vz = speed * tilt * 0.5, mass = mass,
  }
end

local bodies = {
  { x = 0.0, y = 0.0, z = 0.0, vx = 0.0, vy = 0.0, vz = 0.0, mass = 39.5 },
  body(1.0, 6.28, 0.01, 0.00012),
  body(1.5, 5.1, 0.03, 0.00001),
  body(5.2, 2.75, 0.02, 0.037),
  body(9.5, 2.03, 0.04, 0.011),
}

local function kick(dt)
  for i = 1, #bodies do
    local a = bodies[i]
    for j = i + 1, #bodies do
      local b = bodies[j]
      local dx, dy, dz = a.x - b.x, a.y - b.y, a.z - b.z
      local square = dx * dx + dy * dy + dz * dz
      local pull = dt / (square * sqrt(square))
      local from_b, from_a = b.mass * pull, a.mass * pull
      a.vx = a.vx - dx * from_b
      a.vy = a.vy - dy * from_b
      a.vz = a.vz - dz * from_b
      b.vx = b.vx + dx * from_a
      b.vy = b.vy + dy * from_a
      b.vz = b.vz + dz * from_a
    end
  end
end

local function drift(dt)
  for i = 1, #bodies do
    local a = bodies[i]
    a.x = a.x + dt * a.vx
    a.y = a.y + dt * a.vy
    a.z = a.z + dt * a.vz
  end
end

local function energy()
  local total = 0.0
  for i = 1, #bodies do
    local a = bodies[i]
    total = total + 0.5 * a.mass * (a.vx * a.vx + a.vy * a.vy + a.vz * a.vz)
    for j = i + 1, #bodies do
      local b = bodies[j]
      local dx, dy, dz = a.x - b.x, a.y - b.y, a.z - b.z
      total = total - a.mass * b.mass / sqrt(dx * dx + dy * dy + dz * dz)
    end
  end
  return total
end

print(string.format("%.9f", energy()))
for _ = 1, STEPS do
  drift(DT / 2)
  kick(DT)
  drift(DT / 2)
end
print(string.format("%.9f %.6f", energy(), bodies[2].x))
