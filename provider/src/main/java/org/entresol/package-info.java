/** What a user of Entresol writes in Java: the configuration of a cache and its values. */
@NullMarked
package org.entresol;

import org.jspecify.annotations.NullMarked;
