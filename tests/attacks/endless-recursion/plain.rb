def down
  down
end

down
