package dev.baton.reservation;

import io.vertx.redis.client.impl.types.ErrorType;
import org.jspecify.annotations.Nullable;

/** What an error means that Redis answered, by the word it begins with. */
enum RedisReply {
  /** The node hasn't seen the script: it was started anew, say. */
  NOSCRIPT,
  /** Another node has the slot. */
  MOVED,
  /** Another node has the key, while its slot is moving there. */
  ASK,
  /** A slot is moving, and the keys of one script are just on both sides. */
  TRYAGAIN,
  /** Too few nodes of the cluster are there. */
  CLUSTERDOWN,
  /** The node was a primary once: whoever connects anew finds its successor. */
  READONLY,
  /** Any other error of a node that is well otherwise. */
  OTHER,
  /** No answer of Redis: the connection failed, or nothing came in time. */
  NONE;

  static RedisReply of(@Nullable Throwable fault) {
    if (!(fault instanceof ErrorType)) {
      return NONE;
    }
    for (var reply : values()) {
      if (word(fault, 0).equals(reply.name())) {
        return reply;
      }
    }
    return OTHER;
  }

  /** Whether the connection serves for the next call. */
  boolean leavesConnectionGood() {
    return this != NONE && this != READONLY;
  }

  /** The node that MOVED and ASK name, as host:port; the host may be empty: the same one. */
  static String node(@Nullable Throwable redirection) {
    return redirection == null ? "" : word(redirection, 2);
  }

  /** What an error begins with, such as WRONGPASS. */
  static String word(Throwable reply) {
    return word(reply, 0);
  }

  private static String word(Throwable fault, int index) {
    var message = fault.getMessage();
    var words = message == null ? new String[0] : message.split(" ");
    return index < words.length ? words[index] : "";
  }
}
