def down(list)
  list.sort_by { |x| down([x, x]) }
end

down([2, 1])
