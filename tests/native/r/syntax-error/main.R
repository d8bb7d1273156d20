cat("x\n")
x <- (1 + 
y y
