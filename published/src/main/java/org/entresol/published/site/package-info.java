/** The manual as pages for a browser. */
@NullMarked
package org.entresol.published.site;

import org.jspecify.annotations.NullMarked;
