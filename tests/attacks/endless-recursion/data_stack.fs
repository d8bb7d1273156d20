: pile begin 1 again ; pile
