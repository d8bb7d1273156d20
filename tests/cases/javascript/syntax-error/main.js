console.log("never printed");

const list = [1, 2;
