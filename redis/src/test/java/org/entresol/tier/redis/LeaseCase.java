package org.entresol.tier.redis;

import org.entresol.tier.Facts.Holder;

/** Whether the row goes by a lease, and whose lies there. */
enum LeaseCase {
  NOT_ASKED_NONE,
  NOT_ASKED_OTHERS,
  ASKED_OWN,
  ASKED_OTHERS,
  ASKED_NONE,
  FREE_OTHERS,
  FREE_NONE;

  boolean isAsked() {
    return name().startsWith("ASKED");
  }

  boolean isToBeFree() {
    return name().startsWith("FREE");
  }

  boolean lies() {
    return !name().endsWith("_NONE");
  }

  Holder holder() {
    return (this == ASKED_OWN) ? Holder.SELF : lies() ? Holder.ANOTHER : Holder.NOBODY;
  }
}
