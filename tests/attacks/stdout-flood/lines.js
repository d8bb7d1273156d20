for (;;) console.log("the same line again and again");
