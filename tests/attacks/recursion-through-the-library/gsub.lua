local down
function down() return (("a"):gsub("a", down)) end
down()
