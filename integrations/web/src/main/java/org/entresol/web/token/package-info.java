/** Tokens of what was written, on their way through HTTP from one node to another. */
@NullMarked
package org.entresol.web.token;

import org.jspecify.annotations.NullMarked;
