/** A small web server for one page and what it asks for; it knows nothing of caches. */
@NullMarked
package org.entresol.console.web;

import org.jspecify.annotations.NullMarked;
