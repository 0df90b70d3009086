/**
 * What a setting is: its key, its type, its default, its range and its stacks; and what is said.
 */
@NullMarked
package org.entresol.config.model;

import org.jspecify.annotations.NullMarked;
