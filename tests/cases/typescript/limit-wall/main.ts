await new Promise<void>((done) => setTimeout(done, 3_600_000));
