package org.entresol.web.render;

import java.util.Set;
import org.entresol.web.http.Headers;
import org.entresol.web.store.StoredAnswer;
import org.jspecify.annotations.Nullable;

/**
 * What a handler has rendered.
 *
 * @param status the status
 * @param fields the fields, with those in their {@code Vary} by which it varies unsaid
 * @param content the content
 * @param tags those that the handler has said beside the fields
 * @param asked what the handler was asked about; null where it was asked nothing
 * @param unchanged whether it has said that this is what it was
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
public record Rendered(
    int status,
    Headers fields,
    byte[] content,
    Set<String> tags,
    @Nullable StoredAnswer asked,
    boolean unchanged) {}
