tryCatch("a" + 1, error = function(e) cat("caught: ", conditionMessage(e), "\n", sep = ""))
fail <- function(n) stop("boom ", n)
fail(3)
cat("never printed\n")
