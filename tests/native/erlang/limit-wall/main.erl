main(_) -> timer:sleep(60000).
