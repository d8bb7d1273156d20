sub down { down() }
down();
