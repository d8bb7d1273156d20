:- sleep(3600).
