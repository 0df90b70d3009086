/** The byte SPI below the store: entries, leases, tickets and announcements, with no types. */
@NullMarked
package org.entresol.tier;

import org.jspecify.annotations.NullMarked;
