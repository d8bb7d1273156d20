[0].cycle { }
