/** The specification's facade, and the place where a cache is put together. */
@NullMarked
package org.entresol.jcache;

import org.jspecify.annotations.NullMarked;
