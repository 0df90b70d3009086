/** The answers of routes, kept in caches: what a user's {@code import} names. */
@NullMarked
package org.entresol.web;

import org.jspecify.annotations.NullMarked;
