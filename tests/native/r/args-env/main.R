for (argument in commandArgs(trailingOnly = TRUE)) cat("[", argument, "]\n", sep = "")
writeLines(c(Sys.getenv("NAME"), Sys.getenv("OTHER", "none")))
