BEGIN { for (;;) list[n++] = "some text of this element " n }
