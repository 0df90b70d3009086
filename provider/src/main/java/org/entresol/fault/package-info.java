/** What there is to be said of faults: what lies behind them, and what the log has had of them. */
@NullMarked
package org.entresol.fault;

import org.jspecify.annotations.NullMarked;
