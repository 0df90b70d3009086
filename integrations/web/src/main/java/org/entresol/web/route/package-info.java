/** Which routes are kept, and how: patterns, policies, keys. */
@NullMarked
package org.entresol.web.route;

import org.jspecify.annotations.NullMarked;
