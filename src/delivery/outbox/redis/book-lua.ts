/**
 * What runs on the Redis itself, in one go each. `KEYS[1]` is what all keys of the queue begin with; BullMQ's own are
 * directly below it, ours below `own:`:
 *
 * - `own:line:{chatType}:{id}`: a conversation's messages in the order in which they came
 * - `own:message:{id}`: `lines` (JSON), `taker`, and, once it is being sent, `state`, `flying`, `by`, `doubts`;
 *   once it ended: `ended` (by which delivery), `told` (whom), and where it was set aside `parked` and `state`
 * - `own:files:{id}`: its files' bytes
 * - `own:waiting`: those that are to be sent, by when they lined up
 * - `own:uncertain`, `own:failed`: those set aside, by the time at which they were taken in
 * - `own:again`: those of them on their way back into the queue
 * - `own:alive:{name}`: is there while that process is; `own:inbox:{taker}`: endings that it is to be told;
 *   `own:telling:{taker}`: those that it is telling its own flows now, by id; `own:takers`: of whom there may be any
 */
export const bookLua = `
local base = KEYS[1]
local call = redis.call
local function record(id) return base .. "own:message:" .. id end
local function lineKey(line) return base .. "own:line:" .. line end
local function nowMs()
  local time = call("TIME")
  return tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
end
local function linesOf(id)
  local text = call("HGET", record(id), "lines")
  return text and cjson.decode(text) or nil
end
-- Who lined up and died before the job was there (or whose job was set aside) must hold up nobody.
local function isDead(id, deadAfterMs)
  if call("EXISTS", base .. id) == 1 and not call("ZSCORE", base .. "failed", id) then return false end
  local linedAt = call("ZSCORE", base .. "own:waiting", id)
  return not linedAt or nowMs() - tonumber(linedAt) >= deadAfterMs
end
local function headOf(line, deadAfterMs)
  while true do
    local head = call("LINDEX", lineKey(line), 0)
    if not head or not isDead(head, deadAfterMs) then return head end
    call("LPOP", lineKey(line))
    call("HDEL", record(head), "lines")
    call("ZREM", base .. "own:waiting", head)
  end
end
local function isFirst(id, lines, deadAfterMs)
  for _, line in ipairs(lines) do
    if headOf(line, deadAfterMs) ~= id then return false end
  end
  return true
end
local function lineUp(id, linesText, taker)
  call("HSET", record(id), "lines", linesText, "taker", taker)
  call("ZADD", base .. "own:waiting", nowMs(), id)
  for _, line in ipairs(cjson.decode(linesText)) do call("RPUSH", lineKey(line), id) end
end
-- Heads of these lines that wait for nobody else, and have not been called yet.
local function firstsOf(lines, deadAfterMs)
  local firsts, seen = {}, {}
  for _, line in ipairs(lines) do
    local head = headOf(line, deadAfterMs)
    if head and not seen[head] and call("ZSCORE", base .. "delayed", head) then
      seen[head] = true
      local own = linesOf(head)
      if own and isFirst(head, own, deadAfterMs) then table.insert(firsts, head) end
    end
  end
  return firsts
end
local function leave(id, lines, deadAfterMs)
  call("ZREM", base .. "own:waiting", id)
  for _, line in ipairs(lines) do call("LREM", lineKey(line), 1, id) end
  return firstsOf(lines, deadAfterMs)
end
`;
