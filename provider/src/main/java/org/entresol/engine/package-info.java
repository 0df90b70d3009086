/** What an operation means for one entry: reads, writes, loads and entry processors. */
@NullMarked
package org.entresol.engine;

import org.jspecify.annotations.NullMarked;
