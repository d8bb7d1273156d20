seed = 42
words = Array.new(200_000) { seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648; "w#{seed % 5000}" }
counts = words.tally
top = counts.sort_by { |word, count| [-count, word] }.first(3)
puts top.map { |word, count| "#{word}=#{count}" }.join(" "), words.join(" ").scan(/w\d*7\b/).size
