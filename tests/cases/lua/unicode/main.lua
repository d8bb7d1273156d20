local text = "Größe 世界 🌍"
print(text, #text, utf8.len(text))
for line in io.lines() do
  local points = {}
  for _, c in utf8.codes(line) do points[#points + 1] = string.format("%X", c) end
  print("[" .. line .. "]", utf8.len(line), table.concat(points, " "))
end
print(utf8.char(233, 0x1F600), "\u{4E16}", utf8.codepoint("é"), utf8.offset("aéb", 3), utf8.len("\xff"))
