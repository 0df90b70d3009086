package org.entresol.web.route;

import java.util.List;
import java.util.Map;

/**
 * The address that a request is for, as keys are made of it. Immutable.
 *
 * @param scheme the scheme, such as {@code https}
 * @param host the host with its port, in lower case
 * @param path the path as the client spells it, which can be read in one way only
 * @param parameters the parameters that count, by their names in order, each with its values
 */
public record RouteRequest(
    String scheme, String host, String path, Map<String, List<String>> parameters) {}
