cat("before\n")
quit(status = as.integer(commandArgs(trailingOnly = TRUE)[1]))
