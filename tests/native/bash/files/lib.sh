greet() { echo library; }
