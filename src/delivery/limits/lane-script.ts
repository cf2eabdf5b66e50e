/**
 * One exchange between a process and a lane in Redis; it runs there as a whole, by Redis' clock.
 *
 * `KEYS[1]`, a hash: `:since`; `:ended`, the sum of the weights in `KEYS[2]`; and per process when its lease ends, what it
 * holds, the number of its last statement, what it was granted lately and as of when, since when it waits and until when
 * that is believed. `KEYS[2]`, a sorted set: what has ended, by when it stops counting.
 *
 * While others wait, no process is granted much more than the one of them that got least; and one that has waited for a
 * whole window goes before all others: else many light ones would keep a heavy one out for ever.
 */
export const laneScript = `
local time = redis.call('TIME')
local now = time[1] * 1000 + time[2] / 1000
local me, number = ARGV[1], tonumber(ARGV[2])
local limit, window, lease, patience = tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])
local held, need, wish, remembered = tonumber(ARGV[7]), tonumber(ARGV[8]), tonumber(ARGV[9]), ARGV[10]

local function weightOf(member) return tonumber(string.match(member, '^[^:]+')) end
-- What a process was granted, less the longer ago it was.
local function servedBy(part) return part[4] * math.exp((part[5] - now) / window / 4) end
local serial = 0
local ended, since = nil, nil
local function count(weight, till)
  serial = serial + 1
  redis.call('ZADD', KEYS[2], till, weight .. ':' .. me .. ':' .. number .. ':' .. serial)
  ended = ended + weight
end

-- Who takes part.
local heldByOthers = 0
local mine = { 0, 0, 0, 0, now, 0, 0 }
local others = {}
local fields = redis.call('HGETALL', KEYS[1])
for i = 1, #fields, 2 do
  local name, value = fields[i], fields[i + 1]
  if name == ':since' then since = value
  elseif name == ':ended' then ended = tonumber(value)
  else
    local part = {}
    for word in string.gmatch(value, '[^:]+') do part[#part + 1] = tonumber(word) end
    if name == me then mine = part
    elseif part[1] <= now then redis.call('HDEL', KEYS[1], name)
    else
      heldByOthers = heldByOthers + part[2]
      if part[7] > now then others[#others + 1] = part end
      -- Redis' clock was set back.
      if part[1] > now + lease then
        local moved = string.gsub(value, '^[^:]+', string.format('%.0f', now + lease))
        redis.call('HSET', KEYS[1], name, moved)
      end
    end
  end
end
if number <= mine[3] then return { '0', '-1', '0', since or '' } end

-- What counts no more.
if ended == nil then
  ended = 0
  for _, member in ipairs(redis.call('ZRANGE', KEYS[2], 0, -1)) do ended = ended + weightOf(member) end
end
local over = redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', now)
if #over > 0 then
  for _, member in ipairs(over) do ended = ended - weightOf(member) end
  redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now)
end
for _, member in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '(' .. (now + window + 2), '+inf')) do
  redis.call('ZADD', KEYS[2], math.ceil(now + window + 1), member)
end

-- What this process brings.
if since == nil then since = string.format('%.3f', now) end
if remembered ~= '' and remembered ~= since then count(limit, math.ceil(now + window + 1)) end
for i = 11, #ARGV, 2 do
  local till = math.ceil(now + window + 1 - tonumber(ARGV[i + 1]))
  if till > now then count(tonumber(ARGV[i]), till) end
end

-- What it gets.
local free = limit - ended - heldByOthers - held
local granted, roomIn, askIn = 0, -1, 0
local served = servedBy(mine)
local waitsSince = mine[7] > now and mine[6] or now
local waitsUntil = need == 0 and mine[7] or 0
if need > 0 then
  local most = wish
  if #others > 0 then
    local slack = math.max(limit / (#others + 1) / 2, 1)
    local least, first = math.huge, math.huge
    for _, part in ipairs(others) do
      least = math.min(least, servedBy(part))
      first = math.min(first, part[6])
    end
    -- Who comes new is not owed what the others had before.
    served = math.max(served, least - slack)
    most = math.min(wish, math.max(least + slack - served, served <= least and need or 0))
    if math.min(first, waitsSince) < now - window then most = first < waitsSince and 0 or math.max(most, need) end
  end
  local can = math.min(most, free)
  if can > need then can = math.max(math.floor(can), need) end
  if can >= need then
    granted = can
    held = held + granted
    free = free - granted
    served = served + granted
  else
    askIn = 10
  end
  -- Said to who got something, too: they need not ask for more until then.
  if free < need then
    local short = need - free
    local soonest = redis.call('ZRANGE', KEYS[2], 0, 49, 'WITHSCORES')
    for i = 1, #soonest, 2 do
      roomIn = soonest[i + 1] - now
      short = short - weightOf(soonest[i])
      if short <= 0 then break end
    end
    if short > 0 and #soonest < 100 then roomIn = -1 end
    -- What stops counting at nearly the same time is asked for together.
    if roomIn >= 0 then roomIn = roomIn + window / 200 end
    askIn = roomIn
    if heldByOthers > 0 or roomIn < 0 then
      -- Others may give back what they hold at any time.
      local look = math.min(math.max(window / 20, 10), 250)
      askIn = roomIn < 0 and look or math.min(roomIn, look)
    end
  end
  if granted == 0 then waitsUntil = now + askIn + patience end
end

redis.call('HSET', KEYS[1], ':since', since, ':ended', ended, me, string.format('%.0f:%.14g:%.0f:%.3f:%.0f:%.0f:%.0f',
  now + lease, held, number, served, now, waitsSince, waitsUntil))
redis.call('PEXPIRE', KEYS[1], math.ceil(lease))
redis.call('PEXPIRE', KEYS[2], math.ceil(lease))
return { tostring(granted), tostring(roomIn), tostring(askIn), since }
`;
