: loop-forever begin again ; loop-forever
