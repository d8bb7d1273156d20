local down
function down() return 1 + down() end
print(down())
