@NullMarked
package org.entresol.postgres;

import org.jspecify.annotations.NullMarked;
