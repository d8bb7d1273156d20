console.log("good night");
setTimeout(() => console.log("never"), 3600_000);
