console.log(1);
throw { code: 5 };
