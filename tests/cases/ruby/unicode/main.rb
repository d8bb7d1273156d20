line = gets.chomp
puts line, line.upcase
puts "#{line.length} #{line.bytesize}"
p line.reverse
family = "👩‍👧"
puts "#{family.codepoints} #{family.grapheme_clusters.size}"
p line.scan(/\p{Han}+/)
p "grü".encode("ISO-8859-1")
puts "\"日\".ord is #{"日".ord}"
latin = "\xE9".dup.force_encoding("ISO-8859-1")
puts "#{"\xE9".inspect} #{latin.encode("UTF-8")} #{"\xE9".valid_encoding? == false}"
変数 = "変数"
puts 変数
puts "#{"é".unicode_normalize(:nfd).dump} #{"e\u0301".unicode_normalize(:nfc).inspect}"
