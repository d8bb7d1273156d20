BEGIN { s = "x"; for (i = 0; i < 31; i++) s = s s; print length(s) }
