Body = Struct.new(:x, :y, :z, :vx, :vy, :vz, :mass)
bodies = [[0, 0, 0, 0, 0, 0, 39.47], [4.84, -1.16, -0.10, 0.6, 2.8, -0.02, 0.03], [8.34, 4.12, -0.4, -1.01, 1.82, 0.008, 0.01]]
  .map { |numbers| Body.new(*numbers) }
30_000.times do
  bodies.each_with_index do |a, i|
    (i + 1...bodies.size).each do |j|
      b = bodies[j]
      dx, dy, dz = a.x - b.x, a.y - b.y, a.z - b.z
      distance = dx * dx + dy * dy + dz * dz
      scale = 0.001 / (distance * Math.sqrt(distance))
      a.vx -= dx * b.mass * scale
      a.vy -= dy * b.mass * scale
      a.vz -= dz * b.mass * scale
      b.vx += dx * a.mass * scale
      b.vy += dy * a.mass * scale
      b.vz += dz * a.mass * scale
    end
  end
  bodies.each { |b| b.x += 0.001 * b.vx; b.y += 0.001 * b.vy; b.z += 0.001 * b.vz }
end
printf("%.9f\n", bodies[0].x)
