proc down {} { down }; down
