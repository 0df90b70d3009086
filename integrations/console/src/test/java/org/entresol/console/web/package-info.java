/** What the server of the page lets in. */
@NullMarked
package org.entresol.console.web;

import org.jspecify.annotations.NullMarked;
