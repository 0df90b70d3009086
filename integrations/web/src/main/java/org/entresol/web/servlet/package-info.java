/** The filter: requests that are watched, answers that are captured, and those that are given. */
@NullMarked
package org.entresol.web.servlet;

import org.jspecify.annotations.NullMarked;
