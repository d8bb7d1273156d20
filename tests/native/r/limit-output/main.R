repeat cat("again and again and again\n")
