/** The classes of a user, as the manual names them. */
@NullMarked
package com.acme;

import org.jspecify.annotations.NullMarked;
