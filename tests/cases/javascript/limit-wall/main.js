setTimeout(() => console.log("late"), 60_000);
