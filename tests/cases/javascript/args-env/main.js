console.log(JSON.stringify(process.argv.slice(2)));
console.log(process.env.NAME, process.env.OTHER ?? "(none)", "NAME" in process.env);
