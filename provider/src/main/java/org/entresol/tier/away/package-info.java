/** What stands in for a tier that is not there: until it is joined, and while it is away. */
@NullMarked
package org.entresol.tier.away;

import org.jspecify.annotations.NullMarked;
