BEGIN { for (;;) list[n++] = n }
