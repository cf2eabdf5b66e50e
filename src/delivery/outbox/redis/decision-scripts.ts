import { bookLua } from "./book-lua";
import { redisScript } from "./redis-script";

/** `id, lines, taker, state, nowMs`. Lines up anew what was set aside. @returns 1; 0 where it is not set aside any more */
export const retake = redisScript(`${bookLua}
local id = ARGV[1]
if call("ZREM", base .. "own:uncertain", id) + call("ZREM", base .. "own:failed", id) == 0 then return 0 end
call("DEL", record(id))
lineUp(id, ARGV[2], ARGV[3])
call("HSET", record(id), "state", ARGV[4])
call("ZADD", base .. "own:again", ARGV[5], id)
return 1`);

/** `id`. Forgets what was set aside. @returns 1; 0 where it is not set aside any more */
export const drop = redisScript(`${bookLua}
local id = ARGV[1]
local removed = call("ZREM", base .. "own:uncertain", id) + call("ZREM", base .. "own:failed", id)
if removed > 0 then call("DEL", record(id), base .. "own:files:" .. id) end
return removed`);

/** `dead taker, our taker`. Moves what a process that is gone was to be told to our inbox. */
export const adopt = redisScript(`${bookLua}
if call("EXISTS", base .. "own:alive:" .. ARGV[1]) == 1 then return 0 end
local endings = call("XRANGE", base .. "own:inbox:" .. ARGV[1], "-", "+")
for _, ending in ipairs(endings) do call("XADD", base .. "own:inbox:" .. ARGV[2], "*", unpack(ending[2])) end
for _, ending in ipairs(call("HVALS", base .. "own:telling:" .. ARGV[1])) do
  call("XADD", base .. "own:inbox:" .. ARGV[2], "*", "ending", ending)
end
call("DEL", base .. "own:inbox:" .. ARGV[1], base .. "own:telling:" .. ARGV[1])
call("SREM", base .. "own:takers", ARGV[1])
return #endings`);
