." good night" cr 3600000 ms ." good morning"
