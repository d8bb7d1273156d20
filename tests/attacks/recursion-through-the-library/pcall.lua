local down
function down() return pcall(down) end
print(down())
