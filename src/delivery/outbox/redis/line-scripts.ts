import { bookLua } from "./book-lua";
import { redisScript } from "./redis-script";

/**
 * `id, lines, taker, maxWaiting, deadAfterMs`.
 * 1: first in all its lines; 0: behind others; -1: too many wait. Once more does no harm. Sent whole each time: what is
 * sent anew because Redis had forgotten it would fall behind what was sent after it.
 */
export const lineUpLua = `${bookLua}
local id, lines, deadAfterMs = ARGV[1], cjson.decode(ARGV[2]), tonumber(ARGV[5])
if call("HEXISTS", record(id), "lines") == 0 then
  if call("ZCARD", base .. "own:waiting") >= tonumber(ARGV[4]) then return -1 end
  lineUp(id, ARGV[2], ARGV[3])
end
return isFirst(id, lines, deadAfterMs) and 1 or 0`;

/** `id, deadAfterMs`. Takes a message without a job out of its lines. @returns who is first now */
export const withdraw = redisScript(`${bookLua}
local lines = linesOf(ARGV[1]) or {}
call("DEL", record(ARGV[1]))
return leave(ARGV[1], lines, tonumber(ARGV[2]))`);

/**
 * `deadAfterMs, how many`. Takes out of the lines those of the oldest that died before their job was there.
 *
 * @returns who is first now
 */
export const sweep = redisScript(`${bookLua}
local deadAfterMs, nextOnes = tonumber(ARGV[1]), {}
local oldest = call("ZRANGEBYSCORE", base .. "own:waiting", 0, nowMs() - deadAfterMs, "LIMIT", 0, ARGV[2])
for _, id in ipairs(oldest) do
  if isDead(id, deadAfterMs) then
    local lines = linesOf(id) or {}
    call("DEL", record(id))
    for _, first in ipairs(leave(id, lines, deadAfterMs)) do table.insert(nextOnes, first) end
  end
end
return nextOnes`);

/** `id, deadAfterMs`. @returns who of those in its lines is first: itself, or whom the dead held up */
export const firsts = redisScript(`${bookLua}
return firstsOf(linesOf(ARGV[1]) or {}, tonumber(ARGV[2]))`);
