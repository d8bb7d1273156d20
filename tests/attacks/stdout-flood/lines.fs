: flood begin ." the same line again and again" cr again ; flood
