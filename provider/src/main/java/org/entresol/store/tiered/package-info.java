/** The store over a shared tier: steps on their way there as plans, and what comes back. */
@NullMarked
package org.entresol.store.tiered;

import org.jspecify.annotations.NullMarked;
