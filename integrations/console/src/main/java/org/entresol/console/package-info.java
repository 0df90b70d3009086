/** The command line: what lies in a Redis, looked at and changed beside any running fleet. */
@NullMarked
package org.entresol.console;

import org.jspecify.annotations.NullMarked;
