at_exit { loop { } }
exit
