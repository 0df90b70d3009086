/** The system of record behind a cache: its loader and its writer (JSR-107, chapter 9). */
@NullMarked
package org.entresol.source;

import org.jspecify.annotations.NullMarked;
