function down(n) { return down(n + 1) } BEGIN { print down(0) }
