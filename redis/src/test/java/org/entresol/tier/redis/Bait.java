package org.entresol.tier.redis;

import java.io.Serializable;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;

/** Classes as those are that attackers look for: their code would run where they are looked up. */
final class Bait {

  /** How many of them were initialised. */
  static final AtomicInteger TAKEN = new AtomicInteger();

  private Bait() {}

  /** A class with fields. */
  static final class Fields implements Serializable {
    private static final long serialVersionUID = 1L;

    static {
      TAKEN.incrementAndGet();
    }

    int number;
  }

  /** A record. */
  record Parts(String text) {
    static {
      TAKEN.incrementAndGet();
    }
  }

  /** An enum. */
  enum Constants {
    ONE;

    static {
      TAKEN.incrementAndGet();
    }
  }

  /** A class that a sorted map would call. */
  static final class Order implements Comparator<Object>, Serializable {
    private static final long serialVersionUID = 1L;

    static {
      TAKEN.incrementAndGet();
    }

    @Override
    public int compare(Object one, Object other) {
      TAKEN.incrementAndGet();
      return one.equals(other) ? 0 : 1;
    }
  }
}
