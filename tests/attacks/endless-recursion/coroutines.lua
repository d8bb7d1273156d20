local down
function down() return coroutine.wrap(down)() end
down()
