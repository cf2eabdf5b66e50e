import { bookLua } from "./book-lua";
import { redisScript } from "./redis-script";

/**
 * `id, lines, taker, deadAfterMs`. Whether a message may be sent now: `first` or `behind`, with its state, `elsewhere` (on
 * the wire, and whoever sends it may still be alive), `ended`, `parked`.
 *
 * After a restart of Redis nobody seems alive until all have found their way back: the first doubt only puts off.
 */
export const turn = redisScript(`${bookLua}
local id, deadAfterMs = ARGV[1], tonumber(ARGV[4])
local known = call("HMGET", record(id), "lines", "ended", "parked", "flying", "by", "state")
if known[3] then return {"parked"} end
if known[2] then return {"ended"} end
if not known[1] then lineUp(id, ARGV[2], ARGV[3]) end
call("ZREM", base .. "own:again", id)
if not isFirst(id, cjson.decode(known[1] or ARGV[2]), deadAfterMs) then
  return {"behind", known[6] or ""}
end
if known[4] == "1" then
  local isAlive = call("EXISTS", base .. "own:alive:" .. known[5]) == 1
  if isAlive or call("HINCRBY", record(id), "doubts", 1) < 2 then return {"elsewhere", known[6], known[5]} end
end
return {"first", known[6] or ""}`);

/**
 * `id, who sends it, state`. Takes a mark back that we made and that nothing followed; however late it is, nobody goes on
 * with the message as long as it stands.
 */
export const unmark = redisScript(`${bookLua}
if call("HGET", record(ARGV[1]), "by") ~= ARGV[2] then return 0 end
call("HSET", record(ARGV[1]), "state", ARGV[3], "flying", 0)
return 1`);

/** `id, lock token, who sends it, state, flying: 1 or 0`. @returns 1; 0 where the message is in other hands by now */
export const mark = redisScript(`${bookLua}
local id = ARGV[1]
if call("GET", base .. id .. ":lock") ~= ARGV[2] then return 0 end
if call("HEXISTS", record(id), "ended") == 1 then return 0 end
call("HSET", record(id), "by", ARGV[3], "state", ARGV[4], "flying", ARGV[5], "doubts", 0)
return 1`);

/**
 * `id, delivery, deadAfterMs, payload, "uncertain" | "failed" | "", state, takenInAt, keepMs, "self" | "inbox"`. Ends a
 * message, once; asked again by the same delivery it says the same. Where we took it in ourselves and tell it at once, the
 * payload is for whoever takes our place should we die before that.
 *
 * @returns `self`: tell it here; `inbox`: it will be read from an inbox; `gone`: another delivery ended it; behind it who
 * is first now
 */
export const finish = redisScript(`${bookLua}
local id, delivery = ARGV[1], ARGV[2]
local known = call("HMGET", record(id), "lines", "ended", "told", "taker")
if known[2] then return {known[2] == delivery and known[3] or "gone"} end
if not known[1] then return {"gone"} end
local told = ARGV[9]
if told == "self" then
  call("HSET", base .. "own:telling:" .. known[4], id, ARGV[4])
else
  call("XADD", base .. "own:inbox:" .. known[4], "*", "ending", ARGV[4])
  call("SADD", base .. "own:takers", known[4])
end
local nextOnes = leave(id, cjson.decode(known[1]), tonumber(ARGV[3]))
call("DEL", record(id))
call("HSET", record(id), "ended", delivery, "told", told)
if ARGV[5] == "" then
  call("PEXPIRE", record(id), ARGV[8])
  call("DEL", base .. "own:files:" .. id)
else
  call("HSET", record(id), "parked", 1, "state", ARGV[6])
  call("ZADD", base .. "own:" .. ARGV[5], ARGV[7], id)
  call("PERSIST", base .. "own:files:" .. id)
end
table.insert(nextOnes, 1, told)
return nextOnes`);

/** `ids…`. @returns which of them are to be sent no more */
export const ended = redisScript(`${bookLua}
local gone = {}
for _, id in ipairs(ARGV) do
  if call("HEXISTS", record(id), "lines") == 0 then table.insert(gone, id) end
end
return gone`);
