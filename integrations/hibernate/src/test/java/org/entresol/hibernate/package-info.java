@NullMarked
package org.entresol.hibernate;

import org.jspecify.annotations.NullMarked;
