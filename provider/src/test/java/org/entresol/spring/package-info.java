/** Entresol below Spring: its cache abstraction, and its form of the JSR-107 annotations. */
@NullMarked
package org.entresol.spring;

import org.jspecify.annotations.NullMarked;
