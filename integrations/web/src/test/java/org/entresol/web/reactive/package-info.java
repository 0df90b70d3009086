@org.jspecify.annotations.NullMarked
package org.entresol.web.reactive;
