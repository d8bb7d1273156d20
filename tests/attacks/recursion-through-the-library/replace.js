const down = () => "a".replace(/a/, down);
down();
