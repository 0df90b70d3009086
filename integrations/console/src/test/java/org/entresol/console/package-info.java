/** The command line beside real nodes and a real Redis. */
@NullMarked
package org.entresol.console;

import org.jspecify.annotations.NullMarked;
