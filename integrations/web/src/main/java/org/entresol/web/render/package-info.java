/** Who renders a route, and who waits for it. */
@NullMarked
package org.entresol.web.render;

import org.jspecify.annotations.NullMarked;
