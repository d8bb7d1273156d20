puts [string length [string repeat x 1000000000]]
