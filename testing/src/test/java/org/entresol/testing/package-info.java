/** Whether servers, networks and processes break as tests ask them to. */
@NullMarked
package org.entresol.testing;

import org.jspecify.annotations.NullMarked;
