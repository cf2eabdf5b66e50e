import type * as Ioredis from "ioredis";
import type { Redis, RedisOptions } from "ioredis";

/** Connections to a Redis that end together and for good, those that somebody else makes of them included. */
export interface RedisFamily {
  /** One more. What goes wrong on it is written nowhere; who needs to know listens. */
  open(options: RedisOptions): Redis;
  /** Ends all at once; what has no answer yet fails. None of them comes back, whoever asks. */
  end(): Promise<void>;
}

/**
 * BullMQ makes connections of its own by `duplicate()`. Where Redis goes away while a worker is closed, it may open one of
 * them again that it has just ended, without a listener, and nobody would ever end it.
 */
export function createRedisFamily({ Redis: Client }: typeof Ioredis): RedisFamily {
  const members = new Set<Redis>();
  let hasEnded = false;

  class Member extends Client {
    override connect(callback?: Parameters<Redis["connect"]>[0]): Promise<void> {
      // What ioredis says, too, and BullMQ understands.
      if (hasEnded) return Promise.reject(new Error("Connection is closed."));
      members.add(this);
      return super.connect(callback);
    }

    override duplicate(changes?: Partial<RedisOptions>): Redis {
      return open({ ...this.options, ...changes });
    }
  }

  function open(options: RedisOptions): Redis {
    const member = new Member(options);
    // Without a listener ioredis writes errors to the console.
    member.on("error", () => undefined);
    member.on("end", () => members.delete(member));
    return member;
  }

  return {
    open,
    async end() {
      hasEnded = true;
      await Promise.all([...members].map(endOne));
    },
  };
}

function endOne(redis: Redis): Promise<void> {
  return new Promise((resolve) => {
    redis.once("end", () => resolve());
    const { status } = redis;
    redis.disconnect();
    // Between two tries there is nothing to end but the waiting; nobody says so.
    if (status === "end" || status === "reconnecting") resolve();
  });
}
