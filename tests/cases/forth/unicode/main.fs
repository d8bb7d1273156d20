s" Größe 世界 🌍" 2dup type space nip . cr
create line 100 allot
line 90 accept line swap 2dup type space nip . cr
