console.log(10n ** (10n ** 9n) % 7n);
