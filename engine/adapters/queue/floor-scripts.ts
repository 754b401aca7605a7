/*
 * What BullMQ's own commands do a job at a time, done to many at once: its worker spends more on
 * one job than the floor does on ruling, writing and flushing it. The jobs lie as BullMQ keeps
 * them, so its queue adds them, delays them, refuses them twice and tells of them as ever.
 *
 * Keys, as BullMQ names them: `wait` (a list, the next at its right end), `active` (a list, the
 * latest at its left), `delayed` (a sorted set, by due time times 4096), `completed`, `failed`.
 */

/** Puts what is in hand back to the head of the line: the latest first, so the first is foremost. */
export const RESTORE = {
  numberOfKeys: 3,
  lua: `
    local active, wait, marker = KEYS[1], KEYS[2], KEYS[3]
    local id = redis.call('LPOP', active)
    while id do
      redis.call('RPUSH', wait, id)
      redis.call('ZADD', marker, 0, '0')
      id = redis.call('LPOP', active)
    end`,
};

/**
 * Ends jobs, lets in what has fallen due, and takes the next jobs, in order.
 *
 * Arguments: key prefix, now, how many to take, how many ended jobs to remember, then three for
 * each job that ended: id, field, value. A job that is not in hand is passed over: it was ended
 * before, or waits again.
 *
 * Returns when the next delayed job is due, or 0, then id and data of each job taken.
 */
export const TURN_OVER = {
  numberOfKeys: 5,
  lua: `
    local wait, active, delayed, completed, failed = unpack(KEYS)
    local prefix, now, atMost, kept = ARGV[1], ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4])
    local call = redis.call

    for i = 5, #ARGV, 3 do
      local id, field, value = ARGV[i], ARGV[i + 1], ARGV[i + 2]
      if call('LREM', active, -1, id) > 0 then
        call('HSET', prefix .. id, field, value, 'finishedOn', now)
        call('ZADD', field == 'failedReason' and failed or completed, now, id)
      end
    end
    for _, set in ipairs({ completed, failed }) do
      local old = call('ZRANGE', set, 0, -(kept + 1))
      for _, id in ipairs(old) do call('DEL', prefix .. id) end
      if #old > 0 then call('ZREMRANGEBYRANK', set, 0, #old - 1) end
    end

    local isDue = (tonumber(now) + 1) * 4096 - 1
    for _, id in ipairs(call('ZRANGEBYSCORE', delayed, 0, isDue)) do
      call('ZREM', delayed, id)
      call('HSET', prefix .. id, 'delay', 0)
      call('LPUSH', wait, id)
    end

    local first = call('ZRANGE', delayed, 0, 0, 'WITHSCORES')
    local taken = { first[2] and math.floor(tonumber(first[2]) / 4096) or 0 }
    for _ = 1, atMost do
      local id = call('RPOPLPUSH', wait, active)
      if not id then break end
      call('HSET', prefix .. id, 'processedOn', now)
      taken[#taken + 1] = id
      taken[#taken + 1] = call('HGET', prefix .. id, 'data') or ''
    end
    return taken`,
};
