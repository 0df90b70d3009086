package org.entresol.web.store;

import java.util.List;

/**
 * The first of two levels: by what the answers of one address differ. The answers themselves lie
 * under keys that have the generation in them; so who drops this drops all of them.
 *
 * @param fields the names of the fields of the request, in lower case and in order
 * @param byPrincipal whether each logged-in user has answers of their own
 * @param generation tells it from those that were dropped
 * @param tags the tags of the answer that it was learnt from: so one of them that is recalled while
 *     that is rendered keeps both from being found
 */
public record Varies(List<String> fields, boolean byPrincipal, String generation, List<String> tags)
    implements Stored {
  /** Copies the lists. */
  public Varies {
    fields = List.copyOf(fields);
    tags = List.copyOf(tags);
  }
}
